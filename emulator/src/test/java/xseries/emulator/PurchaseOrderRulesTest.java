package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import xseries.emulator.consignment.ShopLine;
import xseries.emulator.settings.Switch;

/// Purchase orders and their deliveries, as the versions from 2026-04 on show them.
final class PurchaseOrderRulesTest {
  private static final String BASE = "/api/2026-07/purchase_orders";

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private JsonNode data(String path) {
    Sandbox.Reply reply = sandbox.at("GET", BASE + path, "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.data();
  }

  /// Ten of the first product at 4.25 and six of the second at 2, as PO-1, SENT.
  private String sent() {
    String id = sandbox.consignment("SUPPLIER", ",'reference':'PO-1','supplier_invoice':'INV-0'");
    sandbox.bulk(
        id, sandbox.line(0, "'count':10,'cost':4.25"), sandbox.line(1, "'count':6,'cost':2"));
    sandbox.status(id, "SENT");
    return id;
  }

  private void arrive(String id, String invoice, int first, int second) {
    sandbox.emulator.receivePart(id, amounts(first, second), invoice);
  }

  private Map<String, BigDecimal> amounts(int first, int second) {
    return Map.of(
        sandbox.product(0).sku(),
        BigDecimal.valueOf(first),
        sandbox.product(1).sku(),
        BigDecimal.valueOf(second));
  }

  /// `status received/expected …` of each delivery, by product.
  private List<String> deliveries(String id) {
    return data("/" + id + "/deliveries")
        .valueStream()
        .map(one -> one.path("status").asString() + quantities(id, one.path("id").asString()))
        .toList();
  }

  private String quantities(String id, String delivery) {
    Map<String, String> bySku = new TreeMap<>();
    for (JsonNode line : data("/" + id + "/deliveries/" + delivery + "/line_items")) {
      boolean isFirst = line.path("product_id").asString().equals(sandbox.product(0).id());
      bySku.put(
          isFirst ? "1" : "2",
          line.path("received_quantity").asString()
              + "/"
              + line.path("expected_quantity").asString());
    }
    return bySku.toString();
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.2")
  @Test
  void orderShowsItsNumberTotalsAndLinesAsDecimalText() {
    String id = sent();

    JsonNode order = data("/" + id);
    JsonNode line = data("/" + id + "/line_items").path(0);

    assertThat(order.path("order_number").asString()).isEqualTo("PO-1");
    assertThat(order.path("quantity_total").asString()).isEqualTo("16");
    assertThat(order.path("cost_price_total").asString()).isEqualTo("54.5");
    assertThat(order.path("delivery_outlet_id").asString()).isEqualTo(sandbox.outlet());
    assertThat(order.path("created_at").asString()).isEqualTo("2026-03-02T09:00:00Z");
    assertThat(line.path("quantity").asString()).isEqualTo("10");
    assertThat(line.path("cost_price").asString()).isEqualTo("4.25");
    assertThat(line.path("purchase_order_id").asString()).isEqualTo(id);
    assertThat(data("").valueStream().map(one -> one.path("id").asString())).containsExactly(id);
    assertThat(data("/" + id + "/deliveries")).isEmpty();
  }

  @Rule(mark = Mark.DOCUMENTED, section = "4.7")
  @Test
  void eachReceiptOfStaffIsADeliveryWithDateInvoiceAndQuantities() {
    String id = sent();

    arrive(id, "INV-1", 4, 6);
    sandbox.clock.advance(Duration.ofDays(2));
    sandbox.emulator.receive(id, amounts(9, 6));

    JsonNode deliveries = data("/" + id + "/deliveries");
    assertThat(deliveries(id)).containsExactly("RECEIVED{1=4/10, 2=6/6}", "RECEIVED{1=5/6}");
    assertThat(deliveries.path(0).path("received_at").asString()).isEqualTo("2026-03-02T09:00:00Z");
    assertThat(deliveries.path(0).path("supplier_invoice").asString()).isEqualTo("INV-1");
    assertThat(deliveries.path(0).path("received_quantity_total").asString()).isEqualTo("10");
    assertThat(deliveries.path(0).path("cost_price_total").asString()).isEqualTo("29");
    assertThat(deliveries.path(1).path("received_at").asString()).isEqualTo("2026-03-04T09:00:00Z");
    assertThat(deliveries.path(1).path("supplier_invoice").asString()).isEqualTo("INV-0");
    assertThat(data("/" + id).path("status").asString()).isEqualTo("RECEIVED");
  }

  @Rule(mark = Mark.UNKNOWN, section = "4.7")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"draft|RECEIVED{1=4/10, 2=6/6};DRAFT{1=0/6}", "none|RECEIVED{1=4/10, 2=6/6}"})
  void backorderIsADraftDeliveryUntilSwitchedOff(String position, String expected) {
    sandbox.emulator.set(Switch.BACKORDER, position);
    String id = sent();

    arrive(id, "INV-1", 4, 6);

    assertThat(deliveries(id)).containsExactly(expected.split(";", -1));
    JsonNode last = data("/" + id + "/deliveries").path(1);
    assertThat(last.path("received_at").isNull() || last.isMissingNode()).isTrue();
  }

  @Rule(mark = Mark.UNKNOWN, section = "4.7")
  @Test
  void whatClientsWriteAsReceivedIsADraftUntilTheOrderIsReceived() {
    String id = sent();
    String line = "/consignments/" + id + "/products/" + sandbox.product(0).id();

    sandbox.put(line, "{'received':3}");
    sandbox.put(line, "{'received':5}");
    List<String> before = deliveries(id);
    sandbox.status(id, "RECEIVED");

    assertThat(before).containsExactly("DRAFT{1=5/10}");
    assertThat(deliveries(id)).containsExactly("RECEIVED{1=5/10}");
  }

  @Rule(mark = Mark.UNKNOWN, section = "4.7")
  @Test
  void restThatIsSplitOffIsAnOrderOfItsOwnWithoutDeliveries() {
    sandbox.emulator.set(Switch.PARTIAL_RECEIPT, "new_order");
    String id = sent();

    sandbox.emulator.receive(id, amounts(4, 6));

    JsonNode orders = data("");
    String rest =
        orders
            .valueStream()
            .map(one -> one.path("id").asString())
            .filter(one -> !one.equals(id))
            .findFirst()
            .orElseThrow();
    assertThat(deliveries(id)).containsExactly("RECEIVED{1=4/10, 2=6/6}");
    assertThat(data("/" + rest).path("order_number").asString()).isEqualTo("PO-1");
    assertThat(data("/" + rest).path("quantity_total").asString()).isEqualTo("6");
    assertThat(data("/" + rest).path("status").asString()).isEqualTo("SENT");
    assertThat(deliveries(rest)).isEmpty();
  }

  @Rule(mark = Mark.CLIENT_PROVEN, section = "4.7")
  @Test
  void deliveriesOfAReceiptThatFallsBackAreDraftsAgain() {
    String id = sent();
    arrive(id, "INV-1", 4, 0);
    sandbox.emulator.receive(id, amounts(4, 6));

    sandbox.emulator.revert(id);

    assertThat(deliveries(id)).containsExactly("DRAFT{1=4/10}", "DRAFT{2=6/6}");
    assertThat(data("/" + id + "/deliveries").path(0).path("received_at").isNull()).isTrue();
    assertThat(data("/" + id + "/deliveries").path(0).path("supplier_invoice").asString())
        .isEqualTo("INV-1");
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  @Test
  void costsOfOrdersNeedTheirScope() {
    String id = sent();
    arrive(id, "INV-1", 4, 6);
    String token =
        sandbox
            .control("POST", "tokens", "{'scopes':['consignments:read']}")
            .body()
            .path("token")
            .asString();

    for (String path : List.of("", "/" + id + "/line_items", "/" + id + "/deliveries")) {
      JsonNode seen = as(token, path).data().path(0);
      String member = path.endsWith("items") ? "cost_price" : "cost_price_total";
      assertThat(seen.path(member).isNull()).as(path).isTrue();
      assertThat(data(path).path(0).path(member).isString()).as(path).isTrue();
    }
  }

  private Sandbox.Reply as(String token, String path) {
    return sandbox.send(
        sandbox.builder(BASE + path).setHeader("Authorization", "Bearer " + token), "GET", "");
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.2")
  @Test
  void ordersAreSeenByTheirOutletOfDelivery() {
    String id = sent();
    String here = tokenOf(sandbox.outlet());
    String there = tokenOf(sandbox.otherOutlet());

    sandbox.emulator.set(Switch.HIDDEN_OUTLET_GET, "not_found");

    assertThat(as(here, "").data().size()).isEqualTo(1);
    assertThat(as(there, "").data().size()).isZero();
    assertThat(as(here, "/" + id + "/deliveries").status()).isEqualTo(200);
    assertThat(as(there, "/" + id).status()).isEqualTo(404);
    assertThat(as(there, "/" + id + "/deliveries").status()).isEqualTo(404);
  }

  private String tokenOf(String outlet) {
    return sandbox
        .control("POST", "tokens", "{'outlets':['" + outlet + "']}")
        .body()
        .path("token")
        .asString();
  }

  @Rule(mark = Mark.UNKNOWN, section = "1.2")
  @Test
  void orderHasTheIdOfItsConsignmentUntilSwitched() {
    String id = sent();
    arrive(id, "INV-1", 4, 6);
    sandbox.emulator.set(Switch.PURCHASE_ORDER_ID, "own");

    JsonNode order = data("").path(0);
    String own = order.path("id").asString();

    assertThat(own).isNotEqualTo(id).hasSize(36);
    assertThat(order.path("order_number").asString()).isEqualTo("PO-1");
    assertThat(sandbox.at("GET", BASE + "/" + id, "").status()).isEqualTo(404);
    assertThat(data("/" + own).path("id").asString()).isEqualTo(own);
    assertThat(deliveries(own)).hasSize(2);
    assertThat(data("/" + own + "/deliveries").path(0).path("purchase_order_id").asString())
        .isEqualTo(own);
  }

  @Rule(mark = Mark.DOCUMENTED, section = "3")
  @Test
  void pagesOfOrdersHaveOneHundredRowsUnlessAskedAndOneThousandAtMost() {
    sandbox.emulator.set(Switch.RATE_LIMIT, false);
    for (int at = 0; at < 101; at++) {
      sandbox.draft();
    }

    Sandbox.Reply first = sandbox.at("GET", BASE, "");
    String after = "?after=" + first.body().path("version").path("max").asLong();

    assertThat(first.data().size()).isEqualTo(100);
    assertThat(data("?page_size=5000").size()).isEqualTo(101);
    assertThat(data(after).size()).isEqualTo(1);
  }

  @Test
  void otherConsignmentsAreNoPurchaseOrders() {
    String transfer = sandbox.consignment("OUTLET", "");
    String id = sent();

    assertThat(data("").size()).isEqualTo(1);
    assertThat(sandbox.at("GET", BASE + "/" + transfer, "").status()).isEqualTo(404);
    assertThat(sandbox.at("GET", BASE + "/none/deliveries", "").status()).isEqualTo(404);
    assertThat(sandbox.at("GET", BASE + "/" + id + "/deliveries/none/line_items", "").status())
        .isEqualTo(404);
    assertThat(sandbox.at("POST", BASE, "{}").status()).isEqualTo(405);
  }

  @Test
  void staffTakeBackWhatCameLastFirst() {
    String id = sent();
    arrive(id, "INV-1", 4, 0);
    arrive(id, "INV-2", 9, 0);

    edit(id, 5);
    List<String> once = deliveries(id);
    edit(id, 2);

    assertThat(once).containsExactly("RECEIVED{1=4/10}", "RECEIVED{1=1/6}", "DRAFT{1=0/5, 2=0/6}");
    assertThat(deliveries(id)).containsExactly("RECEIVED{1=2/10}", "DRAFT{1=0/8, 2=0/6}");
  }

  private void edit(String id, int received) {
    String sku = sandbox.product(0).sku();
    sandbox.emulator.edit(id, new ShopLine(sku, null, BigDecimal.valueOf(received), null, false));
  }

  /// Whatever is done to an order, its deliveries brought what its lines say.
  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5"})
  void deliveriesAddUpToTheLines(long seed) {
    sandbox.emulator.set(Switch.RATE_LIMIT, false);
    Random random = new Random(seed);
    String id = sent();

    for (int act = 0; act < 40; act++) {
      act(id, random);
      BigDecimal onLines = sum(sandbox.get("/consignments/" + id + "/products").data(), "received");
      BigDecimal delivered = sum(data("/" + id + "/deliveries"), "received_quantity_total");
      assertThat(delivered).as("seed %s, act %s", seed, act).isEqualByComparingTo(onLines);
    }
  }

  private void act(String id, Random random) {
    int much = random.nextInt(12);
    String line = "/consignments/" + id + "/products/" + sandbox.product(much % 2).id();
    switch (random.nextInt(6)) {
      case 0 -> sandbox.control("POST", "consignments/" + id + "/revert", "");
      case 1 -> sandbox.put(line, "{'received':" + much + "}");
      case 2 -> sandbox.bulk(id, sandbox.line(much % 2, "'received':" + much));
      case 3 ->
          sandbox.control(
              "POST",
              "consignments/" + id + "/receive",
              "{'complete':%s,'lines':[{'sku':'%s','received':%d}]}"
                  .formatted(much == 7, sandbox.product(much % 2).sku(), much));
      case 4 ->
          sandbox.control(
              "POST",
              "consignments/" + id + "/edit",
              "{'lines':[{'sku':'%s','received':%d}]}"
                  .formatted(sandbox.product(much % 2).sku(), much));
      default ->
          sandbox.control(
              "POST",
              "consignments/" + id + "/edit",
              "{'lines':[{'sku':'%s','remove':true}]}".formatted(sandbox.product(1).sku()));
    }
  }

  private static BigDecimal sum(JsonNode rows, String member) {
    return rows.valueStream()
        .map(row -> row.path(member).isString() ? row.path(member).asString() : "0")
        .map(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void deliveriesSurviveARestartAndGoBackWithTheStore(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("store");
    String id;
    JsonNode before;
    try (Sandbox first = Sandbox.start(options -> options.withData(file))) {
      id = first.order("SENT");
      first.emulator.receivePart(id, Map.of(first.product(0).sku(), BigDecimal.TWO));
      before = first.at("GET", BASE + "/" + id + "/deliveries", "").data();
    }

    try (Sandbox second = Sandbox.start(options -> options.withData(file))) {
      String path = BASE + "/" + id + "/deliveries";
      JsonNode kept = second.at("GET", path, "").data();
      long version = second.emulator.version();
      second.emulator.receive(id);
      int received = second.at("GET", path, "").data().size();
      second.emulator.rewind(version);

      assertThat(kept).isEqualTo(before);
      assertThat(received).isEqualTo(2);
      assertThat(second.at("GET", path, "").data()).isEqualTo(before);
    }
  }
}
