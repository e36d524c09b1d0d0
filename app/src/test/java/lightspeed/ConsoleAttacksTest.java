package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lightspeed.db.TestDatabase;
import lightspeed.signin.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Text that wants to be code, in every field that a person, Lightspeed or a webhook can fill;
/// files that are too large; formulas; requests of those who may not.
@Tag("slow")
final class ConsoleAttacksTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  /// Each has the same mark, to find it again.
  private static final List<String> HOSTILE =
      List.of(
          "<script>xss7()</script>",
          "\"><img src=x onerror=xss7()>",
          "' onmouseover='xss7()",
          "</textarea><svg onload=xss7()>",
          "${7*7}<b>xss7</b>",
          "javascript:xss7()");

  /// Columns that hold what others wrote, of tables that the pages show.
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "vend_consignments",
          List.of(
              "supplier",
              "outlet",
              "supplier_invoice",
              "notes",
              "created_by",
              "approved_by",
              "lightspeed_status",
              "last_error"),
          "vend_consignment_line_items",
          List.of("sku", "name"),
          "vend_suppliers",
          List.of("name"),
          "vend_outlets",
          List.of("name"),
          "vend_products",
          List.of("sku", "name", "handle"),
          "queue_jobs",
          List.of("job_type", "payload", "error_message", "worker_id"),
          "queue_job_attempts",
          List.of("worker_id", "error_message"),
          "lightspeed_sync_log",
          List.of("operation", "error_message"),
          "lightspeed_api_log",
          List.of("path", "operation", "request_body", "response_body", "error_message"),
          "lightspeed_webhooks",
          List.of("event_type", "body", "source_address", "consignment_id", "error_message"));

  private static final List<String> OTHER_FIELDS =
      List.of(
          "UPDATE lightspeed_drift SET item = :text, here = :text, there = :text",
          "UPDATE queue_workers SET id = :text, host = :text",
          "UPDATE lightspeed_mappings SET local_id = :text, created_by = :text",
          "UPDATE users SET username = :text WHERE role = 'viewer'",
          "UPDATE api_tokens SET name = :text",
          "UPDATE lightspeed_notifications SET answer = :text, error_message = :text",
          "UPDATE audit_log SET actor = :text, action = :text, entity_id = :text");

  @TempDir private Path folder = Path.of("");
  private ConsoleWorld world;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    world = new ConsoleWorld(DATABASE, folder);
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void hostileTextIsShownAsTextOnEveryPage() throws IOException, InterruptedException {
    fill();
    var admin = world.signedIn(Role.ADMIN);

    for (var text : HOSTILE) {
      poison(text);
      for (var page : pages(text)) {
        var answer = admin.get(page);

        assertThat(answer.statusCode()).as(page + " " + text).isLessThan(500);
        assertHarmless(page, answer.body());
      }
    }
    // The text was really there to be shown.
    assertThat(admin.page("/order?id=PO-1")).contains("xss7");
    assertThat(admin.page("/queue")).contains("xss7");
    assertThat(admin.page("/webhooks")).contains("xss7");
    assertThat(admin.page("/calls")).contains("xss7");
    assertThat(admin.page("/products")).contains("xss7");
    assertThat(admin.page("/audit")).contains("xss7");
    assertThat(admin.page("/users")).contains("xss7");
    assertThat(admin.page("/tokens")).contains("xss7");
  }

  /// No tag and no attribute begins with what was typed.
  private static void assertHarmless(String page, String html) {
    for (var tag : List.of("<script>xss7", "<img", "<svg onload", "<b>xss7")) {
      assertThat(html).as(page).doesNotContain(tag);
    }
    for (var attribute : html.split("<[a-z]+", -1)) {
      var inside = attribute.substring(0, Math.max(0, attribute.indexOf('>')));
      var outsideOfQuotes = inside.replaceAll("\"[^\"]*\"|'[^']*'", "");
      assertThat(outsideOfQuotes).as(page).doesNotContain("xss7").doesNotContain("onerror");
      assertThat(inside).as(page).doesNotContainPattern("(href|src|action)=\"javascript:");
    }
  }

  private static List<String> pages(String text) {
    var part = java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(ConsolePages.ALL);
    all.remove("/webhooks/subscriptions");
    all.addAll(
        List.of(
            "/order?id=PO-1",
            "/order/edit?id=PO-2",
            "/order/print?id=PO-1",
            "/order/plan?id=PO-2",
            "/order/timeline?id=PO-1",
            "/order/timeline/body?id=PO-1&kind=CALL&entry=1",
            "/queue/job?id=job_1",
            "/call?id=1"));
    for (var path :
        List.of(
            "/orders?q=",
            "/orders?supplier=",
            "/orders?outlet=",
            "/orders?since=",
            "/order?id=",
            "/queue?type=",
            "/queue/job?id=",
            "/calls?order=",
            "/calls?operation=",
            "/call?id=",
            "/products?q=",
            "/products?sku=",
            "/audit?actor=",
            "/audit?action=",
            "/webhooks?status=",
            "/trends/data?kind=",
            "/nothing-there?x=")) {
      all.add(path + part);
    }
    return all;
  }

  private void fill() throws IOException {
    world.haveOrder("PO-1", "A");
    world.haveOrder("PO-2", "B");
    run(
        """
        UPDATE vend_consignments SET state = 'SENT', sync_status = 'FAILED',
          lightspeed_consignment_id = 'c-1' WHERE id = 'PO-1'
        """);
    run(
        """
        INSERT INTO queue_jobs (id, job_type, payload, unique_key)
        VALUES (1, 'x', '{}', 'sync_po:PO-1')
        """);
    run("INSERT INTO queue_job_attempts (job_id, number, outcome) VALUES (1, 1, 'FAILED')");
    run(
        """
        INSERT INTO queue_workers (id, host, pid, version, concurrency, lease_until)
        VALUES ('w', 'h', 1, 'v', 1, NOW(6) + INTERVAL 1 DAY)
        """);
    run(
        """
        INSERT INTO lightspeed_sync_log (entity_id, operation, status, details)
        VALUES ('PO-1', 'X', 'FAILED', '{"by":"<script>xss7()</script>"}')
        """);
    run(
        """
        INSERT INTO lightspeed_api_log (id, operation, entity_id, method, path, duration_ms)
        VALUES (1, 'x', 'PO-1', 'GET', '/', 1)
        ON DUPLICATE KEY UPDATE entity_id = 'PO-1'
        """);
    run(
        """
        INSERT INTO lightspeed_webhooks (event_type, body, verified_by, source_address)
        VALUES ('t', 'b', 'SIGNATURE', 'a')
        """);
    run("INSERT INTO users (username, role) VALUES ('somebody', 'viewer')");
    run(
        """
        INSERT INTO api_tokens (name, token_hash, scopes)
        VALUES ('erp', REPEAT('0', 64), 'read')
        """);
    run(
        """
        INSERT INTO lightspeed_notifications (event_type, consignment_id, content, status)
        VALUES ('order.failed', 'PO-1', '{"by":"<script>xss7()</script>"}', 'FAILED')
        """);
    run("INSERT INTO lightspeed_drift (consignment_id, item) VALUES ('PO-1', 'x')");
    run(
        """
        INSERT INTO lightspeed_mappings (local_type, local_id, remote_type, remote_id)
        VALUES ('SKU', 'x', 'PRODUCT', 'p')
        """);
  }

  private static void poison(String text) {
    Stream<String> columns =
        FIELDS.entrySet().stream()
            .map(
                table ->
                    "UPDATE "
                        + table.getKey()
                        + " SET "
                        + String.join(
                            ", ",
                            table.getValue().stream().map(column -> column + " = :text").toList()));
    Stream.concat(columns, OTHER_FIELDS.stream())
        .forEach(
            sql ->
                DATABASE
                    .database()
                    .useTransaction(
                        handle ->
                            handle.createUpdate(sql + " LIMIT 1").bind("text", text).execute()));
  }

  private static void run(String sql) {
    DATABASE.database().useTransaction(handle -> handle.execute(sql));
  }

  @Test
  void formulasInNotesAreHarmlessInAnExport() throws IOException, InterruptedException {
    world.haveOrder("PO-1", "A");
    run("UPDATE vend_consignments SET notes = '=HYPERLINK(\"http://evil\")'");
    run("UPDATE vend_consignment_line_items SET name = '@SUM(1)'");
    var viewer = world.signedIn(Role.VIEWER);

    var csv = viewer.page("/orders/export.csv");

    assertThat(csv).contains("'=HYPERLINK", "'@SUM(1)").doesNotContain(",=").doesNotContain(",@");
  }

  @Test
  void anUploadThatIsTooLargeIsRefusedInWords() throws IOException, InterruptedException {
    var buyer = world.signedIn(Role.BUYER);
    buyer.page("/orders/import");

    var answer = buyer.upload("/orders/import", "a.csv", "a".repeat(20 * 1024 * 1024 + 1024));

    assertThat(answer.statusCode()).isIn(413, 422);
    assertThat(answer.body()).contains("larger than 20 MB");
  }

  @Test
  void noChangeIsMadeWithoutTheTokenOfAForm() throws IOException, InterruptedException {
    world.haveOrder("PO-1", "A");
    var admin = world.signedIn(Role.ADMIN);

    var stranger = world.visitor();
    var noSession = stranger.post("/order/approve", "id", "PO-1");
    admin.forgetToken();
    var noToken = admin.post("/order/approve", "id", "PO-1");

    assertThat(noSession.statusCode()).isIn(401, 403);
    assertThat(noToken.statusCode()).isEqualTo(403);
    assertThat(admin.page("/order?id=PO-1")).contains("DRAFT");
  }

  @Test
  void buttonsThatARoleMayNotUseAreNeitherShownNorObeyed()
      throws IOException, InterruptedException {
    world.haveOrder("PO-1", "A");
    var viewer = world.signedIn(Role.VIEWER);

    var page = viewer.page("/order?id=PO-1");

    assertThat(page).doesNotContain("/order/approve", "/order/edit", "/order/cancel", "/users");
    for (var path :
        List.of(
            "/order/approve",
            "/order/cancel",
            "/order/sync",
            "/orders/new",
            "/orders/approve-all",
            "/sync/pending",
            "/queue/all",
            "/webhooks/replay",
            "/products/map",
            "/settings/set",
            "/users/create",
            "/audit/verify")) {
      assertThat(viewer.post(path, "id", "PO-1").statusCode()).as(path).isEqualTo(403);
    }
  }
}
