package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.EmulatorOptions;

/// The server as a process: what operators type, and what is left when it is killed with -9 in the
/// middle of deliveries.
@Api.Dated
final class WebhookIT {
  private static final String SECRET = "acceptance-path-secret";
  private static final Map<String, String> SETTINGS =
      Map.of("WEBHOOK_PATH_SECRET", SECRET, "WEBHOOK_RATE_LIMIT_MAX", "1000000");
  private static final int SENDERS = 16;

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder = Path.of("");

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private int post(String url, String type, String body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void theLineThatOperatorsTypeIsAnsweredKeptAndShownWithTheReason()
      throws IOException, InterruptedException {
    try (var shop = Shop.open(folder, EmulatorOptions.defaults(), SETTINGS)) {
      shop.succeeds("db:migrate", "--no-input");
      var server = shop.program.start("serve", "--port=0", "--workers=1");
      var hook = server.url() + "/webhooks/lightspeed/" + SECRET;

      int status =
          post(
              hook,
              "application/json",
              "{\"type\":\"consignment.updated\",\"id\":\"test\",\"status\":\"SENT\"}");
      Until.isTrue(
          () ->
              shop.rows("SELECT status FROM lightspeed_webhooks")
                  .equals(List.of(List.of("IGNORED"))));
      var log = shop.json("webhook:log").path("deliveries");
      server.process().destroy();
      var stopped = server.await();

      assertThat(status).isEqualTo(204);
      assertThat(log.size()).isEqualTo(1);
      assertThat(log.path(0).path("event_type").asString()).isEqualTo("consignment.updated");
      assertThat(log.path(0).path("reason").asString()).contains("no event that Lightspeed sends");
      assertThat(stopped.exitCode()).isZero();
      assertThat(read(folder.resolve("data/logs/webhook-receiver.log")))
          .contains("event=received type=consignment.updated")
          .doesNotContain(SECRET);
    }
  }

  @Test
  void workedOnDirectlyAReceiptIsInTheOrderWhenItsDeliveryIsAnsweredThoughNoWorkerRuns()
      throws IOException, InterruptedException {
    try (var shop = Shop.ready(folder, EmulatorOptions.defaults(), SETTINGS)) {
      shop.succeeds("po:import", shop.csv(2, "PO-DIRECT").toString(), "--approve");
      shop.succeeds("sync:po", "PO-DIRECT");
      var consignment = shop.emulator.consignments("PO-DIRECT").getFirst().consignment().id();
      var server =
          shop.programWith(Map.of("WEBHOOK_PROCESS_DIRECTLY", "true")).start("serve", "--port=0");
      var hook = server.url() + "/webhooks/lightspeed/" + SECRET + "/consignment.receive";

      shop.emulator.receive(consignment, Map.of(shop.orderableSku(1), BigDecimal.TWO));
      int status = post(hook, "application/json", "{\"consignment_id\":\"" + consignment + "\"}");
      var received =
          shop.rows(
              "SELECT sku, TRUNCATE(quantity_received, 0) FROM vend_consignment_line_items"
                  + " WHERE quantity_received > 0");
      server.process().destroy();

      assertThat(status).isEqualTo(204);
      assertThat(received).isEqualTo(List.of(List.of(shop.orderableSku(1), "2")));
      assertThat(server.await().exitCode()).isZero();
    }
  }

  @Test
  void whatWasAnsweredIsKeptThoughTheServerIsKilled() throws InterruptedException {
    try (var shop = Shop.open(folder, EmulatorOptions.defaults(), SETTINGS)) {
      shop.succeeds("db:migrate", "--no-input");
      Queue<String> answered = new ConcurrentLinkedQueue<>();

      for (int kill = 1; kill <= 3; kill++) {
        var server = shop.program.start("serve", "--port=0");
        var hook = server.url() + "/webhooks/lightspeed/" + SECRET + "/consignment.receive";
        var senders = flood(hook, "k" + kill, answered);
        int enough = kill * 300;
        Until.isTrue(() -> answered.size() >= enough);
        server.killHard();
        for (var sender : senders) {
          sender.join();
        }
      }

      List<String> kept = new ArrayList<>();
      shop.rows("SELECT consignment_id FROM lightspeed_webhooks")
          .forEach(row -> kept.add(row.getFirst()));
      assertThat(answered).hasSizeGreaterThanOrEqualTo(900).isSubsetOf(kept);
      assertThat(
              shop.rows(
                  "SELECT w.id FROM lightspeed_webhooks w LEFT JOIN queue_jobs j"
                      + " ON j.unique_key = CONCAT('webhook.process:', w.consignment_id)"
                      + " WHERE j.id IS NULL"))
          .as("deliveries without a job")
          .isEmpty();
    }
  }

  /// Sends until the server is gone, each delivery about a consignment of its own.
  private List<Thread> flood(String hook, String prefix, Queue<String> answered) {
    var next = new AtomicInteger();
    List<Thread> senders = new ArrayList<>();
    for (int n = 0; n < SENDERS; n++) {
      senders.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (true) {
                        var id = prefix + "-" + next.incrementAndGet();
                        int status =
                            post(hook, "application/json", "{\"consignment_id\":\"" + id + "\"}");
                        if (status == 204) {
                          answered.add(id);
                        }
                      }
                    } catch (IOException gone) {
                      // The server was killed.
                    } catch (InterruptedException stopped) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    return senders;
  }

  @Test
  void subscriptionsAreMadeOnceSeenAndDeletedAndTheirSecretStaysHidden()
      throws InterruptedException {
    try (var shop = Shop.open(folder, EmulatorOptions.defaults(), SETTINGS)) {
      shop.succeeds("db:migrate", "--no-input");

      var first = shop.json("webhook:create", "https://shop.example.com").path("subscriptions");
      var again = shop.json("webhook:create", "https://shop.example.com/").path("subscriptions");
      shop.ends(2, "webhook:create", "http://shop.example.com");
      shop.ends(2, "webhook:create", "https://shop.example.com", "--types=consignment.updated");
      var id = first.path(0).path("id").asString();
      shop.succeeds("webhook:delete", id);
      shop.ends(3, "webhook:delete", id);
      shop.ends(2, "webhook:delete", "../outlets");
      var listed = shop.json("webhook:list").path("subscriptions");

      assertThat(first.size()).isEqualTo(2);
      assertThat(first.path(0).path("created").asBoolean()).isTrue();
      assertThat(again.path(0).path("created").asBoolean()).isFalse();
      assertThat(listed.findValuesAsString("standing")).containsExactlyInAnyOrder("OK", "MISSING");
      assertThat(first + "" + again + listed).doesNotContain(SECRET).contains("********");
      assertThat(shop.rows("SELECT request_body, response_body FROM lightspeed_api_log").toString())
          .contains("/webhooks/lightspeed/****")
          .doesNotContain(SECRET);
    }
  }

  @Test
  void aSampleThatIsTriggeredIsSeenByWhoeverListens() throws IOException, InterruptedException {
    try (var shop = Shop.open(folder, EmulatorOptions.defaults(), SETTINGS)) {
      shop.succeeds("db:migrate", "--no-input");
      var server = shop.program.start("serve", "--port=0");
      var port = "--port=" + URI.create(server.url()).getPort();
      var listening = shop.program.start("webhook:listen", "--json", "--count=1");

      // Only what comes after it began to listen is shown, and it says nothing before.
      do {
        shop.succeeds("webhook:trigger", "consignment.receive", port);
      } while (listening.process().isAlive());
      var heard = listening.await();
      server.interrupt();
      var stopped = server.await();

      assertThat(heard.exitCode()).as(heard.messages()).isZero();
      assertThat(heard.output().lines()).hasSize(1);
      assertThat(heard.output()).contains("\"event_type\":\"consignment.receive\"");
      assertThat(stopped.exitCode()).isZero();
      shop.ends(6, "webhook:trigger", "consignment.receive", port);
    }
  }
}
