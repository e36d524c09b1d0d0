package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A worker process stands still past its lease in the middle of an order, another one finishes the
/// order, and the first one wakes up.
@Api.Dated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FencingIT {
  private Lane lane;

  @BeforeAll
  void open() throws InterruptedException {
    lane = Lane.open(OutputFolder.create(), Set.of(1, 3));
  }

  @AfterAll
  void close() {
    lane.close();
  }

  @Test
  void aWorkerThatSleptThroughTheAnswerOfItsCreateWritesNothingMore() {
    freezeAfter("PO-FROZEN-CREATE", step -> step.label().equals("POST /consignments"));
  }

  @Test
  void aWorkerThatSleptDirectlyBeforeItsBulkSendsNoBulkAndWritesNothing() {
    freezeAfter(
        "PO-FROZEN-BULK", step -> step.isAnnouncement() && step.label().endsWith("ADD_PRODUCTS"));
  }

  @Test
  void aWorkerThatSleptDirectlyBeforeTheStatusSendsNoStatusAndWritesNothing() {
    freezeAfter(
        "PO-FROZEN-SEND",
        step -> step.isAnnouncement() && step.label().endsWith("SEND_CONSIGNMENT"));
  }

  /// The worker is stopped when the step was carried out, before it hears of it.
  private void freezeAfter(String order, Predicate<Step> which) {
    CountDownLatch frozen = new CountDownLatch(1);
    lane.begin(
        order,
        3,
        step -> which.test(step) && frozen.getCount() > 0 ? freezing(frozen) : Fate.UNDISTURBED);
    lane.worker.ensureRunning();
    Until.isTrue(() -> frozen.getCount() == 0);
    try (WorkerSeat other = lane.helper("helper-" + order)) {
      other.ensureRunning();
      Until.isTrue(lane::isFinished);
      assertThat(other.end()).isZero();
    }
    lane.assertExactlyOnce();
    List<List<String>> written = localWrites(order);
    int calls = lane.shop.emulator.requests().size();
    int steps = lane.tape.steps().size();

    lane.worker.thaw();
    // It does one thing after the other: when it is through, it has left the old order behind.
    assertThat(lane.worker.end()).isZero();

    assertThat(lane.shop.emulator.requests()).hasSize(calls);
    assertThat(localWrites(order)).isEqualTo(written);
    // It may make sure that the database still knows what it announced; the rows above tell that
    // this wrote nothing.
    assertThat(lane.tape.steps().subList(steps, lane.tape.steps().size()))
        .as("what it tried after it woke up")
        .allMatch(Step::isAnnouncement);
    lane.assertExactlyOnce();
  }

  private Fate freezing(CountDownLatch frozen) {
    return new Fate() {
      @Override
      public byte[] after(byte[] answer) {
        lane.worker.freeze();
        frozen.countDown();
        return answer;
      }
    };
  }

  private List<List<String>> localWrites(String order) {
    return lane.shop.rows(
        """
        SELECT 'journal', id, operation, status, was_unknown, error_message, completed_at
        FROM lightspeed_sync_log
        WHERE entity_id = '%1$s'
        UNION ALL
        SELECT 'job', id, status, worker_id, attempts, starts, updated_at
        FROM queue_jobs
        WHERE unique_key LIKE '%%:%1$s%%'
        UNION ALL
        SELECT 'attempt', a.id, a.outcome, a.worker_id, a.number, a.started_at, a.finished_at
        FROM queue_job_attempts a
        JOIN queue_jobs j ON j.id = a.job_id
        WHERE j.unique_key LIKE '%%:%1$s%%'
        UNION ALL
        SELECT 'order', state, sync_status, lightspeed_consignment_id, lightspeed_version,
          last_error, updated_at
        FROM vend_consignments
        WHERE id = '%1$s'
        """
            .formatted(order));
  }
}
