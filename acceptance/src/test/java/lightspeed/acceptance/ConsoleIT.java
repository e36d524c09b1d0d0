package lightspeed.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static lightspeed.acceptance.ConsoleShop.button;
import static lightspeed.acceptance.ConsoleShop.link;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lightspeed.ConsolePages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// The console in a real browser, as people use it: one server process, one browser, a story each.
@EnabledIf(
    value = "hasBrowser",
    disabledReason = "there is no Chromium: apt-get install chromium, then run it again")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleIT {
  private ConsoleShop world;

  static boolean hasBrowser() {
    return Chromium.executable().isPresent();
  }

  @BeforeAll
  void open(@TempDir Path folder) throws InterruptedException {
    world = ConsoleShop.open(folder);
  }

  @AfterAll
  void close() {
    world.close();
  }

  @AfterEach
  void noPageComplained() {
    assertThat(world.chromium.takeComplaints()).isEmpty();
  }

  @Test
  void aBuyerImportsAnApproverApprovesAndBothSeeItArriveWithoutReloading() {
    var admin = world.admin();
    world.addPerson(admin, "Bert", "buyer");
    world.addPerson(admin, "Anne", "approver");
    var buyer = world.signedIn("Bert", Chromium.WIDE, ColorScheme.LIGHT);
    var approver = world.signedIn("Anne", Chromium.WIDE, ColorScheme.DARK);

    link(buyer, "Import").first().click();
    buyer.getByLabel("CSV file").setInputFiles(world.shop.csv(3, "PO-LIVE"));
    button(buyer, "Check the file").click();
    assertThat(buyer.locator("main")).containsText("3 rows, 1 order");
    button(buyer, "Import these orders").click();
    buyer.navigate(world.url + "/order?id=PO-LIVE");
    assertThat(button(buyer, "Approve")).hasCount(0);
    approver.navigate(world.url + "/order?id=PO-LIVE");
    button(approver, "Approve").click();

    assertThat(approver.locator(".notice").first()).containsText("is approved");
    assertThat(buyer.locator(".summary")).containsText("SYNCED");
    assertThat(approver.locator(".summary")).containsText("SYNCED");
    assertThat(buyer.locator(".timeline"))
        .containsText("POST /api/" + Api.version() + "/consignments");
    world.shop.assertExactlyOnce("PO-LIVE");
    closeAll(admin, buyer, approver);
  }

  @Test
  void anOrderThatFailsIsFoundByItsReasonAndRetried() {
    var admin = world.admin();
    draft(admin, "PO-FAIL", 1);
    world.shop.emulator.add(
        Fault.of(FaultKind.STATUS).status(422).on("POST", "/consignments").times(1));
    button(admin, "Approve").click();
    assertThat(admin.locator(".summary")).containsText("FAILED");

    link(admin, "Sync").click();
    assertThat(admin.locator("#sync")).containsText("PO-FAIL");
    button(admin, "Retry orders such as PO-FAIL").click();

    assertThat(admin.locator(".notice").first()).containsText("1 order on the way again");
    admin.navigate(world.url + "/order?id=PO-FAIL");
    assertThat(admin.locator(".summary")).containsText("SYNCED");
    world.shop.assertExactlyOnce("PO-FAIL");
    closeAll(admin);
  }

  @Test
  void whatArrivesInTheShopIsSeenAndDriftIsSettled() {
    var admin = world.admin();
    draft(admin, "PO-DRIFT", 2);
    button(admin, "Approve").click();
    assertThat(admin.locator(".summary")).containsText("SYNCED");
    var consignment = world.shop.emulator.consignments("PO-DRIFT").getFirst().consignment().id();

    world.shop.emulator.receivePart(
        consignment, Map.of(world.shop.orderableSku(0), BigDecimal.ONE));
    assertThat(admin.locator("table").first()).containsText("2 to come");
    world.shop.emulator.editCount(consignment, world.shop.orderableSku(0), BigDecimal.TEN);
    button(admin, "Compare with Lightspeed").click();
    assertThat(admin.locator("main")).containsText("Differs from Lightspeed");
    button(admin, "Take what Lightspeed has").click();

    assertThat(admin.locator(".notice").first()).containsText("is now what Lightspeed has");
    closeAll(admin);
  }

  @Test
  void anUnknownSkuIsMappedAndManualSyncSendsTheOrder() {
    var admin = world.admin();
    var real = world.shop.orderableSku(0);
    write(admin, "PO-MAP", real + "-X");
    link(admin, "Plan").click();
    assertThat(admin.locator("main")).containsText("cannot be sent as it is");
    link(admin, "map the SKU to a product").click();
    button(admin, "Map " + real + "-X to " + real).click();
    assertThat(admin.locator(".notice").first()).containsText("now stands for " + real);
    world.shop.execute(
        "INSERT INTO settings (name, value) VALUES ('sync_auto_on_approval', 'false')"
            + " ON DUPLICATE KEY UPDATE value = 'false'");
    Until.isTrue(
        () -> {
          admin.navigate(world.url + "/settings");
          return admin.locator("#sync_auto_on_approval strong").innerText().equals("false");
        });
    admin.navigate(world.url + "/order?id=PO-MAP");
    button(admin, "Approve").click();
    assertThat(admin.locator(".summary")).containsText("NOT_SYNCED");

    link(admin, "Manual Sync").click();
    admin.getByLabel("Order number").fill("PO-MAP");
    button(admin, "Sync now").click();

    assertThat(admin.locator(".summary")).containsText("SYNCED");
    assertThat(admin.locator(".summary")).not().containsText("NOT_SYNCED");
    world.shop.execute("DELETE FROM settings WHERE name = 'sync_auto_on_approval'");
    closeAll(admin);
  }

  @Test
  void aViewerSeesEverythingAndMayChangeNothing() {
    var admin = world.admin();
    draft(admin, "PO-VIEW", 1);
    world.addPerson(admin, "Vera", "viewer");
    var viewer = world.signedIn("Vera", Chromium.WIDE, ColorScheme.LIGHT);

    viewer.navigate(world.url + "/order?id=PO-VIEW");

    assertThat(viewer.locator("h1")).hasText("PO-VIEW");
    for (var name : List.of("Approve", "Sync now", "Cancel this order")) {
      assertThat(button(viewer, name)).hasCount(0);
    }
    assertThat(link(viewer, "Users")).hasCount(0);
    assertThat(viewer.navigate(world.url + "/users").status()).isEqualTo(403);
    assertThat(viewer.locator("h1")).hasText("Not allowed");
    world.chromium.takeComplaints(); // The browser says that it got a 403.
    closeAll(admin, viewer);
  }

  @Test
  void aPageOfSomebodyWhoWasSignedOutGoesToTheSignInPage() {
    var admin = world.admin();
    world.addPerson(admin, "Olga", "operator");
    var operator = world.signedIn("Olga", Chromium.WIDE, ColorScheme.LIGHT);
    operator.navigate(world.url + "/queue");

    admin.navigate(world.url + "/users");
    button(admin, "Sign out Olga everywhere").click();
    operator.navigate(world.url + "/queue");

    assertThat(operator.locator("h1")).hasText("Sign in");
    closeAll(admin, operator);
  }

  @Test
  void whoWasAwayForTooLongSignsInAgainAndGoesOnWhereTheyWere() {
    var admin = world.admin();
    draft(admin, "PO-IDLE", 1);
    admin.navigate("about:blank"); // A page of ours would notice by itself.

    world.shop.execute("UPDATE web_sessions SET seen_at = '2020-01-01'");
    admin.navigate(world.url + "/order?id=PO-IDLE");
    assertThat(admin.locator("h1")).hasText("Sign in");
    admin.getByLabel("Name").fill(ConsoleShop.ADMIN);
    admin.getByLabel("Password").fill(ConsoleShop.PASSWORD);
    button(admin, "Sign in").click();

    assertThat(admin.locator("h1")).hasText("PO-IDLE");
    assertThat(button(admin, "Approve")).hasCount(1);
    closeAll(admin);
  }

  @Test
  void noPageKeepsAnybodyOutInEitherTheme() {
    var admin = world.admin();
    draft(admin, "PO-AXE", 2);
    button(admin, "Approve").click();
    assertThat(admin.locator(".summary")).containsText("SYNCED");
    closeAll(admin);
    for (var theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var page = world.signedIn(ConsoleShop.ADMIN, Chromium.WIDE, theme);
      for (var path : paths()) {
        page.navigate(world.url + path);

        assertThat(Chromium.barriers(page)).as(path + " " + theme).isEmpty();
      }
      closeAll(page);
    }
  }

  @Test
  void everyPageFitsANarrowScreenAndItsMenuOpens() {
    var admin = world.admin();
    draft(admin, "PO-THIN", 2);
    button(admin, "Approve").click();
    assertThat(admin.locator(".summary")).containsText("SYNCED");
    closeAll(admin);
    var page = world.signedIn(ConsoleShop.ADMIN, Chromium.NARROW, ColorScheme.LIGHT);
    for (var path : paths()) {
      page.navigate(world.url + path);

      assertThat(page.evaluate("document.documentElement.scrollWidth"))
          .as("width of " + path)
          .isEqualTo(Chromium.NARROW);
    }
    link(page, "Menu").click();
    link(page, "Manual Sync").click();
    assertThat(page.locator("h1")).hasText("Manual Sync");
    closeAll(page);
  }

  @Test
  void theKeyboardReachesTheContentFirstAndTheThemeStays() {
    var page = world.admin();
    page.keyboard().press("Tab");
    assertThat(page.getByText("Skip to the content")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();

    button(page, "Dark theme").click();
    page.navigate(world.url + "/orders");

    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText("Purchase orders");
    closeAll(page);
  }

  /// Every page, with an order and a job that are there.
  private List<String> paths() {
    var order = world.shop.rows("SELECT MAX(public_id) FROM vend_consignments");
    var job = world.shop.rows("SELECT MAX(id) FROM queue_jobs WHERE job_type = 'sync_po'");
    return Stream.concat(
            ConsolePages.ALL.stream(),
            Stream.of(
                "/order?id=" + order.getFirst().getFirst(),
                "/queue/job?id=job_" + job.getFirst().getFirst()))
        .toList();
  }

  /// Writes a draft of products that exist, and stays on its page.
  private void draft(Page page, String publicId, int lines) {
    var skus = new String[lines];
    for (int n = 0; n < lines; n++) {
      skus[n] = world.shop.orderableSku(n);
    }
    write(page, publicId, skus);
  }

  private void write(Page page, String publicId, String... skus) {
    page.navigate(world.url + "/orders/new");
    page.getByLabel("Order number").fill(publicId);
    page.getByLabel("Supplier", new Page.GetByLabelOptions().setExact(true))
        .fill(world.shop.emulator.suppliers().getFirst().name());
    page.getByLabel("Outlet", new Page.GetByLabelOptions().setExact(true))
        .fill(world.shop.emulator.outlets().getFirst().name());
    for (int n = 0; n < skus.length; n++) {
      page.getByLabel("SKU of line " + (n + 1)).fill(skus[n]);
      page.getByLabel("Quantity of line " + (n + 1)).fill("3");
      page.getByLabel("Unit cost of line " + (n + 1)).fill("2.50");
    }
    button(page, "Save draft").click();
    assertThat(page.locator("h1")).hasText(publicId);
  }

  private static void closeAll(Page... pages) {
    for (var page : pages) {
      page.context().close();
    }
  }
}
