package lightspeed.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// Years of work in the tables of an installation, made by the database itself: orders with three
/// lines, a finished job, their sync log, their calls and a delivery. The newest are still drafts,
/// wait or failed.
///
/// @param orders how many
/// @param logRows of `lightspeed_sync_log`, `lightspeed_api_log` and `lightspeed_webhooks` together
record History(long orders, long logRows) {
  /// One transaction each: the embedded server's log is small.
  private static final long ORDERS_AT_ONCE = 20_000;

  /// Of each order: rows of the sync log, and one delivery.
  private static final int SYNC_ROWS = 6;

  private static final int DELIVERIES = 1;

  History {
    if (orders < 1 || logRows < orders * (SYNC_ROWS + DELIVERIES + 1)) {
      throw new IllegalArgumentException(
          "At least one order, and for each at least "
              + (SYNC_ROWS + DELIVERIES + 1)
              + " rows in the logs.");
    }
  }

  private static final String TOGETHER =
      """
      SET SESSION unique_checks = 0, foreign_key_checks = 0, time_zone = '+00:00';
      """;

  private static final String ORDERS =
      """
      INSERT INTO vend_consignments (id, public_id, state, supplier, outlet, notes, line_count,
        total_quantity, total_cost, created_by, approved_by, approved_at, sent_at,
        lightspeed_consignment_id, lightspeed_status, lightspeed_version, sync_status, last_error,
        created_at, updated_at)
      SELECT CONCAT('PO-', LPAD(seq, 8, '0')), CONCAT('PO-', LPAD(seq, 8, '0')),
        CASE
          WHEN :orders - seq < 500 THEN 'DRAFT'
          WHEN :orders - seq < 2000 THEN 'APPROVED'
          WHEN seq % 50 = 0 THEN 'CANCELLED'
          WHEN :orders - seq < 20000 THEN 'SENT'
          ELSE 'RECEIVED'
        END,
        IF(seq % 250000 = 7, 'Rare', CONCAT('Supplier ', seq % 40)),
        IF(seq % 250000 = 8, 'Rare', CONCAT('Outlet ', seq % 6)), CONCAT('Delivery week ', seq % 52),
        3, 30, 123.45, 'cli:benchmark',
        IF(:orders - seq < 500, NULL, 'cli:benchmark'), IF(:orders - seq < 500, NULL, :at),
        IF(:orders - seq < 2000, NULL, :at),
        IF(:orders - seq < 2000, NULL, CONCAT('c0000000-0000-0000-0000-', LPAD(seq, 12, '0'))),
        IF(:orders - seq < 2000, NULL, IF(:orders - seq < 20000, 'SENT', 'RECEIVED')),
        IF(:orders - seq < 2000, NULL, seq * 10),
        CASE
          WHEN :orders - seq < 500 THEN 'NOT_SYNCED'
          WHEN :orders - seq < 700 THEN 'FAILED'
          WHEN :orders - seq < 2000 THEN 'QUEUED'
          ELSE 'SYNCED'
        END,
        IF(:orders - seq >= 500 AND :orders - seq < 700,
          CONCAT('Line 2: nothing in the catalogue has the SKU BENCH-', seq % 7), NULL),
        :at, :at
      FROM :sequence;
      """;

  private static final String LINES =
      """
      INSERT INTO vend_consignment_line_items (consignment_id, line_number, sku, product_id, name,
        quantity, unit_cost, quantity_received)
      SELECT CONCAT('PO-', LPAD(seq, 8, '0')), line.n, CONCAT('BENCH-', (seq * 3 + line.n) % 2000),
        NULL, CONCAT('Product ', (seq * 3 + line.n) % 2000), 10, 4.115, IF(:orders - seq < 20000, 0, 10)
      FROM :sequence
      JOIN (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3) AS line;
      """;

  private static final String JOBS =
      """
      INSERT INTO queue_jobs (id, job_type, status, priority, payload, unique_key, attempts, starts,
        error_message, started_at, finished_at, created_at, updated_at)
      SELECT seq, 'sync_po',
        IF(:orders - seq < 700, 'FAILED', IF(:orders - seq < 2000, 'PENDING', 'COMPLETED')), 'normal',
        CONCAT('{"v":1,"order":"PO-', LPAD(seq, 8, '0'), '"}'),
        CONCAT('sync_po:PO-', LPAD(seq, 8, '0')), 1, 1,
        IF(:orders - seq < 700,
          CONCAT('Line 2: nothing in the catalogue has the SKU BENCH-', seq % 7), NULL),
        :at, IF(:orders - seq BETWEEN 700 AND 1999, NULL, :at), :at, :at
      FROM :sequence
      WHERE :orders - seq >= 500;
      INSERT INTO queue_job_attempts (job_id, number, worker_id, started_at, finished_at, outcome)
      SELECT seq, 1, 'benchmark', :at, :at, IF(:orders - seq < 700, 'FAILED', 'COMPLETED')
      FROM :sequence
      WHERE :orders - seq >= 500 AND (:orders - seq < 700 OR :orders - seq >= 2000);
      """;

  private static final String SYNC_LOG =
      """
      INSERT INTO lightspeed_sync_log (entity_id, operation, status, details, job_id, created_at,
        completed_at)
      SELECT CONCAT('PO-', LPAD(seq, 8, '0')), step.operation, 'COMPLETED',
        CONCAT('{"from":"APPROVED","to":"SENT","actor":"worker","order":', seq, '}'), seq, :at, :at
      FROM :sequence
      JOIN (
        SELECT 'STATUS_CHANGED' AS operation UNION SELECT 'CREATE_CONSIGNMENT'
        UNION SELECT 'ADD_PRODUCTS' UNION SELECT 'SEND_CONSIGNMENT' UNION SELECT 'UPDATE_LOCAL'
        UNION SELECT 'RECEIPT_APPLIED') AS step;
      """;

  private static final String CALLS =
      """
      INSERT INTO lightspeed_api_log (operation, job_id, entity_id, method, path, status, duration_ms,
        request_bytes, response_bytes, budget_limit, budget_remaining, request_body, response_body,
        created_at)
      SELECT 'updateConsignment', seq, CONCAT('PO-', LPAD(seq, 8, '0')), 'PUT',
        CONCAT('/api/2.0/consignments/c0000000-0000-0000-0000-', LPAD(seq, 12, '0')),
        IF(seq % 97 = 0, 503, 200), 40 + seq % 400, 120, 640, 350, seq % 350,
        '{"status":"SENT","type":"SUPPLIER"}',
        CONCAT('{"data":{"id":"c0000000-0000-0000-0000-', LPAD(seq, 12, '0'), '","status":"SENT"}}'),
        :at
      FROM :sequence
      JOIN (SELECT seq AS n FROM seq_1_to_:calls) AS again;
      """;

  private static final String DELIVERIES_ROWS =
      """
      INSERT INTO lightspeed_webhooks (event_type, status, body, content_type, headers, verified_by,
        source_address, consignment_id, received_at, processed_at)
      SELECT 'consignment.receive', 'PROCESSED',
        CONCAT('{"consignment_id":"c0000000-0000-0000-0000-', LPAD(seq, 12, '0'), '"}'),
        'application/json', '{}', 'PATH_SECRET', '192.0.2.1',
        CONCAT('c0000000-0000-0000-0000-', LPAD(seq, 12, '0')), :at, :at + INTERVAL 80000 MICROSECOND
      FROM :sequence;
      """;

  /// The youngest order is of now, the oldest of a year ago.
  private static final String AT =
      "NOW(6) - INTERVAL ((:orders - seq) * 31536000 DIV :orders) SECOND";

  private long callsOfAnOrder() {
    return (logRows - orders * (SYNC_ROWS + DELIVERIES)) / orders;
  }

  /// Writes all of it into the installation's database through `db:shell`.
  void fill(Installation installation) throws IOException, InterruptedException {
    Process shell = installation.shell();
    try (PrintWriter sql = new PrintWriter(shell.outputWriter(StandardCharsets.UTF_8), false)) {
      sql.print(TOGETHER);
      for (long first = 1; first <= orders; first += ORDERS_AT_ONCE) {
        long last = Math.min(orders, first + ORDERS_AT_ONCE - 1);
        for (String table : new String[] {ORDERS, LINES, JOBS, SYNC_LOG, CALLS, DELIVERIES_ROWS}) {
          sql.print(of(table, first, last));
        }
        sql.print("SELECT CONCAT('filled ', " + last + ", ' orders') AS '';\n");
        sql.flush();
      }
      sql.print(
          "ANALYZE TABLE vend_consignments, vend_consignment_line_items, queue_jobs,"
              + " lightspeed_sync_log, lightspeed_api_log, lightspeed_webhooks;\n");
    }
    int exit = shell.waitFor();
    if (exit != 0) {
      throw new IOException("db:shell ended with " + exit);
    }
  }

  private String of(String statement, long first, long last) {
    return statement
        .replace(":at", AT)
        .replace(":sequence", "seq_" + first + "_to_" + last)
        .replace(":calls", Long.toString(callsOfAnOrder()))
        .replace(":orders", Long.toString(orders));
  }
}
