package lightspeed.witness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import lightspeed.audit.AuditTrail;
import lightspeed.audit.TestAudit;
import lightspeed.config.AuditConfig;
import lightspeed.config.NotifyConfig;
import lightspeed.config.Secret;
import lightspeed.db.TestDatabase;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import lightspeed.job.Worker;
import lightspeed.job.WorkerHost;
import lightspeed.job.WorkerOptions;
import lightspeed.notify.Notifications;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class TellHeadTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-30T10:00:00Z"));

  private final AuditTrail audit = new AuditTrail(DATABASE.database(), TestAudit.log(CLOCK));
  private final JobHandlers handlers = new JobHandlers();
  private final JobQueue queue = new JobQueue(DATABASE.database(), handlers);

  @Test
  void syslogAndTheNotificationAddressLearnTheHead() throws Exception {
    audit.note("eva", "one", "{}", null);
    List<String> bodies = new CopyOnWriteArrayList<>();
    var receiver = receiver(bodies);

    try (var syslog = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      tell(
          new AuditConfig(URI.create("udp://127.0.0.1:" + syslog.getLocalPort()), true),
          URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/in"));

      assertThat(received(syslog))
          .startsWith("<110>1 2026-11-30T10:00:00Z - lightspeed-integration ")
          .endsWith(" audit.head - head=" + audit.head());
      assertThat(bodies)
          .containsExactly(
              "{\"type\":\"audit.head\",\"at\":\"2026-11-30T10:00:00Z\",\"head\":\""
                  + audit.head()
                  + "\"}");
      assertThat(DATABASE.texts("SELECT status FROM queue_jobs")).containsExactly("COMPLETED");
    } finally {
      receiver.stop(0);
    }
  }

  @Test
  void anAddressThatDoesNotAnswerIsAskedAgainAndCountsAsNoFailure() throws Exception {
    tell(new AuditConfig(null, true), null);

    assertThat(DATABASE.texts("SELECT CONCAT(status, ' ', error_message) FROM queue_jobs"))
        .singleElement()
        .asString()
        .startsWith("PENDING ")
        .contains("notify_url is not set");
  }

  private void tell(AuditConfig config, @Nullable URI receiver) throws InterruptedException {
    var notify = new NotifyConfig(receiver, new Secret("shared"), true);
    var notifications = new Notifications(DATABASE.database(), queue, () -> notify, CLOCK);
    new TellHead(audit, queue, notifications, () -> config, CLOCK).register(handlers);
    try (var worker =
        new Worker(
            DATABASE.database(),
            queue,
            WorkerOptions.defaults(),
            WorkerHost.current("test"),
            System::nanoTime,
            new Random(1))) {
      var _ = worker.runNow(queue.enqueue(TellHead.newJob()).id());
    }
  }

  private static HttpServer receiver(List<String> bodies) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String received(DatagramSocket socket) throws IOException {
    socket.setSoTimeout(20_000);
    var packet = new DatagramPacket(new byte[500], 500);
    socket.receive(packet);
    return new String(
        packet.getData(), packet.getOffset(), packet.getLength(), StandardCharsets.US_ASCII);
  }
}
