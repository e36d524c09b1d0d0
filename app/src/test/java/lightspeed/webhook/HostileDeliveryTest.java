package lightspeed.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Deliveries that were proven to be genuine and still say what no worker may fall over.
final class HostileDeliveryTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final ReceiverWorld world = new ReceiverWorld(DATABASE.database());

  @AfterEach
  void stop() {
    world.close();
  }

  private StoredDelivery processed(String eventType, String contentType, String body)
      throws IOException, InterruptedException {
    assertThat(world.deliver(eventType, contentType, body).statusCode()).isEqualTo(204);
    world.work();
    assertThat(world.count("SELECT COUNT(*) FROM queue_jobs WHERE status <> 'COMPLETED'")).isZero();
    return world.kept().getLast();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          consignment.receive | {                                        | FAILED  | not JSON
          consignment.receive | []                                       | FAILED  | no JSON object
          consignment.receive | {"consignment_id":"a"} {}                | FAILED  | follows
          consignment.receive | {"consignment_id":"a","consignment_id":"b"} | FAILED | twice
          consignment.receive | {"consignment_id":"../../etc/passwd"}    | FAILED  | no id of
          consignment.receive | {"consignment_id":{"$ne":1}}             | FAILED  | names no
          consignment.receive | {"consignment_id":17}                    | FAILED  | names no
          consignment.receive | {}                                       | FAILED  | names no
          consignment.receive | {"consignment_id":"of-another-retailer"} | IGNORED | No order of ours
          consignment.receive | {"consignment_id":"a","domain_prefix":"theirs"} | IGNORED | theirs
          consignment.cancel  | {"consignment_id":"a"}                   | IGNORED | no event
          inventory.update    | {"id":"p"}                               | IGNORED | says nothing
          product.update      | {"id":"p"}                               | IGNORED | says nothing
          """)
  void whatCannotBeUsedIsKeptWithTheReason(
      String eventType, String body, DeliveryStatus status, String reason)
      throws IOException, InterruptedException {
    var kept = processed(eventType, ReceiverWorld.JSON, body);

    assertThat(kept.status()).isEqualTo(status);
    assertThat(kept.reason()).contains(reason);
    assertThat(world.refreshed).isEmpty();
  }

  @Test
  void twoPayloadsInOneFormAreNotGuessedBetween() throws IOException, InterruptedException {
    var kept =
        processed(
            "consignment.receive",
            ReceiverWorld.FORM,
            ReceiverWorld.receivedLine("a") + "&" + ReceiverWorld.receivedLine("b"));

    assertThat(kept.status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(kept.reason()).contains("2 fields payload");
  }

  @Test
  void deepAndWideDocumentsCostNothingAndHarmNobody() throws IOException, InterruptedException {
    world.limit(100, 1_048_576);
    var deep = "{\"a\":" + "[".repeat(400_000) + "]".repeat(400_000) + "}";
    var wide = "{" + "\"consignment\":1,".repeat(50_000) + "\"consignment_id\":\"a\"}";
    var number = "{\"consignment_id\":" + "9".repeat(500_000) + "}";

    var afterDeep = processed("consignment.receive", ReceiverWorld.JSON, deep);
    var afterWide = processed("consignment.receive", ReceiverWorld.JSON, wide);
    var afterNumber = processed("consignment.receive", ReceiverWorld.JSON, number);

    assertThat(afterDeep.status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(afterWide.status()).isEqualTo(DeliveryStatus.IGNORED);
    assertThat(afterNumber.status()).isEqualTo(DeliveryStatus.FAILED);
  }

  @Test
  void randomBytesAreKeptAndNeverEndTheWorker() throws IOException, InterruptedException {
    long seed = System.nanoTime();
    System.out.println("HostileDeliveryTest seed " + seed);
    var random = new Random(seed);
    for (int n = 0; n < 100; n++) {
      var bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      var type = random.nextBoolean() ? ReceiverWorld.JSON : ReceiverWorld.FORM;
      var body =
          random.nextBoolean()
              ? bytes
              : ("payload=" + latin(bytes)).getBytes(StandardCharsets.UTF_8);

      int status =
          world
              .post("/" + ReceiverWorld.PATH_SECRET + "/consignment.receive", type, body)
              .statusCode();

      assertThat(status).isEqualTo(204);
    }

    world.work();

    assertThat(world.kept())
        .hasSize(100)
        .allMatch(one -> one.status() == DeliveryStatus.FAILED && one.reason() != null);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void replayingIsSafeAndDoesTheWorkAgain() throws IOException, InterruptedException {
    world.haveOrder("PO-1", "c-1");
    var kept =
        processed("consignment.receive", ReceiverWorld.FORM, ReceiverWorld.receivedLine("c-1"));

    var deliveries = new Deliveries(DATABASE.database(), world.queue);
    var job = deliveries.replay(kept.id());
    world.work();

    assertThat(job).isPresent();
    assertThat(world.refreshed).containsExactly("c-1", "c-1");
    assertThat(world.kept())
        .singleElement()
        .matches(one -> one.status() == DeliveryStatus.PROCESSED);
    assertThat(deliveries.replay(kept.id() + 1)).isEmpty();
  }
}
