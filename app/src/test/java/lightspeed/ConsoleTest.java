package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lightspeed.db.TestDatabase;
import lightspeed.signin.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What people do on the pages, without scripts.
@Tag("slow")
final class ConsoleTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @TempDir private Path folder = Path.of("");
  private ConsoleWorld world;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    world = new ConsoleWorld(DATABASE, folder, "--workers=1");
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void everyPageOpensForAnAdminUnderAPolicyWithoutInlineCode()
      throws IOException, InterruptedException {
    world.haveOrder("PO-1", world.skus().get(0));
    var admin = world.signedIn(Role.ADMIN);

    for (var page : ConsolePages.ALL) {
      var answer = admin.get(page);

      assertThat(answer.statusCode()).as(page + answer.body()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.body())
          .contains("<html lang=\"en\"")
          .doesNotContain("<style")
          .doesNotContain(" style=")
          .doesNotContain("javascript:")
          .doesNotContainPattern("<script(?![^>]* src=)");
    }
    assertThat(admin.get("/assets/console.css").statusCode()).isEqualTo(200);
    assertThat(admin.get("/webjars/htmx.org/2.0.10/dist/htmx.min.js").statusCode()).isEqualTo(200);
    assertThat(admin.get("/webjars/chart.js/4.5.1/dist/chart.umd.min.js").statusCode())
        .isEqualTo(200);
  }

  @Test
  void anOrderIsWrittenApprovedSentAndItsTimelineTellsAll()
      throws IOException, InterruptedException {
    var admin = world.signedIn(Role.ADMIN);
    admin.page("/orders/new");

    var draft =
        admin.post(
            "/orders/new",
            "public_id",
            "PO/1#a",
            "supplier",
            world.emulator.suppliers().getFirst().name(),
            "outlet",
            world.emulator.outlets().getFirst().name(),
            "sku",
            world.skus().get(0),
            "quantity",
            "4",
            "cost",
            "1.25",
            "name",
            "");
    var approved = admin.post("/order/approve", "id", "PO/1#a");
    world.await("SELECT COUNT(*) FROM vend_consignments WHERE sync_status = 'SYNCED'", 1);
    world.await(
        "SELECT COUNT(*) FROM lightspeed_api_log WHERE entity_id = 'PO/1#a' AND method <> 'GET'",
        3);
    var synced = admin.page("/order?id=PO%2F1%23a");

    var job = synced.replaceAll("(?s).*queue/job\\?id=(job_[0-9]+).*", "$1");

    assertThat(admin.page("/queue/job?id=" + job))
        .contains("What it did to the order", "CREATE_CONSIGNMENT", "SEND_CONSIGNMENT");
    assertThat(draft.body()).contains("PO/1#a", "DRAFT", "5.00 ex tax");
    assertThat(approved.body()).contains("is approved; a worker sends it to Lightspeed.");
    assertThat(synced)
        .contains("SENT", "SYNCED", "CREATE_CONSIGNMENT", "DRAFT → APPROVED", "by admin")
        .contains("POST /api/2.0/consignments");
    assertThat(admin.page("/order/print?id=PO%2F1%23a")).contains("Purchase order PO/1#a");
    assertThat(admin.page("/orders?q=PO%2F1")).contains("/order?id=PO%2F1%23a");
    assertThat(admin.page("/orders/export.csv")).contains("PO/1#a");
    assertThat(admin.page("/audit")).contains("console.order.approve", "console.orders.new");
  }

  @Test
  void aFileIsCheckedShownAndImportedOnlyWhenConfirmed() throws IOException, InterruptedException {
    var admin = world.signedIn(Role.ADMIN);
    admin.page("/orders/import");
    var header = "public_id,supplier,outlet,sku,quantity,unit_cost\n";

    var preview =
        admin.upload(
            "/orders/import",
            "a.csv",
            header + "PO-1,S,O,A,1,2\nPO-2,S,O,B,none,2\nPO-2,S,O,C,1,-2\n");
    var before = admin.page("/orders");
    admin.get("/orders/import");
    var key = preview.body().replaceAll("(?s).*name=\"key\" value=\"([0-9a-f-]+)\".*", "$1");
    var done = admin.post("/orders/import/confirm", "key", key, "partial", "true");
    var again = admin.post("/orders/import/confirm", "key", key, "partial", "true");

    assertThat(preview.body())
        .contains("3 rows", "2 problems", "quantity", "unit_cost", "CREATED", "LEFT_OUT")
        .contains("Import only the orders without problems");
    assertThat(before).contains("There is no order yet");
    assertThat(done.body()).contains("1 order created").contains("PO-1").doesNotContain("PO-2");
    assertThat(again.body()).contains("upload it again");
  }

  @Test
  void whatIsWrongWithADraftIsToldBesideWhatWasTyped() throws IOException, InterruptedException {
    var admin = world.signedIn(Role.ADMIN);
    admin.page("/orders/new");

    var refused =
        admin.post(
            "/orders/new",
            "supplier",
            "Some <supplier>",
            "outlet",
            "",
            "due_at",
            "tomorrow",
            "sku",
            "A",
            "quantity",
            "many",
            "cost",
            "2");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("Line 1, quantity", "Due at", "Outlet: ", "aria-invalid=\"true\"")
        .contains("value=\"Some &lt;supplier>\"");
  }

  @Test
  void aDraftThatSomebodyElseChangedIsNotOverwritten() throws IOException, InterruptedException {
    world.haveOrder("PO-1", "A");
    var admin = world.signedIn(Role.ADMIN);
    var form = admin.page("/order/edit?id=PO-1");
    var version = form.replaceAll("(?s).*name=\"lock_version\" value=\"([0-9]+)\".*", "$1");
    String[] fields = {
      "id",
      "PO-1",
      "lock_version",
      version,
      "supplier",
      "S",
      "outlet",
      "O",
      "sku",
      "A",
      "quantity",
      "9",
      "cost",
      "1"
    };

    var first = admin.post("/order/edit", fields);
    var second = admin.post("/order/edit", fields);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("has changed since you opened it");
  }

  @Test
  void anUnknownSkuIsMappedAndTheFailedOrderRetried() throws IOException, InterruptedException {
    var real = world.skus().get(0);
    world.haveOrder("PO-1", real + "-X");
    var admin = world.signedIn(Role.ADMIN);
    admin.page("/orders");
    admin.post("/order/approve", "id", "PO-1");
    world.await("SELECT COUNT(*) FROM vend_consignments WHERE sync_status = 'FAILED'", 1);

    var sync = admin.page("/sync");
    var products = admin.page("/products");
    var mapped = admin.post("/products/map", "sku", real + "-X", "product", real);
    var reason = sync.replaceAll("(?s).*name=\"reason\" value=\"([0-9a-f]+)\".*", "$1");
    var retried = admin.post("/sync/retry", "reason", reason);
    world.await("SELECT COUNT(*) FROM vend_consignments WHERE sync_status = 'SYNCED'", 1);

    assertThat(sync).contains("PO-1", "Retry");
    assertThat(products).contains(real + "-X", "Map " + real + "-X to " + real);
    assertThat(mapped.body()).contains("now stands for " + real);
    assertThat(retried.body()).contains("1 order on the way again.");
  }

  @Test
  void theCatalogueIsRefreshedByAWorkerWhenSomebodyAsksForIt()
      throws IOException, InterruptedException {
    var operator = world.signedIn(Role.OPERATOR);
    DATABASE
        .database()
        .useTransaction(
            tx -> {
              tx.execute("DELETE FROM vend_suppliers");
              tx.execute("DELETE FROM sync_cursors WHERE name = 'suppliers'");
            });

    var page = operator.page("/products");
    var asked = operator.post("/products/refresh", "what", "changes");
    world.await("SELECT COUNT(*) > 0 FROM vend_suppliers", 1);

    assertThat(page).contains("Refresh from Lightspeed");
    assertThat(asked.body()).contains("reads products, suppliers and outlets");
    assertThat(world.signedIn(Role.VIEWER).page("/products")).doesNotContain("/products/refresh");
  }

  @Test
  void jobsAreRetriedAndCancelledOneByOneOrAllAfterAWord()
      throws IOException, InterruptedException {
    world.haveOrder("PO-1", "NO-SUCH-SKU");
    var operator = world.signedIn(Role.OPERATOR);
    world.cli.run("po:approve", "PO-1");
    world.await("SELECT COUNT(*) FROM queue_jobs WHERE status = 'FAILED'", 1);
    var list = operator.page("/queue?status=FAILED");
    var job = list.replaceAll("(?s).*queue/job\\?id=(job_[0-9]+).*", "$1");

    var page = operator.page("/queue/job?id=" + job);
    var unconfirmed = operator.post("/queue/all?status=FAILED", "action", "retry", "confirm", "x");
    var confirmed =
        operator.post("/queue/all?status=FAILED", "action", "retry", "confirm", "retry");

    assertThat(page).contains("purchase_order_id", "NO-SUCH-SKU", "Order PO-1");
    assertThat(unconfirmed.body()).contains("Nothing was done: type the word retry");
    assertThat(confirmed.body()).contains("1 job put back into the queue.");
  }

  @Test
  void aSettingIsChangedCheckedAndReset() throws IOException, InterruptedException {
    var admin = world.signedIn(Role.ADMIN);
    admin.page("/settings");

    var set = admin.post("/settings/set", "key", "queue_max_retries", "value", "7");
    var wrong = admin.post("/settings/set", "key", "queue_max_retries", "value", "-7");
    var reset = admin.post("/settings/unset", "key", "queue_max_retries", "value", "7");
    var tested = admin.post("/settings/test");
    var verified = admin.post("/audit/verify");

    assertThat(set.body()).contains("queue_max_retries is set.");
    assertThat(wrong.body()).contains("allowed:");
    assertThat(reset.body()).contains("back to what holds without it");
    assertThat(tested.body()).contains("Connected with " + world.emulator.url());
    assertThat(verified.body()).contains("none was changed, none is missing");
    assertThat(admin.page("/settings")).doesNotContain(world.emulator.token());
  }

  @Test
  void somebodyIsAddedWithALinkThatIsShownOnce() throws IOException, InterruptedException {
    var admin = world.signedIn(Role.ADMIN);
    admin.page("/users");

    var added = admin.post("/users/create", "name", "Zoë", "role", "buyer");

    assertThat(added.body()).contains("Hand this link to Zoë", world.visitor().url() + "/set-up/");
    assertThat(admin.page("/users")).contains("Zoë").doesNotContain("/set-up/");
    assertThat(admin.post("/users/disable", "id", "Zoë").body()).contains("cannot sign in");
    assertThat(admin.post("/users/disable", "id", "admin").body()).contains("only admin");
  }

  @Test
  void theThemeIsRememberedAndLeadsNowhereElse() throws IOException, InterruptedException {
    var viewer = world.signedIn(Role.VIEWER);
    viewer.page("/");

    var dark = viewer.post("/theme", "theme", "dark", "back", "/queue?status=FAILED");
    var elsewhere = viewer.post("/theme", "theme", "dark", "back", "//example.com");

    assertThat(dark.uri().toString()).endsWith("/queue?status=FAILED");
    assertThat(dark.body()).contains("data-theme=\"dark\"");
    assertThat(elsewhere.uri().toString()).isEqualTo(viewer.url() + "/");
  }

  @Test
  void whatIsNotThereIsSaidInAPage() throws IOException, InterruptedException {
    var viewer = world.signedIn(Role.VIEWER);

    for (var path :
        List.of("/order?id=PO-NONE", "/order", "/queue/job?id=job_999999", "/call?id=1")) {
      var answer = viewer.get(path);

      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).contains("role=\"alert\"");
    }
    assertThat(viewer.get("/settings").statusCode()).isEqualTo(403);
  }
}
