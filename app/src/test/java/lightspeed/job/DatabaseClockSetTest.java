package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
class DatabaseClockSetTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Duration AHEAD = Duration.ofHours(1);
  private static final Duration BACK = Duration.ofHours(-2);

  /// Of what is left of a wait, on a busy machine.
  private static final Duration TOLERANCE = Duration.ofSeconds(20);

  private final AtomicInteger starts = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private SettableClock clock;
  private TestQueue test;

  @BeforeEach
  void open() {
    clock = new SettableClock(DATABASE.address());
    test = new TestQueue(clock.database());
    test.sql("REPLACE INTO queue_state (id) VALUES (1)");
  }

  @AfterEach
  void close() {
    goOn.countDown();
    test.close();
    clock.close();
  }

  /// Seen as FAILED after ten "losses" within a second.
  @Test
  void setAnHourAheadWithAJobInFlightCostsTheJobNothing() throws Exception {
    test.handle(
        job -> {
          starts.incrementAndGet();
          goOn.await();
          test.database.useTransaction(job::requireClaim);
          return TestQueue.DONE;
        });
    startedWorker();
    JobId id = test.enqueue();
    TestQueue.until("it runs", () -> starts.get() == 1);

    clock.set(AHEAD);
    awaitStep(1);
    goOn.countDown();
    TestQueue.until("it is done", () -> test.status(id) == JobStatus.COMPLETED);

    assertThat(test.find(id).losses()).isZero();
    assertThat(starts).hasValue(1);
    assertThat(test.count("SELECT COUNT(*) FROM queue_workers")).isEqualTo(1);
  }

  @Test
  void setAnHourAheadAJobStillWaitsItsTime() {
    test.handle(job -> TestQueue.DONE);
    startedWorker();
    JobId id = test.enqueue(TestQueue.job().after(Duration.ofMinutes(30)));

    clock.set(AHEAD);
    awaitStep(1);
    JobId later = test.enqueue();

    TestQueue.until("another one is done", () -> test.status(later) == JobStatus.COMPLETED);
    assertThat(test.status(id)).isEqualTo(JobStatus.PENDING);
    assertLeftOf(id, Duration.ofMinutes(30));
  }

  /// Seen as waits of two hours.
  @Test
  void setBackTwoHoursNoWaitGrows() {
    test.handle(job -> TestQueue.DONE);
    startedWorker();
    JobId soon = test.enqueue(TestQueue.job().after(Duration.ofSeconds(4)));
    JobId later = test.enqueue(TestQueue.job().after(Duration.ofMinutes(30)));
    test.sql(
        "INSERT INTO queue_schedules (name, next_at)"
            + " VALUES ('daily', NOW(6) + INTERVAL 20 MINUTE)");

    clock.set(BACK);
    awaitStep(1);

    TestQueue.until("it is done", () -> test.status(soon) == JobStatus.COMPLETED);
    assertLeftOf(later, Duration.ofMinutes(30));
    assertThat(secondsOf("SELECT next_at FROM queue_schedules"))
        .isBetween(20 * 60 - TOLERANCE.toSeconds(), 20 * 60L);
  }

  @Test
  void setBackTwoHoursAFailedTryIsRepeatedInTime() {
    test.handle(
        job -> starts.incrementAndGet() == 1 ? new JobOutcome.Retry("once more") : TestQueue.DONE);
    RetryPolicy policy = new RetryPolicy(3, List.of(Duration.ofSeconds(5)), 0);
    test.worker(WorkerOptions.defaults().withRetryPolicy(() -> policy)).start();
    JobId id = test.enqueue();
    TestQueue.until("it failed once", () -> test.find(id).attempts() == 1 && isWaiting(id));

    clock.set(BACK);

    TestQueue.until("it is done", () -> test.status(id) == JobStatus.COMPLETED);
  }

  @Test
  void setBackTwoHoursJobsOfADeadWorkerRunElsewhereSoon() {
    test.handle(job -> TestQueue.DONE);
    startedWorker();
    JobId id = test.enqueue(TestQueue.job().after(Duration.ofHours(1)));
    test.sql(
        """
        INSERT INTO queue_workers (id, host, pid, version, concurrency, lease_until)
        VALUES ('dead', 'gone', 1, '1', 8, NOW(6) + INTERVAL 3 SECOND)
        """);
    test.sql(
        """
        UPDATE queue_jobs
        SET status = 'PROCESSING', worker_id = 'dead', claim_token = 5, started_at = NOW(6),
            available_at = NOW(6), attempts = 1, starts = 1
        WHERE id = %d
        """
            .formatted(id.value()));

    clock.set(BACK);

    TestQueue.until("it is done", () -> test.status(id) == JobStatus.COMPLETED);
  }

  @Test
  void severalProcessesMoveWhatWaitsOnce() {
    test.handle(job -> TestQueue.DONE);
    startedWorker();
    startedWorker();
    startedWorker();
    JobId id = test.enqueue(TestQueue.job().after(Duration.ofHours(5)));
    TestQueue.until("all run", () -> test.queue.stats().workers().size() == 3);
    awaitBeats();

    clock.set(BACK);
    awaitStep(1);
    awaitBeats();

    assertLeftOf(id, Duration.ofHours(5));
    assertThat(steps()).isEqualTo(1);

    clock.set(Duration.ZERO);
    awaitStep(2);
    awaitBeats();

    assertLeftOf(id, Duration.ofHours(5));
    assertThat(steps()).isEqualTo(2);
  }

  @Test
  void setBackWhileNoWorkerRanNoWaitGrowsEither() {
    test.handle(job -> TestQueue.DONE);
    Worker before = startedWorker();
    JobId id = test.enqueue(TestQueue.job().after(Duration.ofMinutes(30)));
    before.stop(Duration.ZERO);

    clock.set(BACK);
    startedWorker();
    awaitStep(1);

    assertLeftOf(id, Duration.ofMinutes(30));
  }

  @Test
  void aProcessThatWasStoppedForAnHourDoesNotTakeThatForASetClock() {
    test.handle(job -> TestQueue.DONE);
    startedWorker();
    AtomicLong stoppedFor = new AtomicLong();
    test.worker(WorkerOptions.defaults(), () -> System.nanoTime() - stoppedFor.get()).start();
    TestQueue.until("both run", () -> test.queue.stats().workers().size() == 2);
    awaitBeats();
    JobId id = test.enqueue(TestQueue.job().after(Duration.ofHours(5)));

    // Its ticker stood still while an hour passed for all others.
    stoppedFor.set(AHEAD.toNanos());
    awaitBeats();

    assertThat(steps()).isZero();
    assertLeftOf(id, Duration.ofHours(5));
  }

  private Worker startedWorker() {
    Worker worker = test.worker();
    worker.start();
    TestQueue.until(
        "it beats", () -> test.count("SELECT COALESCE(MAX(beats), 0) FROM queue_workers") > 1);
    return worker;
  }

  private boolean isWaiting(JobId id) {
    return test.status(id) == JobStatus.PENDING;
  }

  private long steps() {
    return test.count("SELECT COALESCE(MAX(clock_steps), 0) FROM queue_state");
  }

  private void awaitStep(long number) {
    TestQueue.until("the step is noticed", () -> steps() >= number);
  }

  /// Until every worker has looked at the clock again.
  private void awaitBeats() {
    long before = test.count("SELECT COALESCE(SUM(beats), 0) FROM queue_workers");
    long workers = test.queue.stats().workers().size();
    TestQueue.until(
        "all have beaten twice",
        () -> test.count("SELECT SUM(beats) FROM queue_workers") >= before + 2 * workers);
  }

  private void assertLeftOf(JobId id, Duration expected) {
    assertThat(secondsOf("SELECT available_at FROM queue_jobs WHERE id = " + id.value()))
        .isBetween(expected.minus(TOLERANCE).toSeconds(), expected.plusSeconds(1).toSeconds());
  }

  private long secondsOf(String time) {
    return test.count("SELECT TIMESTAMPDIFF(SECOND, NOW(6), (" + time + "))");
  }
}
