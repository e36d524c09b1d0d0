package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import xseries.emulator.settings.Switch;
import xseries.emulator.webhook.Delivery;

/// What is sent, for which event, to whom, and how it is signed.
final class WebhookDeliveryTest {
  private static final String SECRET = "client-secret";
  private static final String RECEIVE = "consignment.receive";

  private final Receiver receiver = new Receiver();
  private final Sandbox sandbox = Sandbox.start(options -> options.withWebhookSecret(SECRET));

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
    receiver.close();
  }

  private String hook(String type, boolean active) {
    return "{'active':%s,'type':'%s','url':'%s'}".formatted(active, type, receiver.url("/hook/7"));
  }

  private String subscribe(String type) {
    return sandbox.post("/webhooks", hook(type, true)).data().path("id").asString();
  }

  /// The same by an OAuth application.
  private void subscribeApplication(String type) {
    String form =
        "client_id=app&client_secret=%s&grant_type=authorization_code&redirect_uri=x&code=1"
            .formatted(SECRET);
    String access =
        sandbox.form("POST", "/api/1.0/token", form).body().path("access_token").asString();
    Sandbox.Reply made =
        sandbox.send(
            sandbox.builder("/api/2.0/webhooks").setHeader("Authorization", "Bearer " + access),
            "POST",
            hook(type, true));
    assertThat(made.status()).isEqualTo(201);
  }

  private List<Delivery> deliveries() {
    return sandbox.emulator.deliveries();
  }

  private String orderOfThree() {
    String id = sandbox.draft();
    sandbox.bulk(
        id,
        sandbox.line(0, "'count':8,'cost':'4.50'"),
        sandbox.line(1, "'count':2"),
        sandbox.line(2, "'count':5"));
    sandbox.status(id, "SENT");
    return id;
  }

  private static Map<String, JsonNode> byProduct(List<Receiver.Call> calls) {
    return calls.stream()
        .map(Receiver.Call::payload)
        .collect(Collectors.toMap(one -> one.path("product_id").asString(), one -> one));
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.2")
  void eachLineReceivedIsOneCall() {
    subscribe(RECEIVE);
    String id = orderOfThree();

    sandbox.emulator.receive(id);
    Map<String, JsonNode> payloads = byProduct(receiver.await(3));

    assertThat(payloads.keySet())
        .isEqualTo(
            Set.of(sandbox.product(0).id(), sandbox.product(1).id(), sandbox.product(2).id()));
    assertThat(payloads.values())
        .extracting(one -> one.path("sequence_number").asInt())
        .containsExactlyInAnyOrder(1, 2, 3);
    assertThat(deliveries()).hasSize(3);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.3")
  void payloadOfALineHasTheMembersOfTheVendorsSample() {
    subscribe(RECEIVE);
    String id = orderOfThree();

    sandbox.control(
        "POST",
        "consignments/" + id + "/receive",
        "{'lines':[{'sku':'" + sandbox.product(0).sku() + "','received':9}]}");
    JsonNode payload = receiver.await(1).getFirst().payload();

    assertThat(payload.propertyNames())
        .containsExactly(
            "id", "consignment_id", "product_id", "count", "received", "cost", "sequence_number");
    assertThat(payload.path("id").asString()).hasSize(36);
    assertThat(payload.path("consignment_id").asString()).isEqualTo(id);
    assertThat(payload.path("count").toString()).isEqualTo("\"8.00000\"");
    assertThat(payload.path("received").toString()).isEqualTo("\"9.00000\"");
    assertThat(payload.path("cost").toString()).isEqualTo("4.5");
    assertThat(deliveries()).as("lines of which nothing came").hasSize(1);
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "6.3")
  void lineKeepsItsIdWhenItIsReceivedAgain() {
    subscribe(RECEIVE);
    String id = sandbox.order("SENT");

    sandbox.emulator.receive(id);
    sandbox.emulator.revert(id);
    sandbox.emulator.receive(id);
    List<Receiver.Call> calls = receiver.await(2);

    assertThat(calls.getFirst().payload()).isEqualTo(calls.getLast().payload());
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.3")
  void deliveryIsAFormWithAPayload() {
    subscribe(RECEIVE);

    sandbox.order("RECEIVED");
    Receiver.Call call = receiver.await(1).getFirst();

    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.path()).isEqualTo("/hook/7");
    assertThat(call.header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(call.header("User-agent")).isEqualTo("X-Series-Emulator");
    assertThat(call.form())
        .containsKeys("payload", "environment", "retailer_id")
        .containsEntry("domain_prefix", sandbox.emulator.domainPrefix())
        .containsEntry("type", RECEIVE);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.3")
  void otherFieldsThanThePayloadAreNotGuaranteed() {
    sandbox.emulator.set(Switch.WEBHOOK_FIELDS, "payload");
    subscribe(RECEIVE);

    sandbox.order("RECEIVED");

    assertThat(receiver.await(1).getFirst().form()).containsOnlyKeys("payload");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.2")
  void sendingDispatchingAndCancellingAnOrderSendsNothing() {
    subscribe(RECEIVE);
    subscribe("consignment.send");
    subscribe("inventory.update");
    String id = sandbox.order();

    sandbox.status(id, "SENT");
    sandbox.status(id, "DISPATCHED");
    sandbox.bulk(id, sandbox.line(0, "'received':3"));
    sandbox.status(id, "CANCELLED");

    assertThat(deliveries()).isEmpty();
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.2")
  void orderReceivedThroughTheApiIsSentToo() {
    subscribe(RECEIVE);
    String id = orderOfThree();

    sandbox.bulk(id, sandbox.line(0, "'received':3"), sandbox.line(2, "'received':'5'"));
    sandbox.status(id, "RECEIVED");
    Map<String, JsonNode> payloads = byProduct(receiver.await(2));

    assertThat(payloads).containsOnlyKeys(sandbox.product(0).id(), sandbox.product(2).id());
    assertThat(payloads.values())
        .extracting(one -> one.path("received").asString())
        .containsExactlyInAnyOrder("3.00000", "5.00000");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.2")
  void transferSendsEachLineWithoutReceivedWhenItLeaves() {
    subscribe("consignment.send");
    String id =
        sandbox.consignment("OUTLET", ",'source_outlet_id':'" + sandbox.otherOutlet() + "'");
    sandbox.bulk(id, sandbox.line(0, "'count':2"), sandbox.line(1, "'count':3"));

    sandbox.status(id, "SENT");
    Map<String, JsonNode> payloads = byProduct(receiver.await(2));

    assertThat(payloads).hasSize(2);
    assertThat(payloads.values()).allMatch(one -> one.path("received").isNull());
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.2")
  void transferAndCountAreReceivedLineByLineToo() {
    subscribe(RECEIVE);
    String transfer =
        sandbox.consignment("OUTLET", ",'source_outlet_id':'" + sandbox.otherOutlet() + "'");
    sandbox.bulk(transfer, sandbox.line(0, "'count':2"));
    sandbox.status(transfer, "SENT");
    sandbox.status(transfer, "RECEIVED");
    String count = sandbox.consignment("STOCKTAKE", ",'status':'STOCKTAKE_SCHEDULED'");
    sandbox.status(count, "STOCKTAKE_IN_PROGRESS");
    sandbox.bulk(count, sandbox.line(1, "'received':6"));
    sandbox.status(count, "STOCKTAKE_COMPLETE");

    assertThat(receiver.await(2))
        .extracting(call -> call.payload().path("consignment_id").asString())
        .containsExactlyInAnyOrder(transfer, count);
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "6.2")
  void stockMovedByAConsignmentIsAnInventoryUpdate() {
    subscribe("inventory.update");

    sandbox.order("RECEIVED");
    JsonNode payload = receiver.await(1).getFirst().payload();

    assertThat(payload.path("product_id").asString()).isEqualTo(sandbox.product(0).id());
    assertThat(payload.path("outlet_id").asString()).isEqualTo(sandbox.outlet());
    assertThat(payload.path("count").asDecimal())
        .isEqualByComparingTo(sandbox.emulator.stock(sandbox.product(0).id(), sandbox.outlet()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hex_body", "base64_body", "hex_payload", "base64_payload"})
  @Rule(mark = Mark.UNKNOWN, section = "6.4")
  void signatureCoversBodyOrPayloadInHexOrBase64(String how) throws GeneralSecurityException {
    sandbox.emulator.set(Switch.WEBHOOK_SIGNATURE, how);
    subscribeApplication(RECEIVE);

    sandbox.order("RECEIVED");
    Receiver.Call call = receiver.await(1).getFirst();

    String signed = how.endsWith("payload") ? call.field("payload") : call.body();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    String value =
        how.startsWith("hex")
            ? HexFormat.of().formatHex(code)
            : Base64.getEncoder().encodeToString(code);
    assertThat(call.header("X-signature"))
        .isEqualTo("signature=" + value + ",algorithm=HMAC-SHA256");
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "6.4")
  void signatureCanBeSwitchedOff() {
    sandbox.emulator.set(Switch.WEBHOOK_SIGNATURE, "none");
    subscribeApplication(RECEIVE);

    sandbox.order("RECEIVED");

    assertThat(receiver.await(1).getFirst().headers()).doesNotContainKey("X-signature");
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "6.4")
  void webhookOfThePersonalTokenIsNotSignedUntilSwitched() {
    subscribe(RECEIVE);

    sandbox.order("RECEIVED");
    receiver.await(1);
    sandbox.emulator.set(Switch.WEBHOOK_SIGNS_PERSONAL, true);
    sandbox.order("RECEIVED");
    List<Receiver.Call> calls = receiver.await(2);

    assertThat(calls.getFirst().headers()).doesNotContainKey("X-signature");
    assertThat(calls.getLast().header("X-signature")).startsWith("signature=");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.1")
  void inactiveSubscriptionGetsNothing() {
    sandbox.post("/webhooks", hook(RECEIVE, false));

    sandbox.order("RECEIVED");

    assertThat(deliveries()).isEmpty();
  }

  @Test
  @Rule(mark = Mark.CLIENT_PROVEN, section = "6.1")
  void subscriptionOfTheOldEndpointIsServedToo() {
    String json = hook(RECEIVE, true).replace('\'', '"');
    String form = "data=" + URLEncoder.encode(json, StandardCharsets.UTF_8);

    sandbox.form("POST", "/api/webhooks", form);
    sandbox.order("RECEIVED");

    assertThat(receiver.await(1).getFirst().form()).containsEntry("type", RECEIVE);
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "4.7")
  void linesThatAreReceivedLaterAreSentLaterWithoutAnotherRequest() {
    subscribe(RECEIVE);
    sandbox.emulator.set(Switch.RECEIVE_DELAY_MS, 60_000);

    sandbox.order("RECEIVED");
    assertThat(deliveries()).isEmpty();
    sandbox.clock.advance(Duration.ofMinutes(1));

    assertThat(receiver.await(1)).hasSize(1);
  }

  @Test
  @Rule(mark = Mark.CLIENT_PROVEN, section = "4.7")
  void receiptThatFailsSendsNothing() {
    subscribe(RECEIVE);
    sandbox.emulator.set(Switch.RECEIVE_OUTCOME, "revert");

    String id = sandbox.order("RECEIVED");

    assertThat(sandbox.statusOf(id)).isEqualTo("SENT");
    assertThat(deliveries()).isEmpty();
  }

  @Test
  void silentReceiverHoldsUpNeitherRequestsNorOtherReceivers() {
    sandbox.emulator.set(Switch.WEBHOOK_TIMEOUT_MS, 600_000);
    receiver.fallSilent();
    subscribe(RECEIVE);
    try (Receiver other = new Receiver()) {
      sandbox.post("/webhooks", hook(RECEIVE, true).replace(receiver.url(""), other.url("")));

      sandbox.order("RECEIVED");
      sandbox.order("RECEIVED");

      assertThat(other.await(2)).hasSize(2);
      assertThat(deliveries())
          .filteredOn(one -> one.url().startsWith(receiver.url("")))
          .allMatch(one -> one.tries().isEmpty());
    }
  }
}
