package lightspeed.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/// Closes connections whose client sends the head of a request drop by drop. Jetty's idle time-out
/// starts anew at every byte, so a client that sends one byte now and then would hold a connection
/// for ever.
final class SlowSenders extends AbstractLifeCycle implements Connection.Listener {
  private final Duration requestWithin;
  private final Map<Connection, Head> open = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("slow-senders").factory());

  SlowSenders(Duration requestWithin) {
    this.requestWithin = requestWithin;
  }

  /// What had come at the moment from which the client has [#requestWithin] for its next head.
  private record Head(long requests, long bytes, boolean isAnswering, long sinceNanos) {
    static Head of(Connection connection) {
      return new Head(
          connection.getMessagesIn(),
          connection.getBytesIn(),
          connection.getMessagesIn() > connection.getMessagesOut(),
          System.nanoTime());
    }

    /// Whether the client has sent something since, but neither a whole head nor, as far as we
    /// know, what belongs to the request before.
    boolean isBegunAfter(Head before) {
      return !isAnswering
          && !before.isAnswering
          && requests == before.requests
          && bytes > before.bytes;
    }
  }

  @Override
  protected void doStart() {
    long millis = Math.max(1, requestWithin.toMillis() / 4);
    var _ = clockwork.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void doStop() {
    clockwork.shutdownNow();
  }

  @Override
  public void onOpened(Connection connection) {
    open.put(connection, Head.of(connection));
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  private void look() {
    open.forEach(
        (connection, before) -> {
          var now = Head.of(connection);
          if (!now.isBegunAfter(before)) {
            open.computeIfPresent(connection, (_, _) -> now);
          } else if (now.sinceNanos() - before.sinceNanos() > requestWithin.toNanos()) {
            connection.getEndPoint().close();
          }
        });
  }
}
