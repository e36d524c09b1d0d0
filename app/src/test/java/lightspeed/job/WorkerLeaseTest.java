package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
class WorkerLeaseTest {
  /// A worker whose only executor is busy claims nothing more.
  private static final WorkerOptions ONE_AT_A_TIME =
      WorkerOptions.defaults().withConcurrency(() -> 1);

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private TestQueue test;
  private final AtomicLong starts = new AtomicLong();
  private final CountDownLatch wakeUp = new CountDownLatch(1);
  private final AtomicReference<LeaseLost> refused = new AtomicReference<>();

  @BeforeEach
  void open() {
    test = new TestQueue(DATABASE.database());
  }

  @AfterEach
  void close() {
    wakeUp.countDown();
    test.close();
  }

  /// The first start pauses until it is woken up, and then tries to write.
  private JobOutcome pauseAtFirstStart(RunningJob job) throws InterruptedException {
    if (starts.incrementAndGet() == 1) {
      wakeUp.await();
      try {
        test.database.useTransaction(job::requireClaim);
      } catch (LeaseLost e) {
        refused.set(e);
        throw e;
      }
    }
    return TestQueue.DONE;
  }

  @Test
  void anExpiredLeaseIsClaimedByAnotherWorkerAndThePausedOneWritesNothing() {
    test.handle(this::pauseAtFirstStart);
    JobId id = test.enqueue();
    test.worker(ONE_AT_A_TIME).start();
    TestQueue.until("the first worker runs it", () -> starts.get() == 1);
    String first = String.valueOf(test.find(id).workerId());

    test.expireLeases();
    test.worker(ONE_AT_A_TIME).start();
    TestQueue.until("another worker did it", () -> test.status(id) == JobStatus.COMPLETED);
    wakeUp.countDown();
    TestQueue.until("the first one noticed", () -> refused.get() != null);

    Job job = test.find(id);
    assertThat(job.workerId()).isNotEqualTo(first);
    assertThat(job.attempts()).isEqualTo(1);
    assertThat(job.starts()).isEqualTo(2);
    assertThat(job.losses()).isEqualTo(1);
    assertThat(test.outcomes(id))
        .containsExactly(JobAttempt.Outcome.LOST, JobAttempt.Outcome.COMPLETED);
  }

  @Test
  void aResetByHandWhileTheOldWorkerLivesRunsTheJobOnceToItsEnd() {
    AtomicBoolean bothEnded = new AtomicBoolean();
    test.handle(
        job -> {
          boolean isFirst = starts.incrementAndGet() == 1;
          if (isFirst) {
            wakeUp.await();
            bothEnded.set(true);
            return new JobOutcome.Failed("the old worker's word");
          }
          return TestQueue.DONE;
        });
    JobId id = test.enqueue();
    Worker old = test.worker(ONE_AT_A_TIME);
    old.start();
    TestQueue.until("the old worker runs it", () -> starts.get() == 1);

    test.resetByHand();
    test.worker(ONE_AT_A_TIME).start();
    TestQueue.until("another worker did it", () -> test.status(id) == JobStatus.COMPLETED);
    wakeUp.countDown();
    old.stop(Duration.ofSeconds(10));

    assertThat(bothEnded).isTrue();
    assertThat(test.status(id)).isEqualTo(JobStatus.COMPLETED);
    assertThat(test.find(id).errorMessage()).isNull();
    assertThat(test.outcomes(id)).containsExactly(JobAttempt.Outcome.COMPLETED);
    assertThat(starts).hasValue(2);
  }

  @Test
  void aProcessThatWasStoppedForLongKnowsThatItsLeaseMayBeGone() {
    AtomicLong stoppedFor = new AtomicLong();
    TestHandler handler =
        test.handle(
            job -> {
              if (starts.incrementAndGet() == 1) {
                stoppedFor.addAndGet(Duration.ofSeconds(10).toNanos());
              }
              job.requireLeaseFor(Duration.ofSeconds(6));
              return TestQueue.DONE;
            });
    JobId id = test.enqueue();

    test.worker(ONE_AT_A_TIME, () -> System.nanoTime() + stoppedFor.get()).start();
    TestQueue.until("it was done in the end", () -> test.status(id) == JobStatus.COMPLETED);

    assertThat(handler.changes()).containsExactly(new JobChange.Lost());
    assertThat(test.outcomes(id))
        .containsExactly(JobAttempt.Outcome.LOST, JobAttempt.Outcome.COMPLETED);
    assertThat(test.find(id).attempts()).isEqualTo(1);
  }

  @Test
  void jobsOfADeadAndOfAnUnknownWorkerRunElsewhere() {
    test.handle(job -> TestQueue.DONE);
    JobId ofDead = test.enqueue();
    JobId ofUnknown = test.enqueue();
    test.sql(
        """
        INSERT INTO queue_workers (id, host, pid, version, concurrency, lease_until)
        VALUES ('dead', 'gone', 1, '1', 8, NOW(6) + INTERVAL 200000 MICROSECOND)
        """);
    claimByHand(ofDead, "'dead'", 0);
    claimByHand(ofUnknown, "NULL", 0);

    test.worker().start();
    TestQueue.until("both are done", () -> isDone(ofDead) && isDone(ofUnknown));

    assertThat(test.outcomes(ofDead))
        .containsExactly(JobAttempt.Outcome.LOST, JobAttempt.Outcome.COMPLETED);
    assertThat(test.outcomes(ofUnknown))
        .containsExactly(JobAttempt.Outcome.LOST, JobAttempt.Outcome.COMPLETED);
  }

  @Test
  void aClaimWhoseAnswerWasLostDoesNotStayStuckUnderALivingWorker() {
    test.handle(job -> TestQueue.DONE);
    test.worker().start();
    TestQueue.until("it is registered", () -> !test.queue.stats().workers().isEmpty());
    String living = test.queue.stats().workers().getFirst().id();
    JobId id = test.enqueue(TestQueue.job().after(Duration.ofHours(1)));

    claimByHand(id, "'" + living + "'", 0);

    TestQueue.until("it is done", () -> isDone(id));
  }

  @Test
  void aJobThatTenWorkersDiedOfFails() {
    TestHandler handler = test.handle(job -> TestQueue.DONE);
    JobId id = test.enqueue();
    claimByHand(id, "'dead'", 9);

    assertThat(test.queue.recover()).containsExactly(id);

    assertThat(test.status(id)).isEqualTo(JobStatus.FAILED);
    assertThat(test.find(id).errorMessage()).contains("10 times");
    assertThat(handler.changes()).hasSize(1).first().isInstanceOf(JobChange.Failed.class);
  }

  @Test
  void aLostWorkerGoesOnUnderAnotherName() {
    test.handle(job -> TestQueue.DONE);
    test.worker().start();
    TestQueue.until("it is registered", () -> !test.queue.stats().workers().isEmpty());
    String first = test.queue.stats().workers().getFirst().id();

    test.expireLeases();
    TestQueue.until(
        "it is registered anew",
        () -> test.queue.stats().workers().stream().anyMatch(worker -> !worker.id().equals(first)));
    JobId id = test.enqueue();

    TestQueue.until("it works", () -> isDone(id));
    assertThat(test.find(id).workerId()).isNotEqualTo(first);
  }

  @Test
  void aRunningJobIsAskedToStopWhenItIsCancelled() {
    test.handle(
        job -> {
          starts.incrementAndGet();
          TestQueue.until("asked to stop", job::isCancelRequested);
          return new JobOutcome.Cancelled();
        });
    JobId id = test.enqueue();
    test.worker().start();
    TestQueue.until("it runs", () -> starts.get() == 1);

    assertThat(test.queue.cancel(id)).isEqualTo(CancelResult.REQUESTED);

    TestQueue.until("it is cancelled", () -> test.status(id) == JobStatus.CANCELLED);
    assertThat(test.outcomes(id)).containsExactly(JobAttempt.Outcome.CANCELLED);
  }

  private boolean isDone(JobId id) {
    return test.status(id) == JobStatus.COMPLETED;
  }

  private void claimByHand(JobId id, String worker, int losses) {
    test.sql(
        """
        UPDATE queue_jobs
        SET status = 'PROCESSING', worker_id = %s, claim_token = 5, started_at = NOW(6),
            attempts = 1, starts = 1, losses = %d
        WHERE id = %d
        """
            .formatted(worker, losses, id.value()));
  }
}
