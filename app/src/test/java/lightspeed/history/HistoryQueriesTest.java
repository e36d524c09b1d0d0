package lightspeed.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lightspeed.db.TestDatabase;
import lightspeed.purchaseorder.SyncStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HistoryQueriesTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @Test
  void ordersThatFailedForTheSameReasonAreOneGroup() {
    failed("PO-1", "Order PO-1: line 3 (A-77): there is no product \"A-77\". Did you mean A-78?");
    failed("PO-2", "Order PO-2: line 1 (B): there is no product \"B\".");
    failed("PO-3", "Lightspeed refused the credentials with 401");

    var reasons = new FailedOrders(DATABASE.database()).byReason();

    assertThat(reasons).hasSize(2);
    assertThat(reasons.getFirst().orders()).containsExactlyInAnyOrder("PO-1", "PO-2");
    assertThat(reasons.get(1).orders()).containsExactly("PO-3");
    assertThat(new CappedCounts(DATABASE.database()).bySyncStatus())
        .containsEntry(SyncStatus.FAILED, 3)
        .containsEntry(SyncStatus.SYNCED, 0);
  }

  @Test
  void callsAreFilteredAndPagedById() {
    for (int n = 0; n < 5; n++) {
      call("GET", 200);
      call("POST", 422);
    }
    var calls = new ApiCalls(DATABASE.database());
    var bad = new ApiCallFilter(ApiCallFilter.Result.BAD, null, null, null, null);

    var first = calls.list(bad, null, 3);
    var second = calls.list(bad, first.next(), 3);

    assertThat(first.calls()).hasSize(3).allMatch(call -> !call.isGood());
    assertThat(second.calls()).hasSize(2);
    assertThat(second.next()).isNull();
    assertThat(calls.list(ApiCallFilter.all(), null, 100).calls()).hasSize(10);
    assertThat(calls.find(first.calls().getFirst().id()).orElseThrow().sent()).isEqualTo("{}");
  }

  @ParameterizedTest
  @EnumSource(TrendKind.class)
  void numbersOverTimeHaveAColumnForEachName(TrendKind kind) {
    run(
        """
        INSERT INTO queue_jobs (id, job_type, payload, status, started_at, finished_at)
        VALUES (1, 'sync_po', '{}', 'COMPLETED', NOW(6) - INTERVAL 3 SECOND, NOW(6))
        """);
    run(
        """
        INSERT INTO queue_job_attempts (job_id, number, outcome)
        VALUES (1, 1, 'COMPLETED')
        """);
    run(
        """
        INSERT INTO lightspeed_webhooks (event_type, body, verified_by, source_address,
          received_at, processed_at)
        VALUES ('t', '', 'SIGNATURE', 'x', NOW(6) - INTERVAL 3 SECOND, NOW(6))
        """);
    call("GET", 200);

    var trend = new Trends(DATABASE.database()).read(kind);

    assertThat(trend.points()).isNotEmpty();
    assertThat(trend.points().getLast().values()).hasSameSizeAs(trend.names());
    assertThat(trend.counts()).hasSameSizeAs(trend.names());
    assertThat(trend.points().getLast().values()).anyMatch(value -> value > 0);
    assertThat(TrendKind.parse(kind.word())).contains(kind);
  }

  @Test
  void eachKindOfNewsChangesItsOwnMarkOnly() {
    var news = new NewsMark(DATABASE.database());
    var before = news.look();
    call("GET", 200);

    var after = news.look();

    assertThat(after.calls()).isNotEqualTo(before.calls());
    assertThat(List.of(after.orders(), after.jobs(), after.webhooks()))
        .isEqualTo(List.of(before.orders(), before.jobs(), before.webhooks()));
    assertThat(news.look()).isEqualTo(after);
  }

  private static void failed(String id, String error) {
    DATABASE
        .database()
        .useTransaction(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO vend_consignments
                          (id, public_id, state, supplier, outlet, sync_status, last_error)
                        VALUES (:id, :id, 'APPROVED', 'S', 'O', 'FAILED', :error)
                        """)
                    .bind("id", id)
                    .bind("error", error)
                    .execute());
  }

  private static void call(String method, int status) {
    run(
        """
        INSERT INTO lightspeed_api_log (operation, method, path, status, duration_ms, request_body,
          budget_remaining)
        VALUES ('x', '%s', '/p', %d, 5, '{}', 10)
        """
            .formatted(method, status));
  }

  private static void run(String sql) {
    DATABASE.database().useTransaction(handle -> handle.execute(sql));
  }
}
