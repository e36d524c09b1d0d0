package lightspeed.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/// What Logback does before [Logging#toFiles] and in tests: warnings on standard error. Found by
/// Logback through `META-INF/services`; spares the start the reading of an XML file.
public final class StandardErrorFirst extends ContextAwareBase implements Configurator {

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(warningsOn(context));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  static ConsoleAppender<ILoggingEvent> warningsOn(LoggerContext context) {
    var encoder = new LineEncoder(new TextLine());
    encoder.setContext(context);
    encoder.start();
    var warningsOnly = new ThresholdFilter();
    warningsOnly.setLevel(Level.WARN.toString());
    warningsOnly.start();
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.addFilter(warningsOnly);
    console.start();
    return console;
  }
}
