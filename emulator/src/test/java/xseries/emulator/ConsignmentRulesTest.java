package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xseries.emulator.settings.Switch;

final class ConsignmentRulesTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.2")
  void creatingAnswers201WithTheObjectInData() {
    Sandbox.Reply made =
        sandbox.post("/consignments", sandbox.header("SUPPLIER", ",'reference':'PO-7'"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.data().path("reference").asString()).isEqualTo("PO-7");
    assertThat(made.data().path("status").asString()).isEqualTo("OPEN");
    assertThat(made.version()).isGreaterThan(1L << 32);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "4.2")
  void createReplyCanBeSwitchedToBare() {
    sandbox.emulator.set(Switch.CREATE_REPLY, "bare");

    Sandbox.Reply made = sandbox.post("/consignments", sandbox.header("SUPPLIER", ""));

    assertThat(made.body().path("type").asString()).isEqualTo("SUPPLIER");
  }

  @Test
  @Rule(mark = Mark.CLIENT_PROVEN, section = "4.2")
  void bodyMayBeWrappedInData() {
    Sandbox.Reply made =
        sandbox.post("/consignments", "{'data':" + sandbox.header("SUPPLIER", "") + "}");

    assertThat(made.status()).isEqualTo(201);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.1")
  void nameOutletAndTypeAreRequiredToCreate() {
    Sandbox.Reply refused = sandbox.post("/consignments", "{'name':'x','type':'SUPPLIER'}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.ruleBroken()).isEqualTo("name, outlet_id and type are required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DISPATCHED", "RECEIVED"})
  @Rule(mark = Mark.DOCUMENTED, section = "4.4")
  void purchaseOrderCannotBeCreatedDispatchedOrReceived(String status) {
    Sandbox.Reply refused =
        sandbox.post("/consignments", sandbox.header("SUPPLIER", ",'status':'" + status + "'"));

    assertThat(refused.status()).isEqualTo(422);
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "4.4")
  void purchaseOrderMayBeCreatedSent() {
    String id = sandbox.consignment("SUPPLIER", ",'status':'SENT'");

    assertThat(sandbox.statusOf(id)).isEqualTo("SENT");
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "4.6")
  void creatingTwiceMakesTwoConsignmentsWithOneReference() {
    sandbox.post("/consignments", sandbox.header("SUPPLIER", ",'reference':'PO-1'"));
    sandbox.post("/consignments", sandbox.header("SUPPLIER", ",'reference':'PO-1'"));

    assertThat(sandbox.emulator.consignments("PO-1")).hasSize(2);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "4.6")
  void uniqueReferencesCanBeSwitchedOn() {
    sandbox.emulator.set(Switch.UNIQUE_REFERENCE, true);
    sandbox.post("/consignments", sandbox.header("SUPPLIER", ",'reference':'PO-1'"));

    Sandbox.Reply second =
        sandbox.post("/consignments", sandbox.header("SUPPLIER", ",'reference':'PO-1'"));

    assertThat(second.status()).isEqualTo(422);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.4")
  void orderWithoutProductsCannotBeSent() {
    Sandbox.Reply refused = sandbox.status(sandbox.draft(), "SENT");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.ruleBroken()).isEqualTo("cannot update status with no products");
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN,SENT",
    "OPEN,DISPATCHED",
    "SENT,DISPATCHED",
    "OPEN,CANCELLED",
    "SENT,CANCELLED",
    "DISPATCHED,CANCELLED"
  })
  @Rule(mark = Mark.DOCUMENTED, section = "4.4")
  void purchaseOrderMovesForwardAndCanBeCancelled(String from, String to) {
    String id = sandbox.order(from);

    Sandbox.Reply moved = sandbox.status(id, to);

    assertThat(moved.status()).isEqualTo(200);
    assertThat(moved.data().path("status").asString()).isEqualTo(to);
  }

  @ParameterizedTest
  @CsvSource({"SENT,OPEN", "DISPATCHED,SENT", "DISPATCHED,OPEN"})
  @Rule(mark = Mark.UNKNOWN, section = "4.4")
  void movingBackwardsIsRefusedUntilSwitched(String from, String to) {
    String id = sandbox.order(from);
    int before = sandbox.status(id, to).status();
    sandbox.emulator.set(Switch.REOPEN, true);

    int after = sandbox.status(id, to).status();

    assertThat(before).isEqualTo(422);
    assertThat(after).isEqualTo(200);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.4")
  void receivingNeedsAReceivedLine() {
    String id = sandbox.order("SENT");
    Sandbox.Reply refused = sandbox.status(id, "RECEIVED");
    sandbox.bulk(id, sandbox.line(0, "'received':4"));

    Sandbox.Reply received = sandbox.status(id, "RECEIVED");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(received.status()).isEqualTo(200);
    assertThat(received.data().path("received_at").asString()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RECEIVED", "CANCELLED"})
  @Rule(mark = Mark.DOCUMENTED, section = "4.4")
  void receivedAndCancelledOrdersAreFrozen(String status) {
    String id = sandbox.order(status);
    String line = sandbox.line(0, "'count':1");
    String product = "/consignments/" + id + "/products/" + sandbox.product(0).id();

    assertThat(sandbox.put("/consignments/" + id, "{'name':'new'}").status()).isEqualTo(422);
    assertThat(sandbox.status(id, status).status()).isEqualTo(422);
    assertThat(sandbox.bulk(id, line).status()).isEqualTo(422);
    assertThat(sandbox.post("/consignments/" + id + "/products", line).status()).isEqualTo(422);
    assertThat(sandbox.put(product, "{'count':1}").status()).isEqualTo(422);
    assertThat(sandbox.delete(product).status()).isEqualTo(422);
    assertThat(sandbox.delete("/consignments/" + id).status()).isEqualTo(422);
    assertThat(sandbox.count(id)).isEqualTo("10.00000");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.4")
  void typeCannotBeChanged() {
    String id = sandbox.order();

    assertThat(sandbox.put("/consignments/" + id, "{'type':'OUTLET'}").status()).isEqualTo(422);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "4.1")
  void partialPutKeepsWhatIsNotGivenUntilStrict() {
    String id = sandbox.consignment("SUPPLIER", ",'reference':'PO-2'");
    Sandbox.Reply merged = sandbox.put("/consignments/" + id, "{'name':'new'}");
    sandbox.emulator.set(Switch.STRICT_PUT, true);

    Sandbox.Reply refused = sandbox.put("/consignments/" + id, "{'name':'newer'}");

    assertThat(merged.data().path("reference").asString()).isEqualTo("PO-2");
    assertThat(merged.data().path("name").asString()).isEqualTo("new");
    assertThat(refused.status()).isEqualTo(422);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "8")
  void deletedConsignmentIsGoneFromTheApiButKeptInTheDump() {
    String id = sandbox.order();

    Sandbox.Reply deleted = sandbox.delete("/consignments/" + id);

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(sandbox.get("/consignments/" + id).status()).isEqualTo(404);
    assertThat(sandbox.get("/consignments?deleted=true").data()).isEmpty();
    assertThat(sandbox.emulator.consignments().getFirst().consignment().isDeleted()).isTrue();
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "8")
  void dispatchedOrderCannotBeDeletedUntilSwitched() {
    String id = sandbox.order("DISPATCHED");
    int before = sandbox.delete("/consignments/" + id).status();
    sandbox.emulator.set(Switch.DELETE_CONSIGNMENT, "any");

    int after = sandbox.delete("/consignments/" + id).status();

    assertThat(before).isEqualTo(422);
    assertThat(after).isEqualTo(204);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.2")
  void totalsAreAnArrayOfOneWithZeroReceivedWhileSent() {
    String id = sandbox.draft();
    sandbox.bulk(id, sandbox.line(0, "'count':10,'cost':2.5"));
    sandbox.status(id, "SENT");

    var totals = sandbox.get("/consignments/" + id + "/totals").data();

    assertThat(totals.size()).isEqualTo(1);
    assertThat(totals.path(0).path("total_sent_count").asString()).isEqualTo("10.00000");
    assertThat(totals.path(0).path("total_sent_cost").asString()).isEqualTo("25.0000000000");
    assertThat(totals.path(0).path("total_received_count").asString()).isEqualTo("0.00000");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.2")
  void stocktakeHasNoTotals() {
    String id = sandbox.consignment("STOCKTAKE", "");

    assertThat(sandbox.get("/consignments/" + id + "/totals").status()).isEqualTo(422);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "8")
  void unknownOutletOrSupplierIs404() {
    Sandbox.Reply outlet =
        sandbox.post("/consignments", "{'name':'x','type':'SUPPLIER','outlet_id':'nowhere'}");
    Sandbox.Reply supplier =
        sandbox.post("/consignments", sandbox.header("SUPPLIER", ",'supplier_id':'nobody'"));

    assertThat(outlet.status()).isEqualTo(404);
    assertThat(outlet.error()).isEqualTo("outlet not found");
    assertThat(supplier.status()).isEqualTo(404);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "8")
  void errorStatusAndBodyOfRulesCanBeSwitched() {
    sandbox.emulator.set(Switch.RULE_STATUS, "400");
    sandbox.emulator.set(Switch.ERROR_BODY, "error");

    Sandbox.Reply refused = sandbox.status(sandbox.draft(), "SENT");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).isEqualTo("cannot update status with no products");
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "4.7")
  void receivingMovesStockAfterTheDelay() {
    sandbox.emulator.set(Switch.RECEIVE_DELAY_MS, 60_000);
    String id = sandbox.order("SENT");
    String product = sandbox.product(0).id();
    BigDecimal before = sandbox.emulator.stock(product, sandbox.outlet());
    sandbox.bulk(id, sandbox.line(0, "'received':4"));
    sandbox.status(id, "RECEIVED");

    assertThat(sandbox.onlyLine(id).path("status").asString()).isEqualTo("PENDING");
    assertThat(sandbox.emulator.stock(product, sandbox.outlet())).isEqualTo(before);

    sandbox.clock.advance(Duration.ofSeconds(60));
    assertThat(sandbox.onlyLine(id).path("status").asString()).isEqualTo("RECEIVE_SUCCESS");
    assertThat(sandbox.emulator.stock(product, sandbox.outlet()))
        .isEqualByComparingTo(before.add(new BigDecimal(4)));
  }

  @Test
  @Rule(mark = Mark.CLIENT_PROVEN, section = "4.7")
  void receivingCanFallBackToSent() {
    sandbox.emulator.set(Switch.RECEIVE_OUTCOME, "revert");
    String id = sandbox.order("SENT");
    sandbox.bulk(id, sandbox.line(0, "'received':4"));

    Sandbox.Reply received = sandbox.status(id, "RECEIVED");

    assertThat(received.data().path("status").asString()).isEqualTo("RECEIVED");
    assertThat(sandbox.statusOf(id)).isEqualTo("SENT");
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "4.7")
  void partialReceiptCanMakeASecondOrderOfTheRest() {
    sandbox.emulator.set(Switch.PARTIAL_RECEIPT, "new_order");
    String id = sandbox.order("SENT");
    sandbox.bulk(id, sandbox.line(0, "'received':4"));
    sandbox.status(id, "RECEIVED");

    var sent = sandbox.get("/consignments?status=SENT").data();

    assertThat(sent.size()).isEqualTo(1);
    assertThat(sandbox.count(sent.path(0).path("id").asString())).isEqualTo("6.00000");
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "4.4")
  void transferTakesStockFromTheSourceWhenSentAndGivesItWhenReceived() {
    String from = sandbox.otherOutlet();
    String id = sandbox.consignment("OUTLET", ",'source_outlet_id':'" + from + "'");
    String product = sandbox.product(0).id();
    BigDecimal there = sandbox.emulator.stock(product, from);
    BigDecimal here = sandbox.emulator.stock(product, sandbox.outlet());
    sandbox.bulk(id, sandbox.line(0, "'count':3"));

    sandbox.status(id, "SENT");
    sandbox.status(id, "RECEIVED");

    assertThat(sandbox.emulator.stock(product, from))
        .isEqualByComparingTo(there.subtract(new BigDecimal(3)));
    assertThat(sandbox.emulator.stock(product, sandbox.outlet()))
        .isEqualByComparingTo(here.add(new BigDecimal(3)));
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.4")
  void returnEndsWithSent() {
    String id = sandbox.consignment("RETURN", "");
    sandbox.bulk(id, sandbox.line(0, "'count':1"));
    sandbox.status(id, "SENT");

    assertThat(sandbox.status(id, "CANCELLED").status()).isEqualTo(422);
    assertThat(sandbox.bulk(id, sandbox.line(0, "'count':1")).status()).isEqualTo(422);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.4")
  void stocktakeIsPreparedBeforeItCanBeCompleted() {
    String id = sandbox.consignment("STOCKTAKE", "");
    String product = sandbox.product(0).id();
    sandbox.status(id, "STOCKTAKE_IN_PROGRESS");
    String prepared = sandbox.statusOf(id);
    sandbox.post("/consignments/" + id + "/products", sandbox.line(0, "'received':17"));

    sandbox.status(id, "STOCKTAKE_COMPLETE");

    assertThat(prepared).isEqualTo("STOCKTAKE_IN_PROGRESS_PROCESSED");
    assertThat(sandbox.emulator.stock(product, sandbox.outlet())).isEqualByComparingTo("17");
  }
}
