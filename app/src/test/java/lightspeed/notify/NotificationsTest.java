package lightspeed.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lightspeed.audit.TestAudit;
import lightspeed.config.NotifyConfig;
import lightspeed.config.Secret;
import lightspeed.db.Database;
import lightspeed.db.TestDatabase;
import lightspeed.job.Job;
import lightspeed.job.JobFilter;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
import lightspeed.job.RetryPolicy;
import lightspeed.job.RunResult;
import lightspeed.job.Worker;
import lightspeed.job.WorkerHost;
import lightspeed.job.WorkerOptions;
import lightspeed.json.Json;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// A receiver on a real port, told by real jobs.
final class NotificationsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final PurchaseOrderId ORDER = new PurchaseOrderId("order-1");
  private static final String SECRET = "shared-with-the-receiver";
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private final Database database = DATABASE.database();
  private final JobHandlers handlers = new JobHandlers();
  private final JobQueue queue = new JobQueue(database, handlers);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final HttpServer receiver;
  private final PurchaseOrderStore orders;
  private final Worker worker;
  private final Notifications notifications;
  private volatile int status = 200;
  private volatile NotifyConfig config;

  /// What came in.
  private record Request(@Nullable String timestamp, @Nullable String signature, String body) {
    JsonNode json() {
      return Json.untrusted().readTree(body);
    }
  }

  NotificationsTest() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          requests.add(
              new Request(
                  headers.getFirst("X-Lightspeed-Integration-Timestamp"),
                  headers.getFirst("X-Lightspeed-Integration-Signature"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          var answer =
              ("answer " + status + " " + "x".repeat(600)).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    receiver.start();
    config =
        new NotifyConfig(
            URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/in"),
            new Secret(SECRET),
            true);
    orders = new PurchaseOrderStore(new WriteNotification(queue, () -> config.url() != null));
    notifications = new Notifications(database, queue, () -> config, InstantSource.fixed(NOW));
    handlers.register(new SendNotification(database, () -> config, InstantSource.fixed(NOW)));
    worker =
        new Worker(
            database,
            queue,
            WorkerOptions.defaults()
                .withRetryPolicy(() -> new RetryPolicy(3, List.of(Duration.ofHours(1)), 0)),
            WorkerHost.current("test"),
            System::nanoTime,
            new Random(1));
  }

  @BeforeEach
  void approve() {
    var draft =
        new OrderDraft(
            "S",
            "O",
            null,
            null,
            null,
            List.of(new OrderDraft.Line("SKU-1", null, BigDecimal.ONE, BigDecimal.TEN)));
    database.useTransaction(tx -> orders.insertDraft(tx, ORDER, "PO-1", draft, "test"));
    new PurchaseOrderService(
            database,
            orders,
            queue,
            () -> false,
            TestAudit.log(InstantSource.fixed(NOW)),
            InstantSource.fixed(NOW))
        .approve("PO-1", "test");
  }

  @AfterEach
  void stop() {
    worker.close();
    receiver.stop(0);
  }

  private void synced() {
    database.useTransaction(tx -> orders.markSent(tx, ORDER, "c-1", "SENT", 7, NOW));
  }

  private List<Job> jobs() {
    return queue.list(new JobFilter(JobStatus.PENDING, SendNotification.TYPE, 10, null)).reversed();
  }

  private RunResult runNext() throws InterruptedException {
    return worker.runNow(jobs().getFirst().id());
  }

  private void without(@Nullable URI url, @Nullable Secret secret, boolean privateAddresses) {
    config = new NotifyConfig(url, secret, privateAddresses);
  }

  @Test
  void aSyncedOrderIsToldWithASignatureThatTheReceiverCanCheck()
      throws InterruptedException, GeneralSecurityException {
    synced();

    assertThat(runNext()).isInstanceOf(RunResult.Completed.class);

    var request = requests.getFirst();
    assertThat(request.timestamp()).isEqualTo(Long.toString(NOW.getEpochSecond()));
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    var signed = request.timestamp() + "." + request.body();
    assertThat(request.signature())
        .isEqualTo(
            "v1=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    var json = request.json();
    assertThat(json.path("type").asString()).isEqualTo("order.synced");
    assertThat(Instant.parse(json.path("at").asString())).isNotNull();
    assertThat(json.path("order").toString())
        .isEqualTo(
            "{\"id\":\"order-1\",\"public_id\":\"PO-1\",\"state\":\"SENT\","
                + "\"sync_status\":\"SYNCED\",\"lightspeed_consignment_id\":\"c-1\","
                + "\"lightspeed_status\":\"SENT\",\"last_error\":null}");
    var kept = notifications.list(10).getFirst();
    assertThat(kept.id()).isEqualTo(json.path("id").asLong());
    assertThat(kept.status()).isEqualTo(Notification.Status.DELIVERED);
    assertThat(kept.tries()).isEqualTo(1);
    assertThat(kept.httpStatus()).isEqualTo(200);
    assertThat(kept.answer()).startsWith("answer 200").hasSize(500);
    assertThat(kept.deliveredAt()).isNotNull();
  }

  @Test
  void eachThingThatHappensIsToldOnce() throws InterruptedException {
    database.useTransaction(tx -> orders.recordError(tx, ORDER, SyncStatus.QUEUED, "again"));
    database.useTransaction(tx -> orders.recordError(tx, ORDER, SyncStatus.FAILED, "no such SKU"));
    synced();
    synced();
    database.useTransaction(
        tx -> {
          orders.applyRemote(tx, ORDER, OrderState.DISPATCHED, "DISPATCHED", 8, NOW);
          orders.applyRemote(tx, ORDER, OrderState.RECEIVED, "RECEIVED", 9, NOW);
          orders.applyRemote(tx, ORDER, OrderState.RECEIVED, "RECEIVED", 10, NOW);
        });

    for (var job : jobs()) {
      worker.runNow(job.id());
    }

    assertThat(requests)
        .extracting(request -> request.json().path("type").asString())
        .containsExactly("order.failed", "order.synced", "order.received");
    assertThat(requests.getFirst().json().path("order").path("last_error").asString())
        .isEqualTo("no such SKU");
    assertThat(requests.getLast().json().path("order").path("state").asString())
        .isEqualTo("RECEIVED");
  }

  @Test
  void aFailingReceiverIsTriedAgainAndThenSomebodyReplays() throws InterruptedException {
    synced();
    status = 503;

    var first = runNext();
    var waiting = notifications.list(10).getFirst();
    var second = runNext();
    var third = runNext();

    assertThat(first).isInstanceOf(RunResult.WillRetry.class);
    assertThat(second).isInstanceOf(RunResult.WillRetry.class);
    assertThat(third).isInstanceOf(RunResult.Failed.class);
    assertThat(waiting.status()).isEqualTo(Notification.Status.WAITING);
    assertThat(waiting.error()).isEqualTo("The receiver answered with 503.");
    var failed = notifications.list(10).getFirst();
    assertThat(failed.status()).isEqualTo(Notification.Status.FAILED);
    assertThat(failed.tries()).isEqualTo(3);
    assertThat(failed.answer()).startsWith("answer 503");

    status = 201;
    var job = notifications.replay(failed.id());
    assertThat(notifications.replay(failed.id())).as("once more while it waits").isEqualTo(job);
    assertThat(worker.runNow(job.orElseThrow())).isInstanceOf(RunResult.Completed.class);

    assertThat(notifications.list(10))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.status()).isEqualTo(Notification.Status.DELIVERED);
              assertThat(one.error()).isNull();
            });
    assertThat(requests).hasSize(4);
    assertThat(requests).extracting(Request::body).containsOnly(requests.getFirst().body());
    assertThat(notifications.replay(999_999)).isEmpty();
  }

  @Test
  void aRedirectIsNotFollowed() throws InterruptedException {
    synced();
    status = 302;

    assertThat(runNext()).isInstanceOf(RunResult.WillRetry.class);
    assertThat(requests).hasSize(1);
  }

  @Test
  void withoutAnAddressNothingIsEnqueued() {
    without(null, new Secret(SECRET), false);

    synced();

    assertThat(jobs()).isEmpty();
    assertThat(notifications.list(10)).isEmpty();
  }

  @Test
  void whatIsRolledBackIsNotTold() {
    assertThatThrownBy(
            () ->
                database.useTransaction(
                    tx -> {
                      orders.markSent(tx, ORDER, "c-1", "SENT", 7, NOW);
                      throw new IllegalStateException("before the commit");
                    }))
        .hasStackTraceContaining("before the commit");

    assertThat(jobs()).isEmpty();
    assertThat(notifications.list(10)).isEmpty();
  }

  @Test
  void nothingIsSentUnsignedOrToOurselvesUnlessThatIsAllowed() throws InterruptedException {
    var url = config.url();
    synced();
    without(url, null, true);
    var unsigned = runNext();
    long id = notifications.list(1).getFirst().id();

    without(URI.create("https://localhost:1/"), new Secret(SECRET), false);
    var refused = worker.runNow(notifications.replay(id).orElseThrow());

    assertThat(unsigned)
        .isInstanceOfSatisfying(
            RunResult.Failed.class,
            failed -> assertThat(failed.reason()).contains("notify_secret is not set"));
    assertThat(refused)
        .isInstanceOfSatisfying(
            RunResult.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("localhost is 127.0.0.1", "notify_private_addresses=true"));
    assertThat(requests).isEmpty();
    var kept = notifications.list(1).getFirst();
    assertThat(kept.status()).isEqualTo(Notification.Status.FAILED);
    assertThat(kept.error()).contains("notify_private_addresses");
  }

  @Test
  void aCancelledJobShowsOnItsNotification() throws InterruptedException {
    synced();
    var job = jobs().getFirst().id();

    var _ = queue.cancel(job);
    var cancelled = notifications.list(1).getFirst().status();
    queue.retry(job);
    var waiting = notifications.list(1).getFirst().status();

    assertThat(cancelled).isEqualTo(Notification.Status.CANCELLED);
    assertThat(waiting).isEqualTo(Notification.Status.WAITING);
    assertThat(runNext()).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void aTestIsSignedAndKeptNowhere() throws NotNotified, IOException {
    var answer = notifications.test();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(requests.getFirst().signature()).startsWith("v1=");
    assertThat(requests.getFirst().body())
        .isEqualTo("{\"id\":0,\"type\":\"test\",\"at\":\"2026-11-25T10:00:00Z\",\"order\":null}");
    assertThat(notifications.list(1)).isEmpty();
  }

  @Test
  void anOldPayloadIsStillRead() {
    assertThat(SendJob.parse("{\"version\":1,\"notification\":7}")).isEqualTo(SendJob.of(7));
    assertThatThrownBy(() -> SendJob.parse("{\"version\":2,\"notification\":7}"))
        .hasMessageContaining("not of version 1");
    assertThatThrownBy(() -> SendJob.parse("nonsense")).hasMessageContaining("cannot be read");
  }
}
