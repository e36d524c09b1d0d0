package lightspeed.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// No byte that one client sends is ever in an answer, whoever's answer it is: seen once in a full
/// run, when a request got `aaaaaaaaaaaa` for a status line.
class SharedBuffersTest {
  private final WebServer server = new WebServer(ServerOptions.at("127.0.0.1", 0), List.of());
  private final Logger log = (Logger) LoggerFactory.getLogger(HttpConnection.class);
  private final Readers readers = new Readers();

  @BeforeEach
  void listen() {
    readers.setContext(log.getLoggerContext());
    readers.start();
    log.setLevel(Level.DEBUG);
    log.setAdditive(false);
    log.addAppender(readers);
  }

  @AfterEach
  void stop() {
    server.close();
    log.detachAppender(readers);
    log.setAdditive(true);
    log.setLevel(null);
  }

  @Test
  void aRefusedRequestIsReadByOneThreadAtATime() throws Exception {
    server.start();

    String answer;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(60_000);
      var tooLong = "GET / HTTP/1.1\r\nX-Long: " + "a".repeat(20_000);
      socket.getOutputStream().write(tooLong.getBytes(StandardCharsets.ISO_8859_1));
      answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
    }

    assertThat(answer).isEqualTo("HTTP/1.1 431");
    assertThat(readers.done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(readers.most).hasValue(1);
  }

  /// Watches what Jetty tells its log of each step, and holds the thread that found the request bad
  /// until another one reads the connection as well, or plainly does not.
  private static final class Readers extends UnsynchronizedAppenderBase<ILoggingEvent> {
    final AtomicInteger most = new AtomicInteger();
    final CountDownLatch done = new CountDownLatch(2);
    private final AtomicInteger now = new AtomicInteger();
    private final CountDownLatch resumed = new CountDownLatch(1);
    private final CountDownLatch both = new CountDownLatch(2);

    @Override
    protected void append(ILoggingEvent event) {
      String step = event.getMessage();
      if (step.startsWith("onFillable enter")) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        both.countDown();
      } else if (step.startsWith("onFillable exit")) {
        now.decrementAndGet();
        done.countDown();
      } else if (step.startsWith("Resuming")) {
        resumed.countDown();
      } else if (step.startsWith("parsed") && event.getFormattedMessage().contains("s=CLOSE")) {
        await(resumed, 60_000);
        await(both, 500);
      }
    }

    private static void await(CountDownLatch event, long millis) {
      try {
        var _ = event.await(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
