package lightspeed.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The facts that travel beside the message of an event.
final class EventFacts {
  private EventFacts() {}

  /// Facts of the thread (MDC) and of the event itself, by name.
  static Map<String, String> of(ILoggingEvent event) {
    var facts = new TreeMap<String, String>(event.getMDCPropertyMap());
    var pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (var pair : pairs) {
        facts.put(pair.key, String.valueOf(pair.value));
      }
    }
    return facts;
  }

  /// The stack trace with its causes, null when the event has none.
  static @Nullable String stack(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    return thrown == null ? null : ThrowableProxyUtil.asString(thrown).strip();
  }

  /// The last part of the logger's name: `Worker` of `lightspeed.job.Worker`.
  static String shortName(ILoggingEvent event) {
    var name = event.getLoggerName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
