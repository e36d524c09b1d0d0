package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import lightspeed.catalog.ForgetCatalog;
import lightspeed.catalog.OddRow;
import lightspeed.catalog.OddRows;
import lightspeed.catalog.SkuMappings;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.FreshCatalog.Trust;
import lightspeed.xseries.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xseries.emulator.Emulator;
import xseries.emulator.catalog.Product;
import xseries.emulator.catalog.ProductEdit;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// The catalogue is asked, not remembered: what changes in Lightspeed between two looks of ours.
@Tag("slow")
final class AskedCatalogTest {
  private final SyncWorld world;

  /// As they were when the test began.
  private final List<Product> products;

  AskedCatalogTest() throws IOException {
    world = new SyncWorld();
    products = CampaignLane.Orderable.in(world.emulator);
  }

  @BeforeEach
  void mirror() throws InterruptedException {
    world.pullCatalog();
    world.walk();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void aSkuThatMeansAnotherProductSinceTheLastPullIsOrderedAsTheNewOne() throws Exception {
    Product old = product(0);
    Product now = product(50);
    world.emulator.moveSku(old.id(), now.id());
    lastLookWas(Duration.ofSeconds(61));
    PurchaseOrderId order = world.anApprovedOrder(1);
    long before = world.calls();

    RunResult result = world.sync(order);

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(productsOf(order)).containsExactly(now.id());
    assertThat(world.calls() - before).as("the page, the empty one and three writes").isEqualTo(5);
  }

  @Test
  void withinAMinuteOfTheLastLookAnOrderCostsThreeCalls() throws Exception {
    lastLookWas(Duration.ofSeconds(50));
    PurchaseOrderId order = world.anApprovedOrder(1);
    long before = world.calls();

    world.sync(order);

    assertThat(world.calls() - before).isEqualTo(3);
  }

  @Test
  void anOrderThatWasSentWhileItsSkuMovedIsShownAndReadAgain() throws Exception {
    Product old = product(0);
    Product now = product(50);
    PurchaseOrderId earlier = world.anApprovedOrder(1);
    world.sync(earlier);
    lastLookWas(Duration.ofSeconds(30));
    journalIsOlder(earlier, Duration.ofMinutes(10));
    world.emulator.moveSku(old.id(), now.id());
    PurchaseOrderId order = world.anApprovedOrder(1);
    world.sync(order);
    assertThat(productsOf(order)).containsExactly(old.id());

    PullCatalog.Pulled pulled = world.pullCatalog.pull(Caller.person(), false, (what, soFar) -> {});

    assertThat(pulled.moved()).containsExactly(new MovedSku(old.sku(), old.id(), now.id()));
    assertThat(drift(order)).hasSize(1);
    assertThat(drift(order).getFirst()).contains(old.sku(), old.id(), now.id());
    assertThat(drift(earlier)).as("sent before the previous look").isEmpty();
    assertThat(refreshJobs()).isEqualTo(1);
    world.pullCatalog();
    assertThat(drift(order)).as("told once").hasSize(1);
  }

  @Test
  void anOrderThatIsAnnouncedAfterTheComparisonIsComparedByTheNextOne() throws Exception {
    Product old = product(0);
    PurchaseOrderId order = world.anApprovedOrder(1);
    world.sync(order);
    world.emulator.moveSku(old.id(), product(50).id());
    world.pullCatalog();
    world.database.useTransaction(
        tx -> {
          tx.execute("DELETE FROM lightspeed_moved_skus");
          tx.execute("DELETE FROM lightspeed_sync_log WHERE operation = 'DRIFT'");
        });

    world.pullCatalog();

    assertThat(drift(order)).as("its announcement is younger than the look before").hasSize(1);
  }

  @Test
  void aReactivatedProductIsFoundAgain() throws Exception {
    Product product = product(0);
    world.emulator.editProduct(product.id(), ProductEdit.none().active(false));
    world.pullCatalog();
    world.emulator.editProduct(product.id(), ProductEdit.none().active(true));
    PurchaseOrderId order = world.anApprovedOrder(1);

    RunResult result = world.sync(order);

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(productsOf(order)).containsExactly(product.id());
  }

  @Test
  void aProductThatWasDeletedAndMadeAgainIsFoundAgain() throws Exception {
    Product product = product(0);
    world.emulator.deleteProduct(product.id());
    world.pullCatalog();
    String again =
        world.emulator.makeProduct(ProductEdit.none().sku(product.sku()).name("Made again"));
    PurchaseOrderId order = world.anApprovedOrder(1);

    RunResult result = world.sync(order);

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(productsOf(order)).containsExactly(again);
  }

  @Test
  void aDeletedProductReachesTheMirror() throws Exception {
    Product product = product(0);
    world.emulator.deleteProduct(product.id());

    world.pullCatalog();

    assertThat(world.sync(world.anApprovedOrder(1))).isInstanceOf(RunResult.Failed.class);
    assertThat(world.calls("POST", "/consignments")).isZero();
  }

  @Test
  void aMirrorThatWasNeverReadIsNoEvidence() throws Exception {
    Product old = product(0);
    Product now = product(50);
    world.emulator.moveSku(old.id(), now.id());
    world.database.useTransaction(tx -> tx.execute("DELETE FROM catalog_looks"));
    PurchaseOrderId order = world.anApprovedOrder(1);

    world.sync(order);

    assertThat(productsOf(order)).containsExactly(now.id());
  }

  @Test
  void aSkuThatIsMappedAfterItsLineWasAnnouncedStopsTheOrder() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(600);
    world.emulator.add(
        Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").nth(2).status(422));
    assertThat(world.sync(order)).isInstanceOf(RunResult.Failed.class);
    Product old = product(0);
    Product other = product(700);
    map(old.sku(), other.id());

    RunResult result = world.sync(order);

    assertThat(result).isInstanceOf(RunResult.Failed.class);
    assertThat(world.order(order).lastError())
        .contains(old.sku(), old.id(), other.id(), "sync:retry", "po:cancel");
    assertThat(world.live(order)).hasSize(1);
    assertThat(world.live(order).getFirst().lines()).hasSize(500);

    world.database.useTransaction(tx -> new SkuMappings().unmapSku(tx, old.sku()));
    assertThat(world.sync(order)).as("the way out").isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
  }

  @Test
  void anOrderOneOfWhoseLinesLightspeedShowsUnderAnotherSkuStopsBeforeItIsSent() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(600);
    world.emulator.add(
        Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").nth(2).status(422));
    assertThat(world.sync(order)).isInstanceOf(RunResult.Failed.class);
    Product old = product(0);
    Product now = product(700);
    lastLookWas(Duration.ofSeconds(30));
    world.emulator.moveSku(old.id(), now.id());
    SyncPlan plan = world.service.plan(order.value());

    RunResult result = world.sync(order);

    assertThat(result).isInstanceOf(RunResult.Failed.class);
    assertThat(world.order(order).lastError())
        .contains(old.sku() + " is in Lightspeed under another SKU", "sync:retry", "po:cancel");
    assertThat(plan.problems())
        .singleElement()
        .satisfies(one -> assertThat(one.reason()).isEqualTo(world.order(order).lastError()));
    assertThat(world.live(order).getFirst().lines()).as("nothing was added").hasSize(500);
    assertThat(world.calls("PUT", world.live(order).getFirst().consignment().id()))
        .as("nothing was sent")
        .isZero();

    map(old.sku(), old.id());
    assertThat(world.sync(order)).as("the way out").isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
  }

  @Test
  void aSkuOfALineThatLightspeedRefusedMayBeMappedAndTheOrderGoesOn() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(600);
    world.emulator.add(
        Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").nth(2).status(422));
    world.sync(order);
    map(product(599).sku(), product(700).id());

    RunResult result = world.sync(order);

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(world.live(order).getFirst().lines()).hasSize(600);
    assertThat(productsOf(order)).contains(product(700).id()).doesNotContain(product(599).id());
  }

  @Test
  void aSkuMappedToAProductThatLightspeedDoesNotHaveIsRefused() throws Exception {
    map(product(0).sku(), "no-such-product");
    PurchaseOrderId order = world.anApprovedOrder(1);

    RunResult result = world.sync(order);

    assertThat(result).isInstanceOf(RunResult.Failed.class);
    assertThat(world.order(order).lastError()).contains("no-such-product");
    assertThat(world.live(order)).isEmpty();
  }

  @Test
  void ordersThatWaitShareOneLook() throws Exception {
    FreshCatalog fresh = new FreshCatalog(world.database, world.pullCatalog);
    lastLookWas(Duration.ofMinutes(5));
    world.emulator.add(
        Fault.of(FaultKind.DELAY).on("GET", "/products").nth(1).delay(Duration.ofMillis(300)));
    long before = world.calls("GET", "/products");

    try (var threads = Executors.newFixedThreadPool(8)) {
      Callable<Trust> order = () -> fresh.ensure(Caller.person(), FreshCatalog.BEFORE_SENDING);
      for (var trust : threads.invokeAll(List.of(order, order, order, order, order, order))) {
        assertThat(trust.get()).isEqualTo(Trust.FRESH);
      }
    }

    assertThat(world.calls("GET", "/products") - before).isEqualTo(1);
  }

  @Test
  void aListThatCannotBeReadIsNotedAndTheOrderAsksForItsSkus() throws Exception {
    Product old = product(0);
    Product now = product(50);
    world.emulator.moveSku(old.id(), now.id());
    lastLookWas(Duration.ofMinutes(5));
    world.emulator.add(Fault.of(FaultKind.GARBAGE).on("GET", "/products"));
    PurchaseOrderId order = world.anApprovedOrder(1);

    RunResult result = world.sync(order);

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(productsOf(order)).containsExactly(now.id());
    assertThat(trouble()).isNotEmpty();
    world.emulator.clearFaults();
    world.pullCatalog();
    assertThat(trouble()).isEmpty();
  }

  @Test
  void aSuppliersNameOf300CharactersStopsNothing() throws Exception {
    String id = world.emulator.suppliers().get(1).id();
    world.emulator.renameSupplier(id, "Ä".repeat(299) + "☂");

    PullCatalog.Pulled pulled = world.pullCatalog.pull(Caller.person(), false, (what, soFar) -> {});

    assertThat(pulled.odd()).extracting(OddRow::id).containsExactly(id);
    assertThat(pulled.odd().getFirst().sentence()).contains("300 characters", "cut to 255");
    assertThat(oddRows()).hasSize(1);
    PurchaseOrderId order =
        world.anApprovedOrder(
            "Ä".repeat(255), world.emulator.outlets().getFirst().name(), List.of(world.line(0)));
    assertThat(world.sync(order)).isInstanceOf(RunResult.Completed.class);

    world.emulator.renameSupplier(id, "Short again");
    world.pullCatalog();
    assertThat(oddRows()).isEmpty();
  }

  @Test
  void oneOddProductStopsNeitherTheCatalogueNorAnOrder() throws Exception {
    odd("sku", null);
    odd("name", null);
    odd("name", "");
    odd("name", "🚲".repeat(600));
    odd("sku", "S".repeat(300));
    printed("id", "null");
    printed("id", "\"../../etc\"");
    printed("version", "1e30");
    printed("version", "\"soon\"");
    printed("supply_price", "\"much\"");
    printed("supply_price", "12345678901234567890.5");
    printed("deleted_at", "\"yesterday\"");
    printed("is_active", "{}");
    world.emulator.editProduct(product(0).id(), ProductEdit.none().name("Renamed"));

    PullCatalog.Pulled pulled = world.pullCatalog.pull(Caller.person(), false, (what, soFar) -> {});

    assertThat(pulled.odd().size()).isGreaterThanOrEqualTo(7);
    assertThat(nameOf(product(0).id())).isEqualTo("Renamed");
    assertThat(world.sync(world.anApprovedOrder(3))).isInstanceOf(RunResult.Completed.class);
    long before = world.calls("GET", "/products");
    world.pullCatalog();
    assertThat(world.calls("GET", "/products") - before).as("the list still ends").isLessThan(4);
  }

  @Test
  void namesAreTheSameWhateverTheirCompositionBlanksAndCase() throws Exception {
    String id = world.emulator.suppliers().get(1).id();
    world.emulator.renameSupplier(id, "Café Mühle");
    lastLookWas(Duration.ofSeconds(1));
    String written = Normalizer.normalize("café  mühle ", Normalizer.Form.NFD);
    PurchaseOrderId order =
        world.anApprovedOrder(
            written, world.emulator.outlets().getFirst().id(), List.of(world.line(0)));

    RunResult result = world.sync(order);

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(world.order(order).supplierId()).isEqualTo(id);
  }

  @Test
  void afterAnotherStoreNothingIsLeftOfHowFarTheFirstWasRead() throws Exception {
    lastLookWas(Duration.ofMinutes(5));
    world.pullCatalog();
    world.database.useTransaction(ForgetCatalog::in);
    assertThat(new FreshCatalog(world.database, world.pullCatalog).age()).isEmpty();

    PullCatalog.Pulled first = world.pullCatalog.pull(Caller.person(), false, (what, soFar) -> {});
    lastLookWas(Duration.ofMinutes(5));
    world.pullCatalog();

    assertThat(first.products()).isEqualTo(world.emulator.products().size());
    assertThat(world.sync(world.anApprovedOrder(3))).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void aRefusalSaysWhatDiffers() throws Exception {
    Product product = product(0);
    world.emulator.editProduct(product.id(), ProductEdit.none().sku("Ab-1"));
    world.pullCatalog();
    PurchaseOrderId order = world.anApprovedOrder(List.of(line("aB-1")));

    world.sync(order);

    assertThat(world.order(order).lastError()).contains("\"Ab-1\" differs in case");
  }

  @Test
  void exactlyOneProductThatDiffersInOuterBlanksIsTaken() throws Exception {
    Product product = product(0);
    world.emulator.editProduct(product.id(), ProductEdit.none().sku("Ab-1\u00A0"));
    world.pullCatalog();
    PurchaseOrderId order = world.anApprovedOrder(List.of(line("Ab-1")));

    assertThat(world.sync(order)).isInstanceOf(RunResult.Completed.class);

    assertThat(productsOf(order)).containsExactly(product.id());
  }

  @Test
  void thePollAsksForProductsUnlessAnOrderJustDidAndForPartnersEveryQuarterOfAnHour()
      throws Exception {
    FreshCatalog fresh = new FreshCatalog(world.database, world.pullCatalog);
    long before = world.calls();

    fresh.pullChanged(Caller.person());
    assertThat(world.calls() - before).isZero();

    lastLookWas(Duration.ofSeconds(40));
    fresh.pullChanged(Caller.person());
    assertThat(world.calls() - before).isEqualTo(1);

    lastLookWas(Duration.ofMinutes(16));
    fresh.pullChanged(Caller.person());
    assertThat(world.calls() - before).isEqualTo(1 + 3);
    assertThat(fresh.age())
        .hasValueSatisfying(age -> assertThat(age).isLessThan(Duration.ofMinutes(1)));
  }

  private Product product(int n) {
    return products.get(n);
  }

  private void odd(String member, @Nullable String value) {
    world.emulator.makeProduct(ProductEdit.none().sku("ODD-" + world.calls()).with(member, value));
  }

  private void printed(String member, String json) {
    world.emulator.makeProduct(ProductEdit.none().sku("ODD-" + member).printed(member, json));
  }

  private static OrderDraft.Line line(String sku) {
    return new OrderDraft.Line(sku, null, BigDecimal.TWO, BigDecimal.ONE);
  }

  private void map(String sku, String product) {
    world.database.useTransaction(
        tx -> assertThat(new SkuMappings().mapSku(tx, sku, product, "test")).isEmpty());
  }

  private void lastLookWas(Duration ago) {
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE catalog_looks SET began_at = CURRENT_TIMESTAMP(6) - INTERVAL ? SECOND",
                ago.toSeconds()));
  }

  private void journalIsOlder(PurchaseOrderId order, Duration by) {
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE lightspeed_sync_log SET created_at = created_at - INTERVAL ? SECOND WHERE"
                    + " entity_id = ?",
                by.toSeconds(),
                order.value()));
  }

  private List<String> productsOf(PurchaseOrderId order) {
    List<Emulator.Snapshot> live = world.live(order);
    assertThat(live).hasSize(1);
    List<LineItem> lines = world.database.read(tx -> world.orders.lines(tx, order));
    assertThat(lines)
        .extracting(LineItem::productId)
        .containsExactlyInAnyOrderElementsOf(
            live.getFirst().lines().stream().map(line -> line.productId()).toList());
    return live.getFirst().lines().stream().map(line -> line.productId()).toList();
  }

  private List<String> drift(PurchaseOrderId order) {
    return world.database.read(
        tx ->
            tx.select(
                    "SELECT error_message FROM lightspeed_sync_log WHERE entity_id = ? AND"
                        + " operation = 'DRIFT'",
                    order.value())
                .mapTo(String.class)
                .list());
  }

  private long refreshJobs() {
    return count("SELECT COUNT(*) FROM queue_jobs WHERE job_type = 'consignment.refresh'");
  }

  private long count(String sql) {
    return world.database.read(tx -> tx.select(sql).mapTo(Long.class).one());
  }

  private List<String> trouble() {
    return world.database.read(
        tx ->
            tx.select("SELECT trouble FROM catalog_looks WHERE trouble IS NOT NULL")
                .mapTo(String.class)
                .list());
  }

  private List<OddRow> oddRows() {
    return world.database.read(new OddRows()::all);
  }

  private String nameOf(String product) {
    return world.database.read(tx -> world.catalog.productById(tx, product)).orElseThrow().name();
  }
}
