package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RecurringJobTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String KEY = "again";

  private final AtomicReference<Duration> interval = new AtomicReference<>(Duration.ofHours(1));
  private TestQueue test;

  @BeforeEach
  void open() {
    test = new TestQueue(DATABASE.database());
    test.handle(job -> TestQueue.DONE);
    test.queue.recur(new RecurringJob(TestQueue.keyed(KEY), interval::get));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void theFirstComesOneIntervalAfterItIsFirstSeen() {
    look();

    assertThat(jobs()).isEmpty();
    assertThat(secondsLeft()).isBetween(3500L, 3600L);
  }

  @Test
  void aDueOneIsEnqueuedOnceHoweverManyLook() {
    look();
    makeDue();

    look();
    look();

    assertThat(jobs()).hasSize(1);
    assertThat(secondsLeft()).isBetween(3500L, 3600L);
  }

  @Test
  void whileOneIsUnfinishedNoOtherComesAndItsDelayStays() {
    look();
    JobId waiting = test.enqueue(TestQueue.keyed(KEY).after(Duration.ofHours(2)));
    var availableAt = test.find(waiting).availableAt();
    makeDue();

    look();

    assertThat(jobs()).containsExactly(waiting);
    assertThat(test.find(waiting).availableAt()).isEqualTo(availableAt);
  }

  @Test
  void failedAndCancelledOnesComeBackAndLeaveOneRow() {
    look();
    for (int round = 0; round < 3; round++) {
      makeDue();
      look();
      test.queue.cancel(jobs().getFirst());
    }

    assertThat(jobs()).hasSize(1);
  }

  @Test
  void aShorterIntervalTakesEffectAtOnce() {
    look();

    interval.set(Duration.ofMinutes(1));
    look();

    assertThat(secondsLeft()).isLessThanOrEqualTo(60);
  }

  @Test
  void workersOfOtherTypesDoNotCareForIt() {
    look();
    makeDue();

    test.queue.enqueueDue(Set.of(new JobType("other")));

    assertThat(jobs()).isEmpty();
  }

  @Test
  void aDrainingWorkerRunsADueOneAndEnds() throws InterruptedException {
    look();
    makeDue();

    test.worker().drain();

    assertThat(test.queue.stats().count(JobStatus.PENDING)).isZero();
    assertThat(secondsLeft()).isPositive();
  }

  private void look() {
    test.queue.enqueueDue(Set.of());
  }

  private void makeDue() {
    test.database.useTransaction(
        tx -> tx.execute("UPDATE queue_schedules SET next_at = NOW(6) - INTERVAL 1 SECOND"));
  }

  private List<JobId> jobs() {
    return test.queue.history(KEY, 100).stream().map(Job::id).toList();
  }

  private long secondsLeft() {
    return test.database.read(
        handle ->
            handle
                .createQuery("SELECT TIMESTAMPDIFF(SECOND, NOW(6), next_at) FROM queue_schedules")
                .mapTo(Long.class)
                .one());
  }
}
