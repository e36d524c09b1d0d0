package lightspeed.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

/// How one event becomes one line, without the line's end.
@FunctionalInterface
interface LineFormat {
  String line(ILoggingEvent event);
}
