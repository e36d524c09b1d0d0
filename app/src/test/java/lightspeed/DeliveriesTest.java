package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.catalog.Product;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;

/// What came when, where Lightspeed's API tells it.
@Tag("slow")
final class DeliveriesTest {
  private static final String ORDER = "PO-1";

  @RegisterExtension final TestDatabase database = TestDatabase.migrated();

  @TempDir private Path folder = Path.of("");

  private final Emulator store =
      Emulator.start(EmulatorOptions.defaults().withProducts(50).with(Switch.RATE_LIMIT, false));
  private final List<String> skus =
      store.products().stream()
          .filter(product -> product.isActive() && product.deletedAt() == null)
          .filter(product -> !product.isComposite() && !product.hasVariants())
          .map(Product::sku)
          .distinct()
          .limit(2)
          .toList();

  DeliveriesTest() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    store.close();
  }

  private TestCli cli(String version) {
    return TestCli.of(folder, database, store)
        .with("LIGHTSPEED_API_VERSION", version)
        .with("SYNC_SETTLE_SECONDS", "0.3");
  }

  /// Ten of the first product and four of the second are sent.
  private String sent(TestCli cli) throws IOException {
    Files.writeString(
        folder.resolve("orders.csv"),
        "public_id,supplier,outlet,sku,quantity,unit_cost\n%1$s,%2$s,%3$s,%4$s,10,1.50\n"
                .formatted(
                    ORDER,
                    store.suppliers().getFirst().id(),
                    store.outlets().getFirst().id(),
                    skus.getFirst())
            + "%1$s,%2$s,%3$s,%4$s,4,2.00\n"
                .formatted(
                    ORDER,
                    store.suppliers().getFirst().id(),
                    store.outlets().getFirst().id(),
                    skus.getLast()));
    var pulled = cli.run("catalog:pull");
    assertThat(pulled.exit()).as(pulled.err()).isZero();
    var imported = cli.run("po:import", folder.resolve("orders.csv").toString(), "--approve");
    assertThat(imported.exit()).as(imported.err()).isZero();
    var sent = cli.run("sync:po", ORDER);
    assertThat(sent.exit()).as(sent.err()).isZero();
    return store.consignments(ORDER).getFirst().consignment().id();
  }

  private void bring(TestCli cli) {
    assertThat(cli.run("sync:reconcile").exit()).isZero();
    assertThat(cli.run("queue:work", "--drain").exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"2026-04, consignment", "2026-07, consignment", "2026-07, own"})
  void anOrderShowsEachDeliveryWithDateInvoiceAndQuantities(String version, String ids)
      throws IOException {
    store.set(Switch.PURCHASE_ORDER_ID, ids);
    var cli = cli(version);
    String consignment = sent(cli);
    store.receivePart(consignment, Map.of(skus.getFirst(), new BigDecimal(6)), "INV-1");
    bring(cli);
    var first = cli.run("po:show", ORDER, "--json").json();
    store.receivePart(
        consignment,
        Map.of(skus.getFirst(), BigDecimal.TEN, skus.getLast(), new BigDecimal(3)),
        "INV-2");
    bring(cli);

    var shown = cli.run("po:show", ORDER, "--json").json();
    var text = cli.run("po:show", ORDER).out();

    assertThat(first.path("deliveries_note").isNull()).as(first.toString()).isTrue();
    assertThat(first.path("deliveries").get(0).path("supplier_invoice").asString())
        .isEqualTo("INV-1");
    var received =
        shown.path("deliveries").values().stream()
            .filter(one -> one.path("received").decimalValue().signum() > 0)
            .toList();
    assertThat(received).as(shown.toString()).hasSize(2);
    assertThat(received.getFirst().path("received").intValue()).isEqualTo(6);
    assertThat(received.getFirst().path("received_at").isString()).isTrue();
    assertThat(received.getLast().path("supplier_invoice").asString()).isEqualTo("INV-2");
    assertThat(received.getLast().path("received").intValue()).isEqualTo(7);
    assertThat(received.getLast().path("lines").findValuesAsString("sku"))
        .containsExactlyInAnyOrderElementsOf(skus);
    assertThat(shown.path("deliveries_note").isNull()).as(shown.toString()).isTrue();
    assertThat(text).contains("INV-1", "INV-2", "CAME");
    assertThat(database.texts("SELECT status FROM queue_jobs WHERE job_type = 'deliveries.read'"))
        .isNotEmpty()
        .allMatch("COMPLETED"::equals);
  }

  @ParameterizedTest
  @CsvSource({
    "2.0, does not tell deliveries",
    "2026-01, does not tell deliveries",
  })
  void whereTheApiDoesNotTellThemTheOrderShowsTotalsAndSaysSo(String version, String words)
      throws IOException {
    var cli = cli(version);
    store.receivePart(sent(cli), Map.of(skus.getFirst(), new BigDecimal(6)), "INV-1");
    bring(cli);

    var shown = cli.run("po:show", ORDER, "--json").json();

    assertThat(shown.path("deliveries")).isEmpty();
    assertThat(shown.path("deliveries_note").asString()).contains(words);
    assertThat(shown.path("line_items").get(0).path("quantity_received").intValue()).isEqualTo(6);
    assertThat(store.requests()).noneMatch(request -> request.path().contains("/purchase_orders"));
  }

  @Test
  void aDeliveryWithAQuantityBeyondAllSenseIsSaidAndTheOthersAreShown() throws IOException {
    var cli = cli("2026-07");
    String consignment = sent(cli);
    store.receivePart(consignment, Map.of(skus.getFirst(), new BigDecimal(6)), "INV-1");
    store.receivePart(consignment, Map.of(skus.getFirst(), BigDecimal.TEN), "INV-2");
    store.add(
        Fault.of(FaultKind.STATUS)
            .on("GET", "/purchase_orders/*/deliveries/*/line_items")
            .nth(1)
            .times(1)
            .status(200)
            .body(
                "{\"data\": [{\"product_id\": \"2\", \"version\": 1, \"received_quantity\":"
                    + " 1e30}]}",
                "application/json"));
    bring(cli);

    var shown = cli.run("po:show", ORDER, "--json").json();

    assertThat(shown.path("deliveries").findValuesAsString("supplier_invoice"))
        .as(shown.toString())
        .contains("INV-2")
        .doesNotContain("INV-1");
    assertThat(shown.path("deliveries_note").asString())
        .startsWith("Delivery ")
        .contains("is not shown: it has a quantity that is too large");
    assertThat(database.texts("SELECT status FROM queue_jobs WHERE job_type = 'deliveries.read'"))
        .isNotEmpty()
        .allMatch("COMPLETED"::equals);
  }

  @Test
  void anOrderThatLightspeedHasNoPurchaseOrderOfShowsTotalsAndSaysSo() throws IOException {
    store.set(Switch.PURCHASE_ORDER_ID, "own");
    var cli = cli("2026-07");
    String consignment = sent(cli);
    store.add(Fault.of(FaultKind.STATUS).on("GET", "/purchase_orders/*").status(404));
    store.receivePart(consignment, Map.of(skus.getFirst(), new BigDecimal(6)), "INV-1");
    store.add(
        Fault.of(FaultKind.STATUS)
            .on("GET", "/purchase_orders")
            .status(200)
            .body("{\"data\": []}", "application/json"));
    bring(cli);

    var shown = cli.run("po:show", ORDER, "--json").json();

    assertThat(shown.path("deliveries")).isEmpty();
    assertThat(shown.path("deliveries_note").asString())
        .contains("Lightspeed has no purchase order with its id or number");
    assertThat(shown.path("state").asString()).isEqualTo("DISPATCHED");
    long walks =
        store.requests().stream()
            .filter(request -> Objects.equals(request.method(), "GET"))
            .filter(request -> request.path().contains("/purchase_orders?"))
            .count();
    store.receivePart(consignment, Map.of(skus.getLast(), BigDecimal.ONE), "INV-2");
    bring(cli);
    assertThat(
            store.requests().stream()
                .filter(request -> request.path().contains("/purchase_orders?"))
                .count())
        .as("the list is not walked for every receipt")
        .isEqualTo(walks);
  }
}
