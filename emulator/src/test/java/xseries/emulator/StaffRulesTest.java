package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import xseries.emulator.consignment.Refusal;
import xseries.emulator.consignment.StaffOrder;
import xseries.emulator.consignment.Status;

/// What staff make in the store's own screens.
final class StaffRulesTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private Sandbox.Reply make(String more) {
    return sandbox.control(
        "POST",
        "consignments",
        "{'reference':'PO-1','outlet_id':'%s','supplier_id':'%s'%s}"
            .formatted(sandbox.outlet(), supplier(), more));
  }

  private String supplier() {
    return sandbox.emulator.suppliers().getFirst().id();
  }

  private String lines(String fields) {
    return ",'lines':[{'sku':'" + sandbox.product(0).sku() + "'," + fields + "}]";
  }

  private Sandbox.Reply act(String id, String act, String body) {
    return sandbox.control("POST", "consignments/" + id + "/" + act, body);
  }

  private static String id(Sandbox.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    assertThat(reply.body().propertyNames()).containsExactly("id");
    return reply.body().path("id").asString();
  }

  private JsonNode head(String id) {
    return sandbox.get("/consignments/" + id).data();
  }

  private String partlyReceived() {
    String id = id(make(",'status':'SENT'" + lines("'count':10,'cost':'2.50'")));
    sandbox.emulator.receivePart(id, Map.of(sandbox.product(0).sku(), new BigDecimal(4)));
    return id;
  }

  @Rule(mark = Mark.UNKNOWN, section = "4.6")
  @Test
  void staffMakeAnOrderUnderANumberThatIsInUse() {
    String ours = sandbox.consignment("SUPPLIER", ",'reference':'PO-1'");

    String theirs = id(make(lines("'count':5,'cost':'3.20'")));

    assertThat(sandbox.emulator.consignments("PO-1")).hasSize(2);
    assertThat(head(theirs).path("status").asString()).isEqualTo("OPEN");
    assertThat(head(theirs).path("type").asString()).isEqualTo("SUPPLIER");
    assertThat(head(theirs).path("supplier_id").asString()).isEqualTo(supplier());
    assertThat(head(theirs).path("version").asLong())
        .isGreaterThan(head(ours).path("version").asLong());
    assertThat(sandbox.count(theirs)).isEqualTo("5.00000");
    assertThat(sandbox.onlyLine(theirs).path("cost").asString()).isEqualTo("3.20000");
  }

  @Rule(mark = Mark.INFERRED, section = "4.4")
  @ParameterizedTest
  @ValueSource(strings = {"OPEN", "SENT", "DISPATCHED", "RECEIVED", "CANCELLED"})
  void staffMakeAnOrderInAnyStatus(String status) {
    String id = id(make(",'status':'" + status + "'" + lines("'count':5,'cost':1")));

    assertThat(sandbox.statusOf(id)).isEqualTo(status);
  }

  @Test
  void ordersMadeAsReceivedMoveStock() {
    BigDecimal before = sandbox.emulator.stock(sandbox.product(0).id(), sandbox.outlet());

    make(",'status':'RECEIVED'" + lines("'count':5,'cost':1,'received':3"));

    assertThat(sandbox.emulator.stock(sandbox.product(0).id(), sandbox.outlet()))
        .isEqualByComparingTo(before.add(new BigDecimal(3)));
  }

  @Rule(mark = Mark.UNKNOWN, section = "4.6")
  @Test
  void duplicateIsOpenWithTheSameReferenceAndLinesAndNothingReceived() {
    String id = partlyReceived();

    String copy = id(act(id, "duplicate", ""));

    assertThat(head(copy).path("status").asString()).isEqualTo("OPEN");
    assertThat(head(copy).path("reference").asString()).isEqualTo("PO-1");
    assertThat(sandbox.count(copy)).isEqualTo("10.00000");
    assertThat(sandbox.received(copy)).isEqualTo("0.00000");
    assertThat(sandbox.statusOf(id)).isEqualTo("DISPATCHED");
  }

  @Rule(mark = Mark.UNKNOWN, section = "4.1")
  @Test
  void transferTakesWhatHasArrivedToAnotherOutlet() {
    String id = partlyReceived();

    String transfer = id(act(id, "transfer", "{'outlet_id':'" + sandbox.otherOutlet() + "'}"));

    assertThat(head(transfer).path("type").asString()).isEqualTo("OUTLET");
    assertThat(head(transfer).path("status").asString()).isEqualTo("OPEN");
    assertThat(head(transfer).path("reference").asString()).isEqualTo("PO-1");
    assertThat(head(transfer).path("outlet_id").asString()).isEqualTo(sandbox.otherOutlet());
    assertThat(head(transfer).path("source_outlet_id").asString()).isEqualTo(sandbox.outlet());
    assertThat(sandbox.count(transfer)).isEqualTo("4.00000");
    assertThat(act(id, "transfer", "{'outlet_id':'" + sandbox.outlet() + "'}").status())
        .isEqualTo(409);
  }

  @Rule(mark = Mark.INFERRED, section = "4.7")
  @Test
  void splitReceivesTheOldOrderAndSendsANewOneForTheRest() {
    String id = partlyReceived();

    String rest = id(act(id, "split", ""));

    assertThat(sandbox.statusOf(id)).isEqualTo("RECEIVED");
    assertThat(sandbox.received(id)).isEqualTo("4.00000");
    assertThat(head(rest).path("status").asString()).isEqualTo("SENT");
    assertThat(head(rest).path("reference").asString()).isEqualTo("PO-1");
    assertThat(head(rest).path("supplier_id").asString()).isEqualTo(supplier());
    assertThat(head(rest).path("outlet_id").asString()).isEqualTo(sandbox.outlet());
    assertThat(sandbox.count(rest)).isEqualTo("6.00000");
    assertThat(sandbox.received(rest)).isEqualTo("0.00000");
  }

  @Rule(mark = Mark.INFERRED, section = "4.7")
  @Test
  void splitOfAReceivedOrderOrdersWhatDidNotArrive() {
    String id = id(make(",'status':'RECEIVED'" + lines("'count':10,'cost':1,'received':4")));

    String rest = id(act(id, "split", ""));

    assertThat(sandbox.count(rest)).isEqualTo("6.00000");
    assertThat(sandbox.statusOf(id)).isEqualTo("RECEIVED");
  }

  @Test
  void splitMakesOneOrderForTheRestEvenWhenReceiptsMakeOne() {
    sandbox.control("PUT", "settings", "{'partial_receipt':'new_order'}");
    String id = partlyReceived();

    act(id, "split", "");

    assertThat(sandbox.emulator.consignments("PO-1")).hasSize(2);
  }

  @Test
  void splitNeedsSomethingThatArrivedAndSomethingThatDidNot() {
    String nothing = id(make(",'status':'SENT'" + lines("'count':5,'cost':1")));
    String everything = id(make(",'status':'RECEIVED'" + lines("'count':5,'cost':1")));

    assertThat(act(nothing, "split", "").status()).isEqualTo(409);
    assertThat(act(everything, "split", "").status()).isEqualTo(409);
    assertThat(sandbox.emulator.consignments()).hasSize(2);
  }

  @Rule(mark = Mark.INFERRED, section = "4.1")
  @Test
  void staffRenameTheReferenceAndChangeSupplierAndDate() {
    String id = id(make(lines("'count':5,'cost':1")));
    String other = sandbox.emulator.suppliers().get(1).id();

    Sandbox.Reply edited =
        act(
            id,
            "edit",
            "{'reference':'PO-2','supplier_id':'%s','due_at':'2026-12-01T00:00:00Z'}"
                .formatted(other));

    assertThat(edited.status()).isEqualTo(200);
    assertThat(head(id).path("reference").asString()).isEqualTo("PO-2");
    assertThat(head(id).path("supplier_id").asString()).isEqualTo(other);
    assertThat(head(id).path("due_at").asString()).isEqualTo("2026-12-01T00:00:00+00:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'outlet':'x'}|outlet is not a member of a consignment; known are type, reference,"
            + " outlet_id, supplier_id, status, lines, source_outlet_id, name, due_at",
        "{'reference':'R'}|outlet_id is required",
        "{'outlet_id':'O','type':'ORDER'}|type must be one of [SUPPLIER, OUTLET, RETURN,"
            + " STOCKTAKE]",
        "{'outlet_id':'O','status':'DONE'}|status must be one of [OPEN,",
        "{'outlet_id':'O','lines':[{'sku':'S'}]}|count is required in each line",
        "{'outlet_id':'O','lines':[{'sku':'S','count':1,'remove':true}]}|remove is not a member of"
            + " a line; known are sku, count, cost, received",
        "{'outlet_id':'O','due_at':'soon'}|due_at must be a date and time",
        "{'outlet_id':'O','lines':[{'count':1}]}|sku is required in each line",
        "[]|The body must be a JSON object.",
        "{|The body is not valid JSON."
      })
  void wrongOrdersOfStaffAreRefusedInClearWords(String body, String words) {
    Sandbox.Reply refused = sandbox.control("POST", "consignments", body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).startsWith(words);
    assertThat(sandbox.emulator.consignments()).isEmpty();
  }

  @Test
  void orderThatCannotBeMadeWholeLeavesNothingBehind() {
    Sandbox.Reply unknownSku = make(",'lines':[{'sku':'none','count':1}]");
    Sandbox.Reply noLines = make(",'status':'SENT'");
    Sandbox.Reply wrongStatus = make(",'status':'STOCKTAKE_COMPLETE'" + lines("'count':1"));

    assertThat(unknownSku.status()).isEqualTo(404);
    assertThat(unknownSku.error()).contains("none");
    assertThat(noLines.status()).isEqualTo(409);
    assertThat(wrongStatus.status()).isEqualTo(409);
    assertThat(sandbox.emulator.consignments()).isEmpty();
    assertThat(sandbox.get("/consignments").data()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "duplicate {'id':1}",
        "split {'lines':[]}",
        "transfer {'outlet':1}",
        "transfer {}"
      })
  void membersThatAnActDoesNotTakeAreRefused(String call) {
    String id = partlyReceived();
    int space = call.indexOf(' ');

    Sandbox.Reply refused = act(id, call.substring(0, space), call.substring(space + 1));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).isNotEmpty();
    assertThat(sandbox.emulator.consignments()).hasSize(1);
  }

  @Test
  void staffActsOnWhatIsNotThereAre404() {
    assertThat(act("none", "duplicate", "").status()).isEqualTo(404);
    assertThat(act("none", "split", "").status()).isEqualTo(404);
    String body = "{'outlet_id':'none'}";
    assertThat(act(partlyReceived(), "transfer", body).status()).isEqualTo(404);
  }

  @Test
  void staffWorkFromJavaToo() {
    String sku = sandbox.product(0).sku();
    StaffOrder order = StaffOrder.of("PO-9", sandbox.outlet(), supplier()).line(sku, 8, "1.50");

    String sent = sandbox.emulator.make(order.in(Status.SENT));
    String copy = sandbox.emulator.duplicate(sent);
    sandbox.emulator.editHeader(copy, "reference", "PO-10");
    sandbox.emulator.editHeader(copy, "supplier_id", null);
    String transfer = sandbox.emulator.transfer(sent, sandbox.otherOutlet());
    sandbox.emulator.receivePart(sent, Map.of(sku, BigDecimal.ONE));
    String rest = sandbox.emulator.split(sent);

    assertThat(List.of(copy, transfer, rest)).doesNotHaveDuplicates();
    assertThat(sandbox.emulator.consignments("PO-9")).hasSize(3);
    assertThat(head(copy).path("reference").asString()).isEqualTo("PO-10");
    assertThat(head(copy).path("supplier_id").isNull()).isTrue();
    assertThat(sandbox.count(rest)).isEqualTo("7.00000");
    assertThatThrownBy(() -> sandbox.emulator.split("none")).isInstanceOf(Refusal.class);
  }
}
