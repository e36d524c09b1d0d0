package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

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
import xseries.emulator.consignment.ShopLine;
import xseries.emulator.journal.JournalEntry;

final class ControlApiTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private Sandbox.Reply shop(String id, String act, String body) {
    return sandbox.control("POST", "consignments/" + id + "/" + act, body);
  }

  @Test
  void dumpHasTheFieldsOfTheContract() {
    String id = sandbox.consignment("SUPPLIER", ",'reference':'PO-1'");
    sandbox.bulk(id, sandbox.line(0, "'count':10"));
    sandbox.draft();

    JsonNode dump = sandbox.control("GET", "consignments?reference=PO-1", "").body();

    assertThat(dump.size()).isEqualTo(1);
    assertThat(dump.path(0).propertyNames())
        .containsExactly(
            "id",
            "type",
            "status",
            "reference",
            "outlet_id",
            "supplier_id",
            "deleted_at",
            "products");
    assertThat(dump.path(0).path("products").path(0).propertyNames())
        .containsExactly("product_id", "sku", "count", "received", "cost");
    assertThat(sandbox.control("GET", "consignments", "").body().size()).isEqualTo(2);
  }

  @Test
  void catalogHasTheFieldsOfTheContract() {
    JsonNode catalog = sandbox.control("GET", "catalog", "").body();

    assertThat(catalog.propertyNames()).containsExactly("outlets", "suppliers", "products");
    assertThat(catalog.path("outlets").path(0).propertyNames()).containsExactly("id", "name");
    assertThat(catalog.path("products").path(0).propertyNames())
        .containsExactly(
            "id", "sku", "name", "is_active", "is_composite", "has_variants", "deleted_at");
  }

  @Test
  void journalTellsWhatWasAppliedAndAnswered() {
    sandbox.draft();
    sandbox.get("/consignments?type=OUTLET");

    JsonNode entries = sandbox.control("GET", "requests", "").body();
    JsonNode later = sandbox.control("GET", "requests?after=1", "").body();

    assertThat(entries.path(0).propertyNames())
        .containsExactly("n", "at", "method", "path", "status", "applied", "answered", "ms");
    assertThat(entries.path(0).path("path").asString()).isEqualTo("/api/2.0/consignments");
    assertThat(entries.path(0).path("applied").asBoolean()).isTrue();
    assertThat(later.size()).isEqualTo(1);
    assertThat(later.path(0).path("applied").asBoolean()).isFalse();
    assertThat(later.path(0).path("query").asString()).isEqualTo("type=OUTLET");
  }

  @Test
  void refusedWritesAreNotApplied() {
    sandbox.status(sandbox.draft(), "SENT");

    JournalEntry refused = sandbox.emulator.requests().getLast();

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.isApplied()).isFalse();
    assertThat(refused.isAnswered()).isTrue();
  }

  @Test
  void callsAreCountedByEndpoint() {
    sandbox.order();
    sandbox.order();

    assertThat(sandbox.emulator.counts()).containsEntry("POST /consignments/*/bulk", 2L);
    assertThat(sandbox.control("GET", "requests/counts", "").body().path("POST /consignments"))
        .hasToString("2");
  }

  @Test
  void staffReceiveEverythingWithoutABody() {
    String id = sandbox.order("SENT");

    Sandbox.Reply received = shop(id, "receive", "");

    assertThat(received.body().path("status").asString()).isEqualTo("RECEIVED");
    assertThat(sandbox.received(id)).isEqualTo("10.00000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "25"})
  void staffReceiveLessOrMoreThanWasOrdered(String received) {
    String id = sandbox.order("SENT");
    String sku = sandbox.product(0).sku();

    shop(id, "receive", "{'lines':[{'sku':'" + sku + "','received':" + received + "}]}");

    assertThat(sandbox.statusOf(id)).isEqualTo("RECEIVED");
    assertThat(sandbox.received(id)).isEqualTo(received + ".00000");
  }

  @Test
  void staffReceivePartAndLeaveTheOrderDispatched() {
    String id = sandbox.order("SENT");
    String sku = sandbox.product(0).sku();

    shop(id, "receive", "{'complete':false,'lines':[{'sku':'" + sku + "','received':4}]}");

    assertThat(sandbox.statusOf(id)).isEqualTo("DISPATCHED");
    assertThat(sandbox.received(id)).isEqualTo("4.00000");
  }

  @Test
  void revertTakesTheOrderBackToSentAndTheStockBack() {
    String product = sandbox.product(0).id();
    BigDecimal before = sandbox.emulator.stock(product, sandbox.outlet());
    String id = sandbox.order("RECEIVED");

    Sandbox.Reply reverted = shop(id, "revert", "");

    assertThat(reverted.body().path("status").asString()).isEqualTo("SENT");
    assertThat(sandbox.emulator.stock(product, sandbox.outlet())).isEqualByComparingTo(before);
  }

  @Test
  void staffDispatchCancelAndEdit() {
    String edited = sandbox.order();
    String sku = sandbox.product(0).sku();
    shop(edited, "edit", "{'reference':'X','lines':[{'sku':'" + sku + "','count':7}]}");
    String removed = sandbox.order();
    shop(removed, "edit", "{'lines':[{'sku':'" + sku + "','remove':true}]}");

    assertThat(sandbox.count(edited)).isEqualTo("7.00000");
    assertThat(sandbox.emulator.consignments("X")).hasSize(1);
    assertThat(sandbox.get("/consignments/" + removed + "/products").data()).isEmpty();
    assertThat(shop(edited, "dispatch", "").body().path("status").asString())
        .isEqualTo("DISPATCHED");
    assertThat(shop(edited, "cancel", "").body().path("status").asString()).isEqualTo("CANCELLED");
    assertThat(shop(edited, "receive", "").status()).isEqualTo(409);
    assertThat(shop("none", "cancel", "").status()).isEqualTo(404);
    assertThat(shop(edited, "burn", "").status()).isEqualTo(400);
    String open = sandbox.order();
    assertThat(shop(open, "edit", "{'outlet_id':'none'}").status()).isEqualTo(404);
    assertThat(shop(open, "edit", "{'lines':[{'sku':'none','count':1}]}").status()).isEqualTo(404);
  }

  @Test
  void staffDeleteAnOrderInEveryStatus() {
    String id = sandbox.order("RECEIVED");

    Sandbox.Reply deleted = shop(id, "delete", "");

    assertThat(deleted.body().path("deleted_at").asString()).startsWith("2026-03-02T09:00:00");
    assertThat(sandbox.get("/consignments/" + id).status()).isEqualTo(404);
    assertThat(shop(id, "delete", "").status()).isEqualTo(404);
  }

  @Test
  void staffChangeCostsAndAddALineThatWasNotOrdered() {
    String id = sandbox.order("SENT");

    Sandbox.Reply edited =
        shop(
            id,
            "edit",
            "{'lines':[{'sku':'%s','cost':'1.25'},{'sku':'%s','count':3}]}"
                .formatted(sandbox.product(0).sku(), sandbox.product(1).sku()));

    JsonNode lines = edited.body().path("products");
    assertThat(lines.size()).isEqualTo(2);
    assertThat(lines.path(0).path("cost").asString()).isEqualTo("1.25000");
    assertThat(lines.path(1).path("count").asString()).isEqualTo("3.00000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "receive {'line':[]}",
        "receive {'lines':{}}",
        "receive {'lines':[7]}",
        "receive {'lines':[{'received':1}]}",
        "receive {'lines':[{'sku':'S','received':-1}]}",
        "receive {'lines':[{'sku':'S','received':'x'}]}",
        "receive {'lines':[{'sku':'S','quantity':1}]}",
        "receive {'lines':[{'sku':'S'},{'sku':'s'}]}",
        "receive {'complete':'maybe'}",
        "receive []",
        "receive {",
        "edit {'status':'SENT'}",
        "edit {'lines':[{'sku':'S','count':-2}]}",
        "edit {'due_at':'soon'}",
        "dispatch {'lines':[]}",
        "delete {'lines':[]}"
      },
      quoteCharacter = '`')
  void wrongActsOfTheShopAreRefusedAndChangeNothing(String act, String body) {
    String id = sandbox.order("SENT");
    List<Emulator.Snapshot> before = sandbox.emulator.consignments();

    Sandbox.Reply refused = shop(id, act, body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).isNotEmpty();
    assertThat(sandbox.emulator.consignments()).isEqualTo(before);
  }

  @Test
  void deliveriesHaveTheFieldsOfTheContractAndCanBeNarrowedDown() {
    for (String type : List.of("consignment.receive", "inventory.update")) {
      sandbox.post(
          "/webhooks", "{'active':true,'type':'%s','url':'ftp://shop.example'}".formatted(type));
    }
    sandbox.order("RECEIVED");
    Deadline.until(
        () -> sandbox.emulator.deliveries().stream().noneMatch(one -> one.tries().isEmpty()));

    JsonNode all = sandbox.control("GET", "webhook-deliveries", "").body();
    JsonNode stock =
        sandbox
            .control("GET", "webhook-deliveries?after=0&type=inventory.update&state=PENDING", "")
            .body();

    assertThat(all.size()).isEqualTo(2);
    assertThat(all.path(0).propertyNames())
        .containsExactly(
            "n",
            "type",
            "subscription_id",
            "url",
            "state",
            "created_at",
            "next_try_at",
            "payload",
            "tries");
    assertThat(all.path(0).path("tries").path(0).propertyNames())
        .containsExactly("at", "status", "ms", "error");
    assertThat(stock.size()).isEqualTo(1);
    assertThat(sandbox.control("GET", "webhook-deliveries?after=2", "").body()).isEmpty();
    assertThat(sandbox.control("GET", "webhook-deliveries/counts", "").body().toString())
        .isEqualTo(
            "{'pending':2,'delivered':0,'refused':0,'given_up':0,'dropped':0,'unsubscribed':0,'overflowed':0}"
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"state=LOST", "after=x", "after=-1"})
  void wrongQuestionsAboutDeliveriesAreRefused(String query) {
    Sandbox.Reply refused = sandbox.control("GET", "webhook-deliveries?" + query, "");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).isNotEmpty();
  }

  @Test
  void shopSideCanBeUsedFromJava() {
    String id = sandbox.order("SENT");
    String sku = sandbox.product(0).sku();

    sandbox.emulator.editCount(id, sku, new BigDecimal(6));
    sandbox.emulator.edit(id, new ShopLine(sku, null, null, new BigDecimal("1.25"), false));
    sandbox.emulator.dispatch(id);
    sandbox.emulator.receivePart(id, Map.of(sku, new BigDecimal(2)));
    assertThat(sandbox.statusOf(id)).isEqualTo("DISPATCHED");
    sandbox.emulator.receive(id, Map.of(sku, new BigDecimal(5)));
    sandbox.emulator.revert(id);
    sandbox.emulator.cancel(id);

    assertThat(sandbox.statusOf(id)).isEqualTo("CANCELLED");
    assertThat(sandbox.count(id)).isEqualTo("6.00000");
    assertThat(sandbox.onlyLine(id).path("cost").asString()).isEqualTo("1.25000");
    sandbox.emulator.delete(id);
    assertThat(sandbox.get("/consignments/" + id).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'window':300}", "{'registers':0}", "{'strict_put':'maybe'}", "{'window_kind':'round'}",
        "[]", "{", "{'registers':1.5}", "{'registers':null}"
      })
  void wrongSettingsAreRefusedAndChangeNothing(String body) {
    JsonNode before = sandbox.control("GET", "settings", "").body();

    Sandbox.Reply refused = sandbox.control("PUT", "settings", body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).isNotEmpty();
    assertThat(sandbox.control("GET", "settings", "").body()).isEqualTo(before);
  }

  @Test
  void settingsCanBeWrittenBackAsRead() {
    JsonNode all = sandbox.control("GET", "settings", "").body();

    Sandbox.Reply written = sandbox.control("PUT", "settings", all.toString());

    assertThat(written.status()).isEqualTo(200);
    assertThat(written.body()).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'fault':'NONE'}",
        "{'fault':'STATUS','status':99}",
        "{'fault':'STATUS','nth':0}",
        "{'fault':'STATUS','nth':1,'every':2}",
        "{'fault':'STATUS','probability':2}",
        "{'fault':'DELAY','delay_ms':-1}",
        "{'fault':'DELAY','delay':5}",
        "nonsense",
        "{'fault':'STATUS','path':'outlets'}",
        "{'fault':'STATUS','times':'many'}"
      })
  void wrongFaultsAreRefused(String body) {
    Sandbox.Reply refused = sandbox.control("POST", "faults", body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).isNotEmpty();
    assertThat(sandbox.control("GET", "faults", "").body()).isEmpty();
  }

  @Test
  void resetGivesTheStateAfterStart() {
    String first = sandbox.draft();
    sandbox.control("PUT", "settings", "{'registers':5}");
    sandbox.control("POST", "faults", "{'fault':'STATUS'}");

    assertThat(sandbox.control("POST", "reset", "").status()).isEqualTo(204);

    assertThat(sandbox.emulator.consignments()).isEmpty();
    assertThat(sandbox.emulator.requests()).isEmpty();
    assertThat(sandbox.get("/outlets").header("X-RateLimit-Remaining")).isEqualTo("349");
    assertThat(sandbox.draft()).isEqualTo(first);
  }

  @Test
  void controlApiNeedsNoTokenAndIsNotInTheJournal() {
    assertThat(sandbox.control("GET", "settings", "").status()).isEqualTo(200);
    assertThat(sandbox.control("GET", "nothing", "").status()).isEqualTo(404);
    assertThat(sandbox.emulator.requests()).isEmpty();
  }

  @Test
  void everyCallNamesTheMembersItTakesWhenOneIsUnknown() {
    String id = sandbox.order("SENT");
    String order = "POST consignments/" + id + "/";
    List<String> calls =
        List.of(
            "PUT settings",
            "POST faults",
            "POST tokens",
            "POST rewind",
            "POST reset",
            "POST products",
            "POST products/" + sandbox.product(0).id(),
            "POST suppliers/" + sandbox.emulator.suppliers().getFirst().id(),
            "POST consignments",
            order + "dispatch",
            order + "cancel",
            order + "delete",
            order + "revert",
            order + "receive",
            order + "edit",
            order + "duplicate",
            order + "transfer",
            order + "split");
    long before = sandbox.emulator.version();

    for (String call : calls) {
      String[] parts = call.split(" ", 2);
      Sandbox.Reply reply = sandbox.control(parts[0], parts[1], "{'nonsense':1}");
      assertThat(reply.status()).as(call + reply.text()).isEqualTo(400);
      assertThat(reply.error())
          .as(call)
          .contains("nonsense")
          .matches(".*(known are |it takes none).*");
    }
    assertThat(sandbox.emulator.version()).isEqualTo(before);
  }
}
