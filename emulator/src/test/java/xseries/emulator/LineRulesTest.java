package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xseries.emulator.settings.Switch;

final class LineRulesTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private Sandbox.Reply post(String id, String fields) {
    return sandbox.post("/consignments/" + id + "/products", sandbox.line(0, fields));
  }

  private Sandbox.Reply put(String id, String body) {
    return sandbox.put(product(id), body);
  }

  private String product(String id) {
    return "/consignments/" + id + "/products/" + sandbox.product(0).id();
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.5")
  void bulkAddsToTheCountThatIsThere() {
    String id = sandbox.draft();
    sandbox.bulk(id, sandbox.line(0, "'count':10"));

    Sandbox.Reply again = sandbox.bulk(id, sandbox.line(0, "'count':10"));

    assertThat(again.status()).isEqualTo(200);
    assertThat(sandbox.count(id)).isEqualTo("20.00000");
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "4.5")
  void bulkAnswersAMapWithTheResultingCount() {
    String id = sandbox.order();

    var data = sandbox.bulk(id, sandbox.line(0, "'count':'2.5'")).data();

    assertThat(data.path(sandbox.product(0).id()).path("count").asString()).isEqualTo("12.50000");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.5")
  void bulkAddsInSentToo() {
    String id = sandbox.order("SENT");

    sandbox.bulk(id, sandbox.line(0, "'count':1"));

    assertThat(sandbox.count(id)).isEqualTo("11.00000");
    assertThat(sandbox.statusOf(id)).isEqualTo("SENT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPEN", "SENT"})
  @Rule(mark = Mark.DOCUMENTED, section = "4.5")
  void bulkWithReceivedEvenZeroDispatchesTheOrder(String status) {
    String id = sandbox.order(status);

    sandbox.bulk(id, sandbox.line(0, "'count':0,'received':0"));

    assertThat(sandbox.statusOf(id)).isEqualTo("DISPATCHED");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.5")
  void bulkInDispatchedAddsToReceivedAndLeavesTheCount() {
    String id = sandbox.order("DISPATCHED");
    sandbox.bulk(id, sandbox.line(0, "'received':3"));

    sandbox.bulk(id, sandbox.line(0, "'count':5,'received':4"));

    assertThat(sandbox.received(id)).isEqualTo("7.00000");
    assertThat(sandbox.count(id)).isEqualTo("10.00000");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.5")
  void bulkReplacesTheCost() {
    String id = sandbox.order();

    sandbox.bulk(id, sandbox.line(0, "'count':1,'cost':'7'"));

    assertThat(sandbox.onlyLine(id).path("cost").asString()).isEqualTo("7.00000");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.5")
  void bulkElementNeedsCountOrReceived() {
    assertThat(sandbox.bulk(sandbox.draft(), sandbox.line(0, "'cost':1")).status()).isEqualTo(422);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.5")
  void compositesAreRefusedOnPurchaseOrders() {
    String id = sandbox.draft();
    String composite = "{'product_id':'" + sandbox.composite().id() + "','count':1}";

    assertThat(sandbox.bulk(id, composite).status()).isEqualTo(422);
    assertThat(sandbox.post("/consignments/" + id + "/products", composite).status())
        .isEqualTo(422);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "8")
  void bulkWithOneBadProductIsRefusedWhole() {
    String id = sandbox.draft();

    Sandbox.Reply refused =
        sandbox.bulk(id, sandbox.line(0, "'count':1"), "{'product_id':'none','count':1}");

    assertThat(refused.status()).isEqualTo(404);
    assertThat(sandbox.get("/consignments/" + id + "/products").data()).isEmpty();
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "8")
  void bulkWithOneBadProductCanBeSwitchedToTakeTheOthers() {
    sandbox.emulator.set(Switch.BULK_BAD_PRODUCT, "partial");
    String id = sandbox.draft();

    sandbox.bulk(id, sandbox.line(0, "'count':1"), "{'product_id':'none','count':1}");

    assertThat(sandbox.count(id)).isEqualTo("1.00000");
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "4.5")
  void bulkNamingAProductTwiceAddsBoth() {
    String id = sandbox.draft();

    sandbox.bulk(id, sandbox.line(0, "'count':1"), sandbox.line(0, "'count':2"));

    assertThat(sandbox.count(id)).isEqualTo("3.00000");
  }

  @Test
  @Rule(mark = Mark.CLIENT_PROVEN, section = "4.5")
  void postingALineTwiceAddsUp() {
    String id = sandbox.draft();
    post(id, "'count':4");

    Sandbox.Reply second = post(id, "'count':4");

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.data().path("count").asString()).isEqualTo("8.00000");
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "8")
  void postingALineTwiceCanBeSwitchedToAssign() {
    sandbox.emulator.set(Switch.REPEATED_LINE_POST, "assign");
    String id = sandbox.draft();
    post(id, "'count':4");

    post(id, "'count':4");

    assertThat(sandbox.count(id)).isEqualTo("4.00000");
  }

  @Test
  @Rule(mark = Mark.CLIENT_PROVEN, section = "4.5")
  void puttingALineAssigns() {
    String id = sandbox.order();
    put(id, "{'count':3}");

    Sandbox.Reply second = put(id, "{'count':3}");

    assertThat(second.status()).isEqualTo(200);
    assertThat(sandbox.count(id)).isEqualTo("3.00000");
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "4.5")
  void puttingALineThatIsNotThereIs404UntilSwitched() {
    String id = sandbox.draft();
    int before = put(id, "{'count':3}").status();
    sandbox.emulator.set(Switch.PUT_MISSING_LINE, "create");

    int after = put(id, "{'count':3}").status();

    assertThat(before).isEqualTo(404);
    assertThat(after).isEqualTo(200);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.5")
  void puttingReceivedOnASentOrderDispatchesIt() {
    String id = sandbox.order("SENT");

    put(id, "{'received':2}");

    assertThat(sandbox.statusOf(id)).isEqualTo("DISPATCHED");
    assertThat(sandbox.received(id)).isEqualTo("2.00000");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.5")
  void postingReceivedOnASentOrderDispatchesIt() {
    String id = sandbox.order("SENT");

    post(id, "'received':2");

    assertThat(sandbox.statusOf(id)).isEqualTo("DISPATCHED");
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "4.4")
  void singleReceivedOnAnOpenOrderIsIgnoredUntilSwitched() {
    String ignoring = sandbox.order();
    put(ignoring, "{'received':2}");
    String dispatching = sandbox.order();
    sandbox.emulator.set(Switch.RECEIVED_ON_OPEN_LINE, "dispatch");

    put(dispatching, "{'received':2}");

    assertThat(sandbox.statusOf(ignoring)).isEqualTo("OPEN");
    assertThat(sandbox.statusOf(dispatching)).isEqualTo("DISPATCHED");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.5")
  void countIsNotAppliedInDispatched() {
    String id = sandbox.order("DISPATCHED");

    put(id, "{'count':99,'cost':'3'}");

    assertThat(sandbox.count(id)).isEqualTo("10.00000");
    assertThat(sandbox.onlyLine(id).path("cost").asString()).isEqualTo("3.00000");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.5")
  void lineCanBeDeletedUntilDispatched() {
    String sent = sandbox.order("SENT");
    String dispatched = sandbox.order("DISPATCHED");

    assertThat(sandbox.delete(product(sent)).status()).isEqualTo(204);
    assertThat(sandbox.delete(product(sent)).status()).isEqualTo(404);
    assertThat(sandbox.delete(product(dispatched)).status()).isEqualTo(422);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.3")
  void quantitiesAndCostsAreStringsWithFivePlaces() {
    String id = sandbox.draft();

    post(id, "'count':'2.5','cost':10");

    var line = sandbox.onlyLine(id);
    assertThat(line.path("count").isString()).isTrue();
    assertThat(line.path("count").asString()).isEqualTo("2.50000");
    assertThat(line.path("cost").asString()).isEqualTo("10.00000");
    assertThat(line.path("status").asString()).isEqualTo("PENDING");
    assertThat(line.path("product_sku").asString()).isEqualTo(sandbox.product(0).sku());
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "4.5")
  void costDefaultsToTheSupplyPriceUntilSwitched() {
    String priced = sandbox.order();
    sandbox.emulator.set(Switch.DEFAULT_COST, "none");
    String unpriced = sandbox.order();

    assertThat(sandbox.onlyLine(priced).path("cost").asString())
        .isEqualTo(sandbox.product(0).supplyPrice().setScale(5).toPlainString());
    assertThat(sandbox.onlyLine(unpriced).path("cost").isNull()).isTrue();
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "4.5")
  void lineWritesRaiseTheVersionOfTheConsignmentUntilSwitched() {
    String id = sandbox.draft();
    long first = sandbox.get("/consignments/" + id).version();
    post(id, "'count':1");
    long second = sandbox.get("/consignments/" + id).version();
    sandbox.emulator.set(Switch.LINES_TOUCH_CONSIGNMENT, false);
    post(id, "'count':1");

    assertThat(second).isGreaterThan(first);
    assertThat(sandbox.get("/consignments/" + id).version()).isEqualTo(second);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.5")
  void bulkOfFiveHundredLinesIsTaken() {
    String id = sandbox.draft();
    String[] lines = new String[500];
    for (int at = 0; at < lines.length; at++) {
      lines[at] = sandbox.line(at, "'count':1");
    }

    Sandbox.Reply taken = sandbox.bulk(id, lines);

    assertThat(taken.data().size()).isEqualTo(500);
    assertThat(sandbox.get("/consignments/" + id + "/products?page_size=1000").data().size())
        .isEqualTo(500);
  }

  @Rule(mark = Mark.DOCUMENTED, section = "4.3")
  @Test
  void lineOfWhichNothingArrivedSaysZeroUntilSwitched() {
    String id = sandbox.order();

    String asDocumented = sandbox.received(id);
    sandbox.emulator.set(Switch.UNRECEIVED, "null");

    assertThat(asDocumented).isEqualTo("0.00000");
    assertThat(sandbox.onlyLine(id).path("received").isNull()).isTrue();
  }
}
