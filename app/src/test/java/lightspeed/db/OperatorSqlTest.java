package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The statements that people and scripts run by hand, word for word, on a database with a synced,
/// a pending and a failed order.
class OperatorSqlTest {
  @RegisterExtension static final TestDatabase SCHEMA = TestDatabase.migrated();

  static final String ONE_ORDER =
      """
      INSERT INTO vend_consignments (id, public_id, state, supplier, outlet)
      VALUES ('PO-2025-009', 'PO-2025-009', 'DRAFT', 'Acme', 'Main Street')
      """;

  private static final String ORDERS =
      """
      INSERT INTO vend_consignments
        (id, public_id, state, supplier, outlet, lightspeed_consignment_id, lightspeed_status,
         sync_status, deleted_at)
      VALUES
        ('PO-2025-001', 'PO-2025-001', 'SENT', 'Acme', 'Main Street', 'c-1', 'SENT', 'SYNCED', NULL),
        ('PO-2025-002', 'PO-2025-002', 'APPROVED', 'Acme', 'Main Street', NULL, NULL, 'QUEUED', NULL),
        ('erp-77', 'PO-2025-003', 'APPROVED', 'Acme', 'Main Street', NULL, NULL, 'FAILED', NULL),
        ('PO-2025-004', 'PO-2025-004', 'APPROVED', 'Acme', 'Main Street', NULL, NULL, 'QUEUED',
         '2025-01-01'),
        ('PO-2025-005', 'PO-2025-005', 'DRAFT', 'Acme', 'Main Street', NULL, NULL, 'NOT_SYNCED', NULL)
      """;

  private static final String JOBS =
      """
      INSERT INTO queue_jobs
        (id, job_type, status, payload, attempts, worker_id, started_at, error_message, claim_token,
         created_at)
      VALUES
        (1, 'sync_po', 'COMPLETED', '{}', 1, NULL, NOW(6), NULL, NULL, '2026-01-01'),
        (2, 'sync_po', 'PENDING', '{}', 0, NULL, NULL, NULL, NULL, '2026-01-02'),
        (3, 'sync_po', 'FAILED', '{}', 3, NULL, NOW(6), 'SKU x is unknown', NULL, '2026-01-03'),
        (4, 'sync_po', 'PROCESSING', '{}', 1, 'w1', NOW(6), NULL, 7, '2026-01-04'),
        (5, 'sync_po', 'PROCESSING', '{}', 1, 'w2', NOW(6) - INTERVAL 31 MINUTE, NULL, 8,
         '2026-01-05'),
        (6, 'poll', 'FAILED', '{}', 3, NULL, NOW(6), 'no answer', NULL, '2026-01-06')
      """;

  private static final String SYNC_LOG =
      """
      INSERT INTO lightspeed_sync_log (entity_id, operation, status, error_message, created_at)
      VALUES
        ('PO-2025-001', 'CREATE_CONSIGNMENT', 'COMPLETED', NULL, '2026-01-01 10:00:00'),
        ('PO-2025-001', 'SEND_CONSIGNMENT', 'COMPLETED', NULL, '2026-01-01 10:00:02'),
        ('erp-77', 'CREATE_CONSIGNMENT', 'FAILED', 'SKU x is unknown', '2026-01-01 11:00:00')
      """;

  @BeforeEach
  void fill() {
    SCHEMA
        .database()
        .useTransaction(
            handle -> {
              handle.execute(ORDERS);
              handle.execute(JOBS);
              handle.execute(SYNC_LOG);
            });
  }

  @Test
  void theHistoryOfAnOrderComesNewestFirst() {
    assertThat(
            rows(
                "SELECT * FROM lightspeed_sync_log WHERE entity_id = 'PO-2025-001' ORDER BY created_at DESC;"))
        .extracting(row -> row.get("operation"))
        .containsExactly("SEND_CONSIGNMENT", "CREATE_CONSIGNMENT");
  }

  @Test
  void runningJobsHaveAWorker() {
    assertThat(
            rows("SELECT * FROM queue_jobs WHERE status='PROCESSING' AND worker_id IS NOT NULL;"))
        .extracting(row -> row.get("worker_id"))
        .containsExactlyInAnyOrder("w1", "w2");
  }

  @Test
  void jobsStuckForHalfAnHourAreFoundAndReset() {
    String stuck =
        "SELECT * FROM queue_jobs WHERE status='PROCESSING' AND started_at < DATE_SUB(NOW(), INTERVAL 30 MINUTE);";
    assertThat(rows(stuck)).extracting(row -> row.get("id")).containsExactly(5L);

    int reset =
        SCHEMA
            .database()
            .inTransaction(
                handle ->
                    handle.execute(
                        """
                        UPDATE queue_jobs SET status='PENDING', worker_id=NULL, error_message='Reset due to timeout'
                        WHERE status='PROCESSING' AND started_at < DATE_SUB(NOW(), INTERVAL 30 MINUTE);
                        """));

    assertThat(reset).isEqualTo(1);
    assertThat(rows(stuck)).isEmpty();
    assertThat(rows("SELECT status, worker_id, error_message FROM queue_jobs WHERE id = 5"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row).containsEntry("status", "PENDING").containsEntry("worker_id", null);
              assertThat(row).containsEntry("error_message", "Reset due to timeout");
            });
  }

  @Test
  void failedJobsSayWhy() {
    assertThat(
            rows(
                "SELECT id, job_type, error_message, attempts FROM queue_jobs WHERE status='FAILED' ORDER BY created_at DESC LIMIT 20;"))
        .containsExactly(
            Map.of("id", 6L, "job_type", "poll", "error_message", "no answer", "attempts", 3),
            Map.of(
                "id",
                3L,
                "job_type",
                "sync_po",
                "error_message",
                "SKU x is unknown",
                "attempts",
                3));
  }

  @Test
  void theLatestOperationsAreListed() {
    assertThat(
            rows(
                "SELECT entity_id, operation, status, error_message, created_at FROM lightspeed_sync_log ORDER BY created_at DESC LIMIT 50;"))
        .extracting(row -> row.get("entity_id") + " " + row.get("status"))
        .containsExactly("erp-77 FAILED", "PO-2025-001 COMPLETED", "PO-2025-001 COMPLETED");
  }

  @Test
  void approvedOrdersWithoutAConsignmentAreListed() {
    assertThat(
            rows(
                """
                SELECT id, public_id, state, lightspeed_consignment_id, lightspeed_status, created_at FROM vend_consignments
                WHERE transfer_category = 'PURCHASE_ORDER' AND state = 'APPROVED' AND lightspeed_consignment_id IS NULL AND deleted_at IS NULL;
                """))
        .extracting(row -> row.get("public_id"))
        .containsExactlyInAnyOrder("PO-2025-002", "PO-2025-003");
  }

  @Test
  void jobsAreCountedByStatus() {
    assertThat(
            rows(
                "SELECT status, COUNT(*) as count, MIN(created_at) as oldest, MAX(created_at) as newest FROM queue_jobs GROUP BY status;"))
        .extracting(row -> row.get("status") + " " + row.get("count"))
        .containsExactlyInAnyOrder("COMPLETED 1", "FAILED 2", "PENDING 1", "PROCESSING 2");
  }

  @Test
  void failedOperationsNameTheirOrder() {
    assertThat(
            rows(
                """
                SELECT v.public_id, v.state, l.operation, l.error_message, l.created_at
                FROM vend_consignments v JOIN lightspeed_sync_log l ON v.id = l.entity_id WHERE l.status = 'FAILED' ORDER BY l.created_at DESC;
                """))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("public_id", "PO-2025-003")
                    .containsEntry("error_message", "SKU x is unknown"));
  }

  @Test
  void pendingJobsAreCounted() {
    assertThat(rows("SELECT COUNT(*) FROM queue_jobs WHERE status='PENDING';"))
        .containsExactly(Map.of("count(*)", 1L));
  }

  private static List<Map<String, Object>> rows(String sql) {
    return SCHEMA.database().read(handle -> handle.createQuery(sql).mapToMap().list());
  }
}
