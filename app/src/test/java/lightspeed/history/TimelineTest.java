package lightspeed.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lightspeed.db.TestDatabase;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class TimelineTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String SAME_MOMENT = "2026-11-01 10:00:00.000001";

  private final Timeline timeline = new Timeline(DATABASE.database());

  @BeforeEach
  void anOrderWithSomethingOfEachKind() {
    run(
        """
        INSERT INTO vend_consignments (id, public_id, state, supplier, outlet,
          lightspeed_consignment_id)
        VALUES ('PO-1', 'PO-1', 'SENT', 'S', 'O', 'c-1'), ('PO-2', 'PO-2', 'SENT', 'S', 'O', 'c-2')
        """);
    run(
        """
        INSERT INTO audit_log (id, actor, action, entity_type, entity_id, details, previous_hash,
          hash, created_at)
        VALUES (1, 'ann', 'order.cancel', 'PURCHASE_ORDER', 'PO-1', '{"state":"SENT"}', '', '',
          '2026-11-01 09:00:00')
        """);
    run(
        """
        INSERT INTO lightspeed_sync_log (entity_id, operation, status, details, created_at)
        VALUES ('PO-1', 'STATUS_CHANGED', 'COMPLETED', '{"from":"DRAFT","to":"APPROVED","by":"ann"}',
            '2026-11-01 09:10:00'),
          ('PO-2', 'SEND_CONSIGNMENT', 'COMPLETED', NULL, '2026-11-01 09:10:00')
        """);
    run(
        """
        INSERT INTO queue_jobs (id, job_type, payload, unique_key, status, created_at)
        VALUES (7, 'sync_po', '{}', 'sync_po:PO-1', 'COMPLETED', '2026-11-01 09:10:00')
        """);
    run(
        """
        INSERT INTO queue_job_attempts (job_id, number, worker_id, started_at, finished_at, outcome)
        VALUES (7, 1, 'w1', '2026-11-01 09:11:00', '2026-11-01 09:11:02', 'COMPLETED')
        """);
    run(
        """
        INSERT INTO lightspeed_webhooks (event_type, body, verified_by, source_address,
          consignment_id, received_at)
        VALUES ('consignment.receive', 'payload=1', 'SIGNATURE', '192.0.2.1', 'c-1',
          '2026-11-01 09:30:00')
        """);
    run(
        """
        INSERT INTO lightspeed_notifications (event_type, consignment_id, content, created_at)
        VALUES ('order.synced', 'PO-1', '{}', '2026-11-01 09:40:00')
        """);
    run(
        """
        INSERT INTO lightspeed_drift (consignment_id, item, here, there, found_at)
        VALUES ('PO-1', 'count:A', '1', '2', '2026-11-01 09:50:00')
        """);
    for (int n = 1; n <= 5; n++) {
      run(
          """
          INSERT INTO lightspeed_api_log (operation, job_id, entity_id, method, path, status,
            duration_ms, budget_remaining, request_body, response_body, created_at)
          VALUES ('create', 7, 'PO-1', 'POST', '/consignments', 200, 31, 349, '{"a":1}', '{"b":2}',
          """
              + "'"
              + SAME_MOMENT
              + "')");
    }
  }

  @Test
  void everythingThatHappenedIsOneListNewestFirst() {
    var page = timeline.page(order("PO-1"), null, 100);

    assertThat(page.next()).isNull();
    assertThat(page.entries())
        .extracting(TimelineEntry::kind)
        .containsExactly(
            TimelineKind.CALL,
            TimelineKind.CALL,
            TimelineKind.CALL,
            TimelineKind.CALL,
            TimelineKind.CALL,
            TimelineKind.DRIFT,
            TimelineKind.NOTIFICATION,
            TimelineKind.WEBHOOK,
            TimelineKind.ATTEMPT,
            TimelineKind.JOB,
            TimelineKind.STEP,
            TimelineKind.PERSON);
    var call = page.entries().getFirst();
    assertThat(call.what()).isEqualTo("POST /consignments");
    assertThat(call.status()).isEqualTo("200");
    assertThat(call.millis()).isEqualTo(31);
    assertThat(call.budgetLeft()).isEqualTo(349);
    assertThat(call.job()).isEqualTo(7);
    assertThat(page.entries().get(8).millis()).isEqualTo(2000);
    assertThat(page.entries().get(10).detail()).isEqualTo("DRAFT → APPROVED");
    assertThat(page.entries().get(10).who()).isEqualTo("ann");
  }

  @Test
  void partsOfAnySizeShowEachEntryOnceAlsoOfTheSameMoment() {
    var whole = timeline.page(order("PO-1"), null, 100).entries();

    for (int size = 1; size <= whole.size(); size++) {
      assertThat(inParts(size)).isEqualTo(whole);
    }
  }

  @Test
  void theTextBehindAnEntryIsReadOnDemandAndForItsOwnOrderOnly() {
    var call = timeline.page(order("PO-1"), null, 1).entries().getFirst();

    assertThat(timeline.body(order("PO-1"), TimelineKind.CALL, call.id()))
        .contains("Sent:\n{\"a\":1}\n\nAnswered:\n{\"b\":2}");
    assertThat(timeline.body(order("PO-2"), TimelineKind.CALL, call.id())).isEmpty();
    assertThat(timeline.body(order("PO-1"), TimelineKind.JOB, 7)).isEmpty();
    assertThat(timeline.page(order("PO-2"), null, 100).entries()).hasSize(1);
  }

  private List<TimelineEntry> inParts(int size) {
    List<TimelineEntry> all = new ArrayList<>();
    TimelinePage.@Nullable Position before = null;
    do {
      var page = timeline.page(order("PO-1"), before, size);
      all.addAll(page.entries());
      before = page.next();
    } while (before != null);
    return all;
  }

  private static PurchaseOrder order(String id) {
    return DATABASE
        .database()
        .read(handle -> new PurchaseOrderStore().find(handle, new PurchaseOrderId(id)))
        .orElseThrow();
  }

  private static void run(String sql) {
    DATABASE.database().useTransaction(handle -> handle.execute(sql));
  }
}
