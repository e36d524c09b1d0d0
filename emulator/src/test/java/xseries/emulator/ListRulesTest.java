package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import xseries.emulator.catalog.Product;
import xseries.emulator.settings.Switch;

final class ListRulesTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "3")
  void followingMaxUntilAnEmptyPageSeesEveryProductOnce() {
    sandbox.emulator.set(Switch.RATE_LIMIT, false);
    Set<String> seen = new HashSet<>();
    long after = 0;
    int rows = 0;

    JsonNode page = sandbox.get("/products?page_size=300").body();
    while (!page.path("data").isEmpty()) {
      for (JsonNode product : page.path("data")) {
        assertThat(product.path("version").asLong()).isGreaterThan(after);
        after = product.path("version").asLong();
        seen.add(product.path("id").asString());
        rows++;
      }
      assertThat(page.path("version").path("max").asLong()).isEqualTo(after);
      page = sandbox.get("/products?page_size=300&after=" + after).body();
    }

    long living = sandbox.emulator.products().stream().filter(one -> !one.isDeleted()).count();
    assertThat(seen).hasSize(rows).hasSize((int) living);
    assertThat(page.path("version").path("max").isNull()).isTrue();
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "3")
  void everyChangeRaisesTheVersionAndMovesTheRowToTheEnd() {
    String first = sandbox.draft();
    String second = sandbox.draft();
    long cursor = sandbox.get("/consignments/" + second).version();

    sandbox.put("/consignments/" + first, "{'name':'changed'}");

    JsonNode changed = sandbox.get("/consignments?after=" + cursor).data();
    assertThat(changed.size()).isEqualTo(1);
    assertThat(changed.path(0).path("id").asString()).isEqualTo(first);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "3")
  void beforeIsInclusiveUntilSwitched() {
    sandbox.draft();
    long last = sandbox.get("/consignments/" + sandbox.draft()).version();
    int inclusive = sandbox.get("/consignments?before=" + last).data().size();
    sandbox.emulator.set(Switch.BEFORE_INCLUSIVE, false);

    int exclusive = sandbox.get("/consignments?before=" + last).data().size();

    assertThat(inclusive).isEqualTo(2);
    assertThat(exclusive).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "abc", "99999999999999999999", "10001"})
  @Rule(mark = Mark.INFERRED, section = "3")
  void pageSizeIsClampedAndNotRefused(String size) {
    assertThat(sandbox.get("/outlets?page_size=" + size).status()).isEqualTo(200);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "8")
  void pageSizeDefaultsToOneHundred() {
    assertThat(sandbox.get("/products").data().size()).isEqualTo(100);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "4.2")
  void consignmentsFilterByTypeStatusAndOutletOnly() {
    sandbox.order("SENT");
    sandbox.consignment("SUPPLIER", ",'reference':'PO-1'");
    sandbox.consignment("OUTLET", "");

    assertThat(sandbox.get("/consignments?type=SUPPLIER").data().size()).isEqualTo(2);
    assertThat(sandbox.get("/consignments?status=SENT").data().size()).isEqualTo(1);
    assertThat(sandbox.get("/consignments?outlet_id=" + sandbox.otherOutlet()).data()).isEmpty();
    assertThat(sandbox.get("/consignments?reference=PO-1").data().size()).isEqualTo(3);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.2")
  void datedVersionsAnswerLikeTwo() {
    String id = sandbox.draft();

    assertThat(sandbox.at("GET", "/api/2026-07/consignments/" + id, "").status()).isEqualTo(200);
    assertThat(sandbox.at("GET", "/api/9.9/consignments/" + id, "").status()).isEqualTo(404);
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "1.5")
  void idsLookLikeUuidsButAreNone() {
    String id = sandbox.draft();

    assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[ef][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.5")
  void timesAreUtcWithOffsetAndWithoutFraction() {
    String id = sandbox.draft();

    String created = sandbox.get("/consignments/" + id).data().path("created_at").asString();

    assertThat(created).isEqualTo("2026-03-02T09:00:00+00:00");
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "1.5")
  void nullMembersArePrintedUntilSwitched() {
    String id = sandbox.draft();
    boolean printed = sandbox.get("/consignments/" + id).data().has("reference");
    sandbox.emulator.set(Switch.PRINT_NULLS, false);

    boolean printedLater = sandbox.get("/consignments/" + id).data().has("reference");

    assertThat(printed).isTrue();
    assertThat(printedLater).isFalse();
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "3")
  void deletedProductsShowOnlyWhenAskedFor() {
    Product deleted =
        sandbox.emulator.products().stream().filter(Product::isDeleted).findFirst().orElseThrow();
    String just = "/products?page_size=1&after=" + (deleted.version() - 1);

    assertThat(sandbox.get(just).data().path(0).path("id").asString()).isNotEqualTo(deleted.id());
    assertThat(sandbox.get(just + "&deleted=true").data().path(0).path("id").asString())
        .isEqualTo(deleted.id());
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "5.1")
  void skuOnProductsIgnoresAllOtherParametersAndKnowsEveryCode() {
    Product product = sandbox.product(5);
    String code = product.codes().getLast().code();

    JsonNode bySku = sandbox.get("/products?after=9999999999999&sku=" + product.sku()).data();
    JsonNode byCode = sandbox.get("/products?sku=" + code).data();

    assertThat(bySku.path(0).path("id").asString()).isEqualTo(product.id());
    assertThat(byCode.path(0).path("id").asString()).isEqualTo(product.id());
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "5.2")
  void searchFindsSkusInLowerCaseOnlyAndManyAtOnce() {
    String first = sandbox.product(0).sku();
    String second = sandbox.product(1).sku();
    String lower =
        "/search?type=products&sku="
            + first.toLowerCase(Locale.ROOT)
            + "&sku="
            + second.toLowerCase(Locale.ROOT);

    assertThat(sandbox.get(lower).data().size()).isEqualTo(2);
    assertThat(sandbox.get("/search?type=products&sku=" + first).data()).isEmpty();
    assertThat(sandbox.get("/search?type=goods").status()).isEqualTo(400);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "5.2")
  void searchExcludesWithAMinus() {
    String supplier = sandbox.emulator.suppliers().getFirst().id();

    JsonNode others =
        sandbox.get("/search?type=products&page_size=2000&-supplier_id=" + supplier).data();

    assertThat(others.size()).isEqualTo(1000);
    for (JsonNode product : others) {
      assertThat(product.path("supplier_id").asString()).isNotEqualTo(supplier);
    }
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "5.1")
  void costsCanBeHidden() {
    sandbox.emulator.set(Switch.HIDE_COSTS, true);

    JsonNode product = sandbox.get("/products/" + sandbox.product(0).id()).data();

    assertThat(product.path("supply_price").isNull()).isTrue();
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.2")
  void inventoryIsAListInTwoAndABareArrayInDatedVersions() {
    String product = sandbox.product(0).id();

    assertThat(sandbox.get("/inventory?page_size=3").data().size()).isEqualTo(3);
    assertThat(sandbox.get("/products/" + product + "/inventory").data().size()).isEqualTo(4);
    assertThat(sandbox.at("POST", "/api/2026-07/inventory", "{'page_size':2}").body().size())
        .isEqualTo(2);
    assertThat(sandbox.at("GET", "/api/2026-07/inventory/" + product, "").body().size())
        .isEqualTo(4);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.2")
  void purchaseOrdersAreReadOnlyAndDatedOnly() {
    sandbox.order();

    JsonNode orders = sandbox.at("GET", "/api/2026-07/purchase_orders", "").body().path("data");

    assertThat(orders.path(0).path("quantity_total").asString()).isEqualTo("10");
    assertThat(sandbox.get("/purchase_orders").status()).isEqualTo(404);
    assertThat(sandbox.at("POST", "/api/2026-07/purchase_orders", "{}").status()).isEqualTo(405);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "5.4")
  void suppliersAnswerInTheirOwnShapes() {
    Sandbox.Reply made = sandbox.post("/suppliers", "{'name':'New Supplies'}");
    String id = made.data().asString();

    Sandbox.Reply changed = sandbox.put("/suppliers/" + id, "{'name':'Newer Supplies'}");
    Sandbox.Reply deleted = sandbox.delete("/suppliers/" + id);

    assertThat(made.status()).isEqualTo(200);
    assertThat(changed.body().path("id").asString()).isEqualTo(id);
    assertThat(deleted.data().path("job_id").asString()).isNotEmpty();
    assertThat(sandbox.get("/suppliers/" + id).status()).isEqualTo(404);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "5.4")
  void ownUserIsAnObjectUntilSwitchedToAnArray() {
    boolean isObject = sandbox.get("/user").data().isObject();
    sandbox.emulator.set(Switch.USER_SHAPE, "array");

    assertThat(isObject).isTrue();
    assertThat(sandbox.get("/user").data().isArray()).isTrue();
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "5.4")
  void retailerUsersAndRegistersAnswer() {
    sandbox.emulator.set(Switch.REGISTERS, 3);
    JsonNode retailer = sandbox.get("/retailer").data();
    JsonNode dated = sandbox.at("GET", "/api/2026-07/retailer", "").data();

    assertThat(retailer.path("currency").path("code").asString()).isEqualTo("NZD");
    assertThat(retailer.path("currency").path("symbol").asString()).isEqualTo("$");
    assertThat(retailer.path("timezone").path("name").asString()).isEqualTo("Pacific/Auckland");
    assertThat(dated.path("timezone").asString()).isEqualTo("Pacific/Auckland");
    assertThat(dated.path("currency")).isEqualTo(retailer.path("currency"));
    assertThat(sandbox.get("/users").data().size()).isEqualTo(1);
    assertThat(sandbox.get("/registers").data().size()).isEqualTo(3);
    assertThat(sandbox.get("/outlets/" + sandbox.outlet()).data().path("name").asString())
        .isEqualTo("Auckland");
  }

  @Test
  void catalogueIsTheSameForTheSameSeedAndHasNoSkuTwice() throws IOException {
    long birth = sandbox.emulator.birth();
    try (Sandbox same = Sandbox.start(options -> options.withBirth(birth));
        Sandbox other = Sandbox.start(options -> options.withBirth(birth).withSeed(2))) {
      var products = sandbox.emulator.products();

      assertThat(products).hasSize(2_000).isEqualTo(same.emulator.products());
      assertThat(products).isNotEqualTo(other.emulator.products());
      assertThat(products.stream().map(one -> one.sku().toLowerCase(Locale.ROOT)).distinct())
          .hasSize(2_000);
      assertThat(products).anyMatch(Product::hasVariants).anyMatch(Product::isDeleted);
      assertThat(products).anyMatch(Product::isComposite).anyMatch(one -> !one.isActive());
      assertThat(sandbox.emulator.suppliers()).hasSize(20);
    }
  }

  @Rule(mark = Mark.UNKNOWN, section = "3")
  @Test
  void rowMayBecomeVisibleAfterOneWithAHigherVersion() {
    sandbox.control("PUT", "settings", "{'late_visible_ms':2000,'late_visible_every':2}");
    String first = sandbox.draft();
    String second = sandbox.draft();

    List<String> soon = ids(sandbox.get("/consignments"));
    long max = sandbox.get("/consignments").body().path("version").path("max").asLong();
    int byId = sandbox.get("/consignments/" + first).status();
    int hidden = sandbox.emulator.pending().hiddenRows();
    sandbox.clock.advance(Duration.ofSeconds(2));

    assertThat(soon).containsExactly(second);
    assertThat(byId).isEqualTo(200);
    assertThat(hidden).isEqualTo(1);
    assertThat(ids(sandbox.get("/consignments"))).containsExactly(first, second);
    assertThat(ids(sandbox.get("/consignments?after=" + max))).isEmpty();
    assertThat(sandbox.emulator.pending().total()).isZero();
  }

  @Rule(mark = Mark.UNKNOWN, section = "3")
  @Test
  void changeThatIsNotVisibleYetLeavesTheRowWhereItWas() {
    String changed = sandbox.draft();
    String later = sandbox.draft();
    long version = sandbox.get("/consignments/" + changed).version();
    sandbox.control("PUT", "settings", "{'late_visible_ms':2000}");

    sandbox.put("/consignments/" + changed, "{'reference':'NEW'}");
    JsonNode during = sandbox.get("/consignments").data();
    sandbox.clock.advance(Duration.ofMillis(500));
    sandbox.put("/consignments/" + changed, "{'reference':'NEWER'}");
    sandbox.clock.advance(Duration.ofMillis(1500));
    JsonNode between = sandbox.get("/consignments").data();
    sandbox.clock.advance(Duration.ofMillis(500));
    JsonNode after = sandbox.get("/consignments").data();

    assertThat(during.path(0).path("id").asString()).isEqualTo(changed);
    assertThat(during.path(0).path("version").asLong()).isEqualTo(version);
    assertThat(during.path(0).path("reference").isNull()).isTrue();
    assertThat(between.path(0).path("id").asString()).isEqualTo(later);
    assertThat(between.path(1).path("reference").asString()).isEqualTo("NEW");
    assertThat(after.path(1).path("reference").asString()).isEqualTo("NEWER");
    assertThat(after.size()).isEqualTo(2);
  }

  @Rule(mark = Mark.CLIENT_PROVEN, section = "3")
  @Test
  void pagesOfAThousandAreServedAndTheCeilingCanBeSwitched() {
    int thousand = sandbox.get("/products?page_size=1000").data().size();
    sandbox.control("PUT", "settings", "{'page_size_max':200}");

    assertThat(thousand).isEqualTo(1000);
    assertThat(sandbox.get("/products?page_size=1000").data().size()).isEqualTo(200);
  }

  private static List<String> ids(Sandbox.Reply reply) {
    return reply.data().valueStream().map(one -> one.path("id").asString()).toList();
  }
}
