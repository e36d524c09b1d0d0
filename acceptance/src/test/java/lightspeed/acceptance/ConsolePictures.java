package lightspeed.acceptance;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// Makes the pictures in `docs/images`, of each page in both themes. Not among the tests; run by
/// hand when pages have changed, see `acceptance/README.md`.
final class ConsolePictures {
  private static final Path IMAGES = Path.of("../docs/images");

  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  static {
    PAGES.put("overview", "/");
    PAGES.put("orders", "/orders");
    PAGES.put("order", "/order?id=PO-2026-003");
    PAGES.put("failed-order", "/order?id=PO-2026-004");
    PAGES.put("plan", "/order/plan?id=PO-2026-005");
    PAGES.put("new-order", "/orders/new");
    PAGES.put("import", "/orders/import");
    PAGES.put("sync", "/sync");
    PAGES.put("manual-sync", "/sync/manual");
    PAGES.put("queue", "/queue");
    PAGES.put("webhooks", "/webhooks");
    PAGES.put("subscriptions", "/webhooks/subscriptions");
    PAGES.put("calls", "/calls");
    PAGES.put("trends", "/trends");
    PAGES.put("products", "/products");
    PAGES.put("settings", "/settings");
    PAGES.put("users", "/users");
    PAGES.put("tokens", "/tokens");
    PAGES.put("audit", "/audit");
  }

  @TempDir private Path folder = Path.of("");

  @Test
  void ofEachPageInBothThemes() throws InterruptedException {
    try (var world = ConsoleShop.open(folder)) {
      prepare(world);
      for (var theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        var page = world.signedIn(ConsoleShop.ADMIN, Chromium.WIDE, theme);
        PAGES.forEach((name, path) -> take(page, world.url + path, name, theme));
        take(page, world.url + "/queue/job?id=job_" + failedJob(world), "job", theme);
        take(page, world.url + "/call?id=" + createCall(world), "call", theme);
        page.context().close();
      }
    }
  }

  /// Orders in every state, a failure, an unknown SKU, a delivery.
  private static void prepare(ConsoleShop world) throws InterruptedException {
    var shop = world.shop;
    shop.succeeds(
        "po:import",
        shop.csv(4, "PO-2026-001", "PO-2026-002", "PO-2026-003").toString(),
        "--approve");
    Until.isTrue(
        () ->
            shop.rows("SELECT 1 FROM vend_consignments WHERE sync_status = 'SYNCED'").size() == 3);
    shop.emulator.receive(shop.emulator.consignments("PO-2026-001").getFirst().consignment().id());
    shop.emulator.add(Fault.of(FaultKind.STATUS).status(422).on("POST", "/consignments").times(1));
    shop.succeeds("po:import", shop.csv(2, "PO-2026-004").toString(), "--approve");
    Until.isTrue(
        () ->
            shop.rows("SELECT 1 FROM vend_consignments WHERE sync_status = 'FAILED'").size() == 1);
    shop.succeeds(
        "po:import",
        shop.write(
                "unknown.csv",
                "public_id,supplier,outlet,sku,quantity,unit_cost,name\nPO-2026-005,\""
                    + shop.emulator.suppliers().getFirst().name()
                    + "\",\""
                    + shop.emulator.outlets().getFirst().name()
                    + "\","
                    + shop.orderableSku(1)
                    + "-X,5,9.90,Unknown thing\n")
            .toString());
    Until.isTrue(
        () -> shop.rows("SELECT 1 FROM vend_consignments WHERE state = 'RECEIVED'").size() == 1);
  }

  private static String failedJob(ConsoleShop world) {
    return one(world, "SELECT MAX(id) FROM queue_jobs WHERE status = 'FAILED'");
  }

  private static String createCall(ConsoleShop world) {
    return one(world, "SELECT MIN(id) FROM lightspeed_api_log WHERE method = 'POST'");
  }

  private static String one(ConsoleShop world, String sql) {
    return world.shop.rows(sql).getFirst().getFirst();
  }

  private static void take(Page page, String url, String name, ColorScheme theme) {
    page.navigate(url);
    page.waitForTimeout(700);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(IMAGES.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png")));
  }
}
