package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lightspeed.db.TestDatabase;
import lightspeed.xseries.Scopes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.settings.Switch;

/// The product with tokens that have scopes: what orders need and no more, and less than that.
@Tag("slow")
final class LeastScopesTest {
  private static final List<String> LEAST =
      List.of(
          "consignments:read",
          "consignments:write:stock_order",
          "products:read",
          "outlets:read",
          "suppliers:read");

  @RegisterExtension final TestDatabase database = TestDatabase.migrated();

  @TempDir private Path folder = Path.of("");

  private final Emulator store =
      Emulator.start(EmulatorOptions.defaults().withProducts(50).with(Switch.RATE_LIMIT, false));

  LeastScopesTest() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    store.close();
  }

  private TestCli cli(String version, List<String> scopes) {
    return TestCli.of(folder, database, store)
        .with("LIGHTSPEED_API_VERSION", version)
        .with("LIGHTSPEED_API_TOKEN", store.makeToken(scopes, null, null))
        .with("SYNC_SETTLE_SECONDS", "0.3");
  }

  private void importOrder(TestCli cli) throws IOException {
    var product =
        store.products().stream()
            .filter(one -> one.isActive() && !one.isDeleted() && !one.isComposite())
            .filter(one -> !one.hasVariants())
            .findFirst()
            .orElseThrow();
    Files.writeString(
        folder.resolve("orders.csv"),
        "public_id,supplier,outlet,sku,quantity,unit_cost\nPO-1,%s,%s,%s,3,1.50\n"
            .formatted(
                store.suppliers().getFirst().id(), store.outlets().getFirst().id(), product.sku()));
    var approved = cli.run("po:import", folder.resolve("orders.csv").toString(), "--approve");
    assertThat(approved.exit()).as(approved.err()).isZero();
  }

  @Test
  void theDoctorNamesAllScopesThatOrdersLackAtOnce() {
    var doctor = cli("2026-07", List.of("webhooks")).run("doctor");

    assertThat(doctor.out())
        .contains("consignments:read", "products:read", "outlets:read", "suppliers:read")
        .contains("listConsignments", "searchProducts", "listOutlets", "listSuppliers");
  }

  @Test
  void aVersionOfTheApiThatDoesNotExistIsToldWithThoseThatDo() {
    var test = cli("2099-12", LEAST).run("vend:test");

    assertThat(test.exit()).isEqualTo(2);
    assertThat(test.err())
        .contains("lightspeed_api_version = \"2099-12\"")
        .contains("does not know this version")
        .contains("2.0 and 2026-07");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "2026-01", "2026-04", "2026-07"})
  void anOrderIsSentWithWhatOrdersNeedAndNoMore(String version) throws IOException {
    var cli = cli(version, LEAST);

    assertThat(cli.run("vend:test").exit()).isZero();
    var pulled = cli.run("catalog:pull");
    assertThat(pulled.exit()).as(pulled.err()).isZero();
    importOrder(cli);
    var sent = cli.run("sync:po", "PO-1");
    var again = cli.run("vend:test");

    assertThat(sent.exit()).as(sent.err()).isZero();
    assertThat(again.exit()).as("the store is known by its outlets").isZero();
    assertThat(store.consignments("PO-1")).hasSize(1);
    assertThat(cli.run("doctor").out())
        .contains("getUser is refused to the token, it needs the scope users:read")
        .contains("getRetailer is refused to the token, it needs the scope retailer:read")
        .doesNotContain("may not make a call that orders need");
  }

  @Test
  void whatATokenOfOtherOutletsMayNotSeeIsNotTakenForDeleted() throws IOException {
    var cli = cli("2.0", Scopes.all("2.0"));
    assertThat(cli.run("catalog:pull").exit()).isZero();
    importOrder(cli);
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    store.delete(store.consignments().getFirst().consignment().id());

    var bound = seeingOneOutlet(cli).run("sync:diff", "PO-1");
    var whole = cli.run("sync:diff", "PO-1", "--json");

    assertThat(bound.exit()).isEqualTo(1);
    assertThat(bound.out() + bound.err())
        .contains("does not see its outlet")
        .doesNotContain("deleted")
        .doesNotContain("should not have happened");
    assertThat(whole.out()).as("one that sees all").contains("deleted");
  }

  @Test
  void aTokenOfSomeOutletsProvesNoNumberFreeAndCreatesNothing() throws IOException {
    var cli = cli("2.0", Scopes.all("2.0"));
    assertThat(cli.run("catalog:pull").exit()).isZero();
    assertThat(cli.run("register:walk").exit()).isZero();
    importOrder(cli);
    var bound = seeingOneOutlet(cli);

    var planned = bound.run("sync:po", "PO-1", "--dry-run");
    var sent = bound.run("sync:po", "PO-1");

    assertThat(planned.exit()).isNotZero();
    assertThat(sent.exit()).isNotZero();
    assertThat(sent.out() + sent.err()).contains("sees only some outlets");
    assertThat(store.consignments()).isEmpty();
    assertThat(bound.run("health").out()).contains("sees only some outlets");
    assertThat(cli.run("sync:retry", "PO-1").exit()).isZero();
    assertThat(cli.run("sync:po", "PO-1").exit()).as("with the whole token").isZero();
    assertThat(store.consignments("PO-1")).hasSize(1);
  }

  @Test
  void whatATokenOfSomeOutletsDidNotShowIsSeenByTheNextWholeOne() throws IOException {
    var cli = cli("2.0", Scopes.all("2.0"));
    assertThat(cli.run("catalog:pull").exit()).isZero();
    importOrder(cli);
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    var bound = seeingOneOutlet(cli);

    store.duplicate(store.consignments("PO-1").getFirst().consignment().id());
    assertThat(bound.run("register:walk").exit()).isNotZero();
    // As if the list had been walked past the rows that were hidden, before it was noticed.
    database
        .database()
        .useTransaction(tx -> tx.execute("UPDATE lightspeed_register SET position = 900000000000"));
    assertThat(bound.run("register:walk").exit()).isNotZero();
    var walked = cli.run("register:walk");

    assertThat(walked.exit()).as(walked.err()).isZero();
    assertThat(cli.run("sync:status", "PO-1", "--json").json().path("agreement").asString())
        .isEqualTo("LOUD");
  }

  @Test
  void whatATokenSeesIsAskedOnceAnHourAndAgainAfterTheDatabaseClockWasSetBack() {
    var cli = cli("2.0", Scopes.all("2.0"));
    cli.run("register:walk");
    cli.run("register:walk");
    assertThat(questions()).isEqualTo(1);

    for (String moment : List.of("NOW(6) - INTERVAL 61 MINUTE", "NOW(6) + INTERVAL 1 MINUTE")) {
      long before = questions();
      database
          .database()
          .useTransaction(
              tx -> tx.execute("UPDATE lightspeed_register SET seen_with_at = " + moment));
      cli.run("register:walk");
      assertThat(questions() - before).as(moment).isEqualTo(1);
    }
  }

  private long questions() {
    return store.requests().stream().filter(one -> one.path().endsWith("/user")).count();
  }

  private TestCli seeingOneOutlet(TestCli cli) {
    var outlet = store.outlets().getLast().id();
    return cli.with("LIGHTSPEED_API_TOKEN", store.makeToken(null, List.of(outlet), null));
  }

  @ParameterizedTest
  @CsvSource({
    "consignments:read, listConsignments",
    "consignments:write:stock_order, createConsignment",
    "products:read, searchProducts",
    "outlets:read, listOutlets",
    "suppliers:read, listSuppliers"
  })
  void theDoctorNamesAMissingScopeWithWhatNeedsIt(String scope, String operation)
      throws IOException {
    var all = cli("2026-07", Scopes.all("2026-07"));
    assertThat(all.run("catalog:pull").exit()).isZero();
    importOrder(all);
    var lacking = new ArrayList<>(Scopes.all("2026-07"));
    lacking.remove(scope);
    var cli = cli("2026-07", lacking);

    var _ = cli.run("sync:po", "PO-1"); // A write is only known to be refused once it was tried.
    var doctor = cli.run("doctor");

    assertThat(doctor.out().replaceAll("\\s+", " "))
        .contains(operation)
        .contains("needs the scope " + scope);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "2026-07"})
  void withTheScopesThatAreAskedForNothingIsMissing(String version) {
    var cli = cli(version, Scopes.all(version));

    var test = cli.run("vend:test", "--json");

    assertThat(cli.run("catalog:pull").exit()).isZero();
    assertThat(test.json().path("user").asString("")).isNotEmpty();
    assertThat(test.json().path("retailer").asString("")).isNotEmpty();
    assertThat(test.json().path("currency").asString("")).isEqualTo("NZD");
    assertThat(test.json().path("time_zone").asString("")).isEqualTo("Pacific/Auckland");
    assertThat(cli.run("vend:products", "a", "--json").out()).contains("supply_price");
    assertThat(cli.run("doctor").out()).doesNotContain("needs the scope");
    assertThat(store.requests()).noneMatch(request -> request.status() == 403);
  }
}
