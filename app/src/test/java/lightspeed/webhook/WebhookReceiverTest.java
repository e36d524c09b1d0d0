package lightspeed.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import lightspeed.config.Network;
import lightspeed.db.Connections;
import lightspeed.db.DatabaseAddress;
import lightspeed.db.TestDatabase;
import lightspeed.server.ServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookReceiverTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String BODY = ReceiverWorld.receivedLine("c-1");
  private ReceiverWorld world;

  WebhookReceiverTest() {
    world = new ReceiverWorld(DATABASE.database());
  }

  @BeforeEach
  void forgetNothing() {
    assertThat(world.kept()).isEmpty();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private int signed(String header) throws IOException, InterruptedException {
    return world.post("", ReceiverWorld.FORM, BODY, "X-Signature", header).statusCode();
  }

  private static String good() {
    return ReceiverWorld.hex(ReceiverWorld.SIGNING, BODY);
  }

  @Test
  void aLineReceivedForAnOrderOfOursAsksForALookAtItsConsignment()
      throws IOException, InterruptedException {
    world.haveOrder("PO-1", "c-1");

    int status = world.deliver("consignment.receive", ReceiverWorld.FORM, BODY).statusCode();
    var before = world.kept().getFirst();
    world.work();

    assertThat(status).isEqualTo(204);
    assertThat(before.status()).isEqualTo(DeliveryStatus.RECEIVED);
    assertThat(before.verifiedBy()).isEqualTo("PATH_SECRET");
    assertThat(before.sourceAddress()).isEqualTo("127.0.0.1");
    assertThat(world.refreshed).containsExactly("c-1");
    assertThat(world.kept().getFirst().status()).isEqualTo(DeliveryStatus.PROCESSED);
  }

  @Test
  void theSecretOfOurAddressIsInNoHeaderThatIsKept() throws IOException, InterruptedException {
    var path = "/webhooks/lightspeed/" + ReceiverWorld.PATH_SECRET + "/consignment.send";
    var encoded = path.replace("/", "%2F").replace("-", "%2D");

    int status =
        world
            .post(
                "/" + ReceiverWorld.PATH_SECRET + "/consignment.send",
                ReceiverWorld.FORM,
                BODY,
                "Referer",
                "https://shop.example.com" + path,
                "X-Original-URI",
                path,
                "X-Original-URL",
                encoded,
                "X-Rewrite-URL",
                encoded.replace("%", "%25"),
                "Forwarded",
                "for=192.0.2.1;path=\"" + path + "\"",
                "X-Any-Other",
                "secret is " + ReceiverWorld.PATH_SECRET,
                "X-Kept",
                "as it came")
            .statusCode();

    assertThat(status).isEqualTo(204);
    assertThat(world.headersOfTheLast())
        .contains("\"x-kept\":\"as it came\"", "\"x-original-uri\":\"(not kept: our address)\"")
        .doesNotContain("0123456789", "%2F", "/webhooks/");
  }

  @Test
  void theLineThatOperatorsTypeIsAnsweredKeptAndIgnoredWithTheReason()
      throws IOException, InterruptedException {
    var line = "{\"type\":\"consignment.updated\",\"id\":\"test\",\"status\":\"SENT\"}";

    int status = world.post("/" + ReceiverWorld.PATH_SECRET, ReceiverWorld.JSON, line).statusCode();
    world.work();

    assertThat(status).isEqualTo(204);
    assertThat(world.kept())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.eventType()).isEqualTo("consignment.updated");
              assertThat(one.status()).isEqualTo(DeliveryStatus.IGNORED);
              assertThat(one.reason()).contains("no event that Lightspeed sends");
            });
  }

  @Test
  void aDeliveryForEachLineOfAConsignmentBecomesOneJobAndOneLook()
      throws IOException, InterruptedException {
    world.haveOrder("PO-1", "c-1");
    for (int n = 0; n < 20; n++) {
      assertThat(world.deliver("consignment.receive", ReceiverWorld.FORM, BODY).statusCode())
          .isEqualTo(204);
    }

    long jobs = world.count("SELECT COUNT(*) FROM queue_jobs");
    world.work();

    assertThat(jobs).isEqualTo(1);
    assertThat(world.refreshed).containsExactly("c-1");
    assertThat(world.kept()).hasSize(20).allMatch(one -> one.status() == DeliveryStatus.PROCESSED);
  }

  @Test
  void signaturesCountOverTheBodyOrThePayloadInHexOrBase64WithEitherSecret()
      throws IOException, InterruptedException {
    var payload = "{\"id\":\"l1\",\"consignment_id\":\"c-1\",\"received\":\"8.00000\"}";
    var mac = Hmac.of(ReceiverWorld.SIGNING, BODY.getBytes(StandardCharsets.UTF_8));

    assertThat(signed("signature=" + good() + ",algorithm=HMAC-SHA256")).isEqualTo(204);
    assertThat(signed("algorithm=hmac-sha256, signature=" + good().toUpperCase(Locale.ROOT)))
        .isEqualTo(204);
    assertThat(signed("signature=" + Base64.getEncoder().encodeToString(mac))).isEqualTo(204);
    assertThat(signed("signature=" + ReceiverWorld.hex(ReceiverWorld.SIGNING, payload)))
        .isEqualTo(204);
    assertThat(signed("signature=" + ReceiverWorld.hex(ReceiverWorld.SIGNING_BEFORE, BODY)))
        .isEqualTo(204);
    assertThat(world.kept()).hasSize(5).allMatch(one -> one.verifiedBy().equals("SIGNATURE"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "signature=0000000000000000000000000000000000000000000000000000000000000000",
        "signature=%s,signature=%s",
        "signature=%s,algorithm=none",
        "signature=%s,algorithm=HMAC-SHA256,algorithm=HMAC-SHA256",
        "signature=%s0",
        "signature=",
        "%s",
        "signature",
        ",,,,",
        "signature=zz"
      })
  void anUnclearOrWrongSignatureIsRefusedAndLeavesNoRow(String header)
      throws IOException, InterruptedException {
    int status = signed(header.replace("%s", good()));

    assertThat(status).isEqualTo(401);
    assertThat(world.kept()).isEmpty();
    assertThat(world.count("SELECT COUNT(*) FROM queue_jobs")).isZero();
  }

  @Test
  void missingRepeatedAndEndlessSignaturesAreRefused() throws IOException, InterruptedException {
    var one = "signature=" + good();

    int missing = world.post("", ReceiverWorld.FORM, BODY).statusCode();
    int twice =
        world
            .post("", ReceiverWorld.FORM, BODY, "X-Signature", one, "X-Signature", one)
            .statusCode();
    int endless = signed("signature=" + "a".repeat(7_000));

    assertThat(List.of(missing, twice, endless)).containsExactly(401, 401, 401);
    assertThat(world.kept()).isEmpty();
  }

  @Test
  void aWrongSignatureIsRefusedThoughThePathSecretIsRight()
      throws IOException, InterruptedException {
    int status =
        world
            .post(
                "/" + ReceiverWorld.PATH_SECRET + "/consignment.receive",
                ReceiverWorld.FORM,
                BODY,
                "X-Signature",
                "signature=" + "0".repeat(64))
            .statusCode();

    assertThat(status).isEqualTo(401);
  }

  @Test
  void withoutAnySecretEverythingIsRefusedForLater() throws IOException, InterruptedException {
    world.forgetSecrets();

    var answer = world.deliver("consignment.receive", ReceiverWorld.FORM, BODY);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("30");
    assertThat(world.kept()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"})
  void otherMethodsAreRefused(String method) throws IOException, InterruptedException {
    var answer =
        world.send(method, "/webhooks/lightspeed/" + ReceiverWorld.PATH_SECRET + "/sale.update");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "multipart/form-data; boundary=x", "application/xml", "x"})
  void otherTypesAreRefused(String type) throws IOException, InterruptedException {
    assertThat(world.deliver("consignment.receive", type, BODY).statusCode()).isEqualTo(415);
  }

  @Test
  void compressedBodiesAreRefused() throws IOException, InterruptedException {
    var answer =
        world.post(
            "/" + ReceiverWorld.PATH_SECRET + "/consignment.receive",
            ReceiverWorld.JSON,
            BODY,
            "Content-Encoding",
            "gzip");

    assertThat(answer.statusCode()).isEqualTo(415);
  }

  @Test
  void tooLargeBodiesAreRefusedAnnouncedOrNot() throws IOException {
    var path = "POST /webhooks/lightspeed/" + ReceiverWorld.PATH_SECRET + "/x HTTP/1.1\r\n";
    var head = path + "Host: x\r\nContent-Type: application/json\r\nConnection: close\r\n";
    var chunk = "1000\r\n" + "a".repeat(4_096) + "\r\n";

    var announced = raw(head + "Content-Length: 10001\r\n\r\n");
    var streamed = raw(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3));

    assertThat(announced).startsWith("HTTP/1.1 413");
    assertThat(streamed).startsWith("HTTP/1.1 413");
    assertThat(world.kept()).isEmpty();
  }

  private String raw(String request) throws IOException {
    try (var socket = world.connect()) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void aSourceThatSendsTooManyForgedOnesIsToldWhenToComeBack()
      throws IOException, InterruptedException {
    world.limit(3, 10_000);
    List<Integer> statuses = new ArrayList<>();
    String retryAfter = "";

    for (int n = 0; n < 5; n++) {
      var answer = world.post("/guessed/consignment.receive", ReceiverWorld.FORM, BODY);
      statuses.add(answer.statusCode());
      retryAfter = answer.headers().firstValue("Retry-After").orElse("");
    }

    assertThat(statuses).containsExactly(401, 401, 401, 429, 429);
    assertThat(Integer.parseInt(retryAfter)).isBetween(1, 60);
    assertThat(world.kept()).isEmpty();
  }

  /// What the user saw: an order of 601 lines was received, and 401 genuine webhooks were refused.
  @Test
  void receivingAnOrderOfManyLinesRefusesNoneOfItsWebhooks()
      throws IOException, InterruptedException {
    world.limit(5, 10_000);
    List<Integer> statuses = new ArrayList<>();

    for (int line = 0; line < 30; line++) {
      var body = ReceiverWorld.receivedLine("c-" + line);
      statuses.add(
          line % 2 == 0
              ? world.deliver("consignment.receive", ReceiverWorld.FORM, body).statusCode()
              : world
                  .post(
                      "",
                      ReceiverWorld.FORM,
                      body,
                      "X-Signature",
                      "signature="
                          + ReceiverWorld.hex(ReceiverWorld.SIGNING, body)
                          + ",algorithm=HMAC-SHA256")
                  .statusCode());
    }

    assertThat(statuses).hasSize(30).containsOnly(204);
    assertThat(world.kept()).hasSize(30);
  }

  @Test
  void aGenuineOneIsTakenFromASourceThatSentTooManyForgedOnes()
      throws IOException, InterruptedException {
    world.limit(2, 10_000);
    for (int n = 0; n < 4; n++) {
      world.post("/guessed/consignment.receive", ReceiverWorld.FORM, BODY);
      world.post("", ReceiverWorld.FORM, BODY, "X-Signature", "signature=00");
    }

    var genuine = world.deliver("consignment.receive", ReceiverWorld.FORM, BODY);

    assertThat(genuine.statusCode()).isEqualTo(204);
    assertThat(world.kept()).hasSize(1);
  }

  @Test
  void onlyAProxyOfOursMaySpeakForOthers() throws IOException, InterruptedException {
    world.limit(1, 10_000);
    var path = "/guessed/consignment.receive";

    int first = forwarded(path, "203.0.113.1");
    int pretending = forwarded(path, "203.0.113.2");
    world.proxies.add(Network.parse("127.0.0.0/8"));
    int other = forwarded(path, "198.51.100.9, 203.0.113.3");
    int same = forwarded(path, "198.51.100.10, 203.0.113.3");

    forwarded("/" + ReceiverWorld.PATH_SECRET + "/consignment.receive", "203.0.113.3");

    assertThat(List.of(first, pretending, other, same)).containsExactly(401, 429, 401, 429);
    assertThat(world.kept())
        .extracting(StoredDelivery::sourceAddress)
        .containsExactly("203.0.113.3");
  }

  private int forwarded(String path, String client) throws IOException, InterruptedException {
    return world.post(path, ReceiverWorld.FORM, BODY, "X-Forwarded-For", client).statusCode();
  }

  @Test
  void anOversizedHeadIsRefusedAndWaysUpThePathLeadNowhere() throws IOException {
    var endless = raw("POST /webhooks/lightspeed HTTP/1.1\r\nX-Signature: " + "a".repeat(20_000));
    var up =
        raw(
            "POST /webhooks/lightspeed/"
                + ReceiverWorld.PATH_SECRET
                + "/%2e%2e%2f%2e%2e%2fetc HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");

    assertThat(endless).startsWith("HTTP/1.1 431");
    assertThat(up).startsWith("HTTP/1.1 4");
    assertThat(world.kept()).isEmpty();
  }

  @Test
  void aClientThatSendsItsHeadDropByDropIsCutOff() throws IOException {
    world.close();
    world =
        new ReceiverWorld(
            DATABASE.database(),
            ServerOptions.at("127.0.0.1", 0).withRequestWithin(Duration.ofMillis(400)));
    try (var socket = world.connect()) {
      socket.setSoTimeout(50);
      int sent = 0;
      boolean isOpen = true;
      while (isOpen && sent < 2_000) {
        try {
          socket.getOutputStream().write('P');
          sent++;
          isOpen = socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException stillOpen) {
          isOpen = true;
        } catch (IOException cut) {
          isOpen = false;
        }
      }

      assertThat(isOpen).isFalse();
    }
  }

  @Test
  void workedOnDirectlyItIsDoneBeforeTheAnswer() throws IOException, InterruptedException {
    world.haveOrder("PO-1", "c-1");
    world.processDirectly();

    int status = world.deliver("consignment.receive", ReceiverWorld.FORM, BODY).statusCode();

    assertThat(status).isEqualTo(204);
    assertThat(world.refreshed).containsExactly("c-1");
    assertThat(world.kept().getFirst().status()).isEqualTo(DeliveryStatus.PROCESSED);
  }

  @Test
  void whileTheDatabaseIsGoneTheSenderIsToldToComeBack() throws IOException, InterruptedException {
    var nobody = DatabaseAddress.parse("jdbc:mariadb://127.0.0.1:1/gone", "nobody", "");
    try (var connections = Connections.pool(nobody, 2);
        var without = new ReceiverWorld(connections.database())) {
      var answer = without.deliver("consignment.receive", ReceiverWorld.FORM, BODY);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("30");
    }
  }

  @Test
  void manyAtTheSameTimeAreAllKeptAndShareTransactions() throws Exception {
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int n = 0; n < 300; n++) {
      var body = ReceiverWorld.receivedLine("c-" + n % 50);
      calls.add(() -> world.deliver("consignment.receive", ReceiverWorld.FORM, body).statusCode());
    }

    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(40)) {
      for (var answer : threads.invokeAll(calls)) {
        statuses.add(answer.get());
      }
    }

    assertThat(statuses).hasSize(300).containsOnly(204);
    assertThat(world.kept()).hasSize(300);
    assertThat(world.count("SELECT COUNT(*) FROM queue_jobs")).isEqualTo(50);
  }
}
