package lightspeed.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import lightspeed.logging.Logging;
import org.slf4j.LoggerFactory;

/// Log lines for those who look at a worker in the foreground: time, message and its facts, on
/// standard error. The files have the same lines in full.
final class WorkerLog extends AppenderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Terminal terminal;

  private WorkerLog(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Opens the log files of a command that is logged; closing it ends them.
  static Logging start(Session session) {
    var services = session.services();
    var options =
        new Logging.Options(
            services.localConfiguration().log().format(), session.options().isVerbose(), false);
    return Logging.toFiles(
        services.dataDirectory().create().logs(),
        options,
        services.clock().instant(),
        session.terminal()::warn);
  }

  /// Shows the lines too, from now on.
  static void show(Terminal terminal) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      for (var name : List.of(Logger.ROOT_LOGGER_NAME, Logging.SYNC_OPERATIONS)) {
        var appender = new WorkerLog(terminal);
        appender.setContext(context);
        appender.start();
        context.getLogger(name).addAppender(appender);
      }
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    var line = new StringBuilder(TIME.format(event.getInstant())).append("Z ");
    switch (event.getLevel().levelInt) {
      case ch.qos.logback.classic.Level.ERROR_INT ->
          line.append(terminal.onError(Style.RED, "error ")).append(' ');
      case ch.qos.logback.classic.Level.WARN_INT ->
          line.append(terminal.onError(Style.YELLOW, "warning ")).append(' ');
      default -> {}
    }
    line.append(Table.oneLine(event.getFormattedMessage()));
    terminal.say(line.toString());
    if (terminal.isVerbose() && event.getThrowableProxy() != null) {
      terminal.say(
          ch.qos.logback.classic.spi.ThrowableProxyUtil.asString(event.getThrowableProxy())
              .strip());
    }
  }
}
