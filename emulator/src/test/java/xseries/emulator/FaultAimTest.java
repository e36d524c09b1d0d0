package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;

/// Which calls a fault meets, for how long, and what it says.
final class FaultAimTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private void fault(String body) {
    Sandbox.Reply added = sandbox.control("POST", "faults", body);
    assertThat(added.status()).as(added.text()).isEqualTo(201);
  }

  private JsonNode pending() {
    return sandbox.control("GET", "pending", "").body();
  }

  @Test
  void bodyAndContentTypeOfChoiceAreAnsweredWhateverTheStatus() {
    fault("{'fault':'STATUS','status':200,'body':'<h1>Back soon</h1>','content_type':'text/html'}");

    Sandbox.Reply page = sandbox.get("/outlets");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).isEqualTo("<h1>Back soon</h1>");
    assertThat(page.header("Content-Type")).isEqualTo("text/html");
  }

  @Test
  void bodyMayBeJsonAndIsJsonByDefault() {
    fault("{'fault':'STATUS','status':403,'body':{'error':'permission denied'}}");

    Sandbox.Reply refused = sandbox.get("/outlets");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.error()).isEqualTo("permission denied");
    assertThat(refused.header("Content-Type")).startsWith("application/json");
  }

  @Test
  void bodyOfChoiceTakesThePlaceOfGarbage() {
    sandbox.emulator.add(Fault.of(FaultKind.GARBAGE).body("{\"data\":7}", "text/plain"));

    Sandbox.Reply reply = sandbox.get("/outlets");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo("{\"data\":7}");
    assertThat(reply.header("Content-Type")).isEqualTo("text/plain");
  }

  @Test
  void faultLastsOnlySoLong() {
    fault("{'fault':'STATUS','for_ms':60000}");

    int during = sandbox.get("/outlets").status();
    sandbox.clock.advance(Duration.ofMillis(59_999));
    int nearTheEnd = sandbox.get("/outlets").status();
    sandbox.clock.advance(Duration.ofMillis(1));
    int after = sandbox.get("/outlets").status();

    assertThat(during).isEqualTo(503);
    assertThat(nearTheEnd).isEqualTo(503);
    assertThat(after).isEqualTo(200);
    assertThat(sandbox.control("GET", "faults", "").body()).isEmpty();
  }

  @Test
  void faultOfAReferenceMeetsTheCreateAndEveryCallAboutThatConsignment() {
    fault("{'fault':'STATUS','status':500,'applied':true,'reference':'PO-1'}");

    int created = sandbox.post("/consignments", sandbox.header("SUPPLIER", ref("PO-1"))).status();
    int wrapped =
        sandbox
            .post("/consignments", "{'data':" + sandbox.header("SUPPLIER", ref("PO-1")) + "}")
            .status();
    int other = sandbox.post("/consignments", sandbox.header("SUPPLIER", ref("PO-2"))).status();
    String id = sandbox.emulator.consignments("PO-1").getFirst().consignment().id();

    assertThat(created).isEqualTo(500);
    assertThat(wrapped).isEqualTo(500);
    assertThat(other).isEqualTo(201);
    assertThat(sandbox.get("/consignments/" + id).status()).isEqualTo(500);
    assertThat(sandbox.get("/consignments/" + id + "/products").status()).isEqualTo(500);
    assertThat(sandbox.bulk(id, sandbox.line(0, "'count':1")).status()).isEqualTo(500);
    assertThat(sandbox.status(id, "CANCELLED").status()).isEqualTo(500);
    assertThat(sandbox.get("/consignments").status()).isEqualTo(200);
    assertThat(sandbox.get("/outlets").status()).isEqualTo(200);
  }

  private static String ref(String reference) {
    return ",'reference':'" + reference + "'";
  }

  @Test
  void faultOfADeletedConsignmentMeetsItStill() {
    String id = sandbox.consignment("SUPPLIER", ref("PO-1"));
    sandbox.emulator.delete(id);
    sandbox.emulator.add(Fault.of(FaultKind.STATUS).about("PO-1"));

    assertThat(sandbox.get("/consignments/" + id).status()).isEqualTo(503);
  }

  @Test
  void faultOfAnOutletMeetsItsConsignmentsAndTheListsOfIt() {
    String id = sandbox.draft();
    fault("{'fault':'STATUS','outlet_id':'" + sandbox.outlet() + "'}");

    assertThat(sandbox.get("/consignments/" + id).status()).isEqualTo(503);
    assertThat(sandbox.post("/consignments", sandbox.header("SUPPLIER", "")).status())
        .isEqualTo(503);
    assertThat(sandbox.get("/consignments?outlet_id=" + sandbox.outlet()).status()).isEqualTo(503);
    assertThat(sandbox.get("/consignments?outlet_id=" + sandbox.otherOutlet()).status())
        .isEqualTo(200);
    assertThat(sandbox.get("/consignments").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/2.0/outlets",
        "/api/2026-07/consignments",
        "/api/webhooks",
        "/api/2.0/nothing",
        "/connect?response_type=code"
      })
  void starMeetsEveryCall(String path) {
    fault("{'fault':'STATUS','status':502,'path':'*'}");

    assertThat(sandbox.at("GET", path, "").status()).isEqualTo(502);
  }

  @Test
  void starMeetsTheTokenEndpointToo() {
    fault("{'fault':'STATUS','status':502,'path':'*'}");

    assertThat(sandbox.form("POST", "/api/1.0/token", "grant_type=x").status()).isEqualTo(502);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'fault':'LOST_ANSWER','body':'x'}|body and content_type are for STATUS, GARBAGE and",
        "{'fault':'STATUS','content_type':''}|content_type must be plain ASCII text.",
        "{'fault':'STATUS','for_ms':0}|for_ms must be 1 to 86400000.",
        "{'fault':'STATUS','for_ms':'long'}|for_ms must be a number",
        "{'fault':'STATUS','reference':[]}|reference must be a string",
        "{'fault':'DROP_DELIVERY','reference':'R'}|reference and outlet_id are for calls only.",
        "{'fault':'STATUS','refrence':'R'}|refrence is not a member of a fault; known are method,"
      })
  void wrongAimsAreRefusedInClearWords(String body, String words) {
    Sandbox.Reply refused = sandbox.control("POST", "faults", body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).startsWith(words);
    assertThat(sandbox.control("GET", "faults", "").body()).isEmpty();
  }

  @Test
  void faultsArePrintedAsTheyCanBeWritten() {
    String all =
        "{'fault':'STATUS','method':'GET','path':'/outlets','reference':'R','outlet_id':'O',"
            + "'nth':2,'times':3,'status':502,'delay_ms':5,'applied':false,'for_ms':9,"
            + "'body':'b','content_type':'text/plain'}";
    fault(all);

    JsonNode printed = sandbox.control("GET", "faults", "").body().path(0);
    fault(printed.toString());

    assertThat(printed.toString()).isEqualTo(all.replace('\'', '"'));
    assertThat(sandbox.control("GET", "faults", "").body().path(1)).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fault", "latency"})
  void pendingCountsRequestsThatAreStillToBeCarriedOut(String why) {
    if (why.equals("fault")) {
      sandbox.emulator.add(
          Fault.of(FaultKind.LATE_APPLY).on("POST", "/consignments").delay(Duration.ofMillis(400)));
    } else {
      sandbox.emulator.set(Switch.LATENCY_MS, 400);
    }
    assertThat(pending().toString())
        .isEqualTo(
            "{\"late_applies\":0,\"deliveries\":0,\"receipts\":0,\"hidden_rows\":0,\"total\":0}");

    CompletableFuture<String> late = CompletableFuture.supplyAsync(sandbox::draft);
    Deadline.until(() -> sandbox.emulator.pendingLateApplies() == 1);
    int during = sandbox.emulator.consignments().size();
    JsonNode pending = pending();
    Deadline.until(() -> sandbox.emulator.pending().total() == 0);
    int after = sandbox.emulator.consignments().size();

    assertThat(during).isZero();
    assertThat(pending.path("late_applies").asInt()).isEqualTo(1);
    assertThat(pending.path("total").asInt()).isEqualTo(1);
    assertThat(after).isEqualTo(1);
    assertThat(late.join()).isNotEmpty();
  }

  @Test
  void pendingCountsDeliveriesAndReceipts() {
    sandbox.post(
        "/webhooks", "{'active':true,'type':'inventory.update','url':'ftp://shop.example'}");
    sandbox.order("RECEIVED");
    sandbox.emulator.set(Switch.RECEIVE_DELAY_MS, 1000);
    sandbox.order("RECEIVED");

    JsonNode pending = pending();
    assertThat(pending.path("deliveries").asInt()).isEqualTo(1);
    assertThat(pending.path("receipts").asInt()).isEqualTo(1);
    assertThat(pending.path("total").asInt()).isEqualTo(2);
    sandbox.clock.advance(Duration.ofSeconds(1));
    assertThat(pending().path("receipts").asInt()).isZero();
  }

  @Test
  void actsAreTheLogOfControlCallsAndNotOfQuestions() {
    String id = sandbox.order("SENT");
    sandbox.control("POST", "consignments/" + id + "/dispatch", "");
    sandbox.control("GET", "consignments", "");
    sandbox.control("PUT", "settings", "{'registers':2}");
    sandbox.control("POST", "consignments/" + id + "/burn", "not json");

    JsonNode acts = sandbox.control("GET", "acts", "").body();

    assertThat(acts.size()).isEqualTo(3);
    assertThat(acts.path(0).path("path").asString()).isEqualTo("consignments/" + id + "/dispatch");
    assertThat(acts.path(0).propertyNames()).containsExactly("n", "at", "method", "path", "status");
    assertThat(acts.path(1).path("body").path("registers").asInt()).isEqualTo(2);
    assertThat(acts.path(2).path("status").asInt()).isEqualTo(400);
    assertThat(acts.path(2).path("body").asString()).isEqualTo("not json");
    assertThat(sandbox.control("GET", "acts?after=2", "").body().size()).isEqualTo(1);
    assertThat(sandbox.emulator.requests()).noneMatch(one -> one.path().contains("_emulator"));
    assertThat(sandbox.control("GET", "acts?after=x", "").status()).isEqualTo(400);
  }

  @Test
  void resetIsTheFirstActAfterIt() {
    sandbox.control("PUT", "settings", "{'registers':2}");

    sandbox.control("POST", "reset", "");

    JsonNode acts = sandbox.control("GET", "acts", "").body();
    assertThat(acts.size()).isEqualTo(1);
    assertThat(acts.path(0).path("path").asString()).isEqualTo("reset");
    assertThat(sandbox.control("POST", "reset", "{'all':true}").status()).isEqualTo(400);
  }
}
