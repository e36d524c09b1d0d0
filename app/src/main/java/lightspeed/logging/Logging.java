package lightspeed.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import lightspeed.config.LogConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides once in the life of a process where its log lines go. `Main` calls [#none()] before
/// anything else in commands that only look, and [#toFiles] in workers, servers and commands that
/// call Lightspeed.
public final class Logging implements AutoCloseable {
  /// Every call to Lightspeed, one line each.
  public static final String API_REQUESTS = "api-requests";

  /// Every step of every sync.
  public static final String SYNC_OPERATIONS = "sync-operations";

  /// Every webhook that was received or refused.
  public static final String WEBHOOK_RECEIVER = "webhook-receiver";

  private static final String EVERYTHING_ELSE = "lightspeed-worker";
  private static final long MAX_BYTES = 10L * 1024 * 1024;

  /// With [#MAX_BYTES] a month of days and at most 310 MB for each of the four.
  private static final int KEPT = 30;

  private static final String PROVIDER_PROPERTY = "slf4j.provider";

  private final LoggerContext context;

  private Logging(LoggerContext context) {
    this.context = context;
  }

  /// What goes into the files besides warnings.
  ///
  /// @param format of each line
  /// @param withDebug whether to write debug events of the product
  /// @param withWarningsOnConsole whether warnings also go to standard error, for the journal of
  ///     systemd; not for commands that talk to a person there
  public record Options(
      LogConfig.Format format, boolean withDebug, boolean withWarningsOnConsole) {}

  /// Logs nothing and never loads Logback, which would cost a short command a third of its time.
  /// Has an effect only before the first logger of the process is made.
  public static void none() {
    // Otherwise SLF4J tells everyone on standard error that it took the provider it was told to
    // take.
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty(PROVIDER_PROPERTY, "org.slf4j.helpers.NOP_FallbackServiceProvider");
  }

  /// Writes to the four files in `folder`, making it when it is missing.
  ///
  /// @param now for the day of the files
  /// @param complaints gets one sentence when a file cannot be written; work goes on without
  /// @throws IllegalStateException after [#none()]
  public static Logging toFiles(
      Path folder, Options options, Instant now, Consumer<String> complaints) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      throw new IllegalStateException("logging was switched off for this process before");
    }
    context.reset();
    LineFormat format =
        switch (options.format()) {
          case TEXT -> new TextLine();
          case JSON -> new JsonLine();
        };
    var level = options.withDebug() ? Level.DEBUG : Level.INFO;
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    context.getLogger("lightspeed").setLevel(level);
    root.addAppender(appender(context, folder, EVERYTHING_ELSE, format, now, complaints));
    if (options.withWarningsOnConsole()) {
      root.addAppender(StandardErrorFirst.warningsOn(context));
    }
    for (var name : List.of(API_REQUESTS, SYNC_OPERATIONS, WEBHOOK_RECEIVER)) {
      var logger = context.getLogger(name);
      logger.setLevel(level);
      logger.setAdditive(false);
      logger.addAppender(appender(context, folder, name, format, now, complaints));
      if (options.withWarningsOnConsole()) {
        logger.addAppender(StandardErrorFirst.warningsOn(context));
      }
    }
    return new Logging(context);
  }

  private static LogFileAppender appender(
      LoggerContext context,
      Path folder,
      String name,
      LineFormat format,
      Instant now,
      Consumer<String> complaints) {
    var file =
        new LogFile(
            folder.resolve(name + ".log"),
            MAX_BYTES,
            KEPT,
            Long.toString(ProcessHandle.current().pid()));
    var appender = new LogFileAppender(file, format, complaints);
    appender.setContext(context);
    appender.setName(name + ".log");
    try {
      file.open(now);
    } catch (IOException e) {
      appender.complain(e);
    }
    appender.start();
    return appender;
  }

  /// Closes the files; later lines of this process are dropped.
  @Override
  public void close() {
    context.stop();
  }
}
