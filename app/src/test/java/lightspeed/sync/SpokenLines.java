package lightspeed.sync;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// What workers say in their logs, each for itself: a line belongs to the worker whose thread spoke
/// it, or started the thread that did.
///
/// **Threads:** safe.
final class SpokenLines implements AutoCloseable {
  private static final InheritableThreadLocal<@Nullable Queue<String>> OF_WORKER =
      new InheritableThreadLocal<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("lightspeed");
  private final @Nullable Level levelBefore = logger.getLevel();
  private final Appender appender = new Appender();

  SpokenLines() {
    appender.setContext(logger.getLoggerContext());
    appender.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(appender);
  }

  /// Begins anew for the calling thread and all that it will start.
  Queue<String> listen() {
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    OF_WORKER.set(lines);
    return lines;
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
    logger.setLevel(levelBefore);
    appender.stop();
  }

  private static final class Appender extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      Queue<String> lines = OF_WORKER.get();
      if (lines != null) {
        lines.add(event.getLevel() + " " + event.getFormattedMessage());
      }
    }
  }
}
