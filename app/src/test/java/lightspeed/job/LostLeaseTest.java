package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import lightspeed.db.TestDatabase;
import lightspeed.db.Utc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class LostLeaseTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private TestQueue test;

  @BeforeEach
  void open() {
    test = new TestQueue(DATABASE.database());
  }

  @AfterEach
  void close() {
    goOn.countDown();
    test.close();
  }

  @Test
  void aLeaseThatOneJobFindsOverIsOverForAllJobsOfTheWorkerAtOnce() {
    CountDownLatch firstIsRefused = new CountDownLatch(1);
    test.handle(
        job -> {
          int start = starts.incrementAndGet();
          if (start == 1) {
            goOn.await();
            requireAndCount(job);
          } else if (start == 2) {
            firstIsRefused.await();
            // No look at the database: it is known.
            assertThat(isRefusedWithoutALook(job)).isTrue();
            throw new LeaseLost(job.id(), job.type());
          }
          return TestQueue.DONE;
        });
    List<JobId> ids = List.of(test.enqueue(), test.enqueue());
    test.worker(slowBeats(2)).start();
    TestQueue.until("both run", () -> starts.get() == 2);

    test.expireLeases();
    goOn.countDown();
    TestQueue.until("one is refused", () -> refused.get() == 1);
    firstIsRefused.countDown();

    for (JobId id : ids) {
      TestQueue.until("it is done", () -> test.status(id) == JobStatus.COMPLETED);
    }
    assertThat(test.count("SELECT COUNT(*) FROM queue_workers WHERE stopped_at IS NULL"))
        .as("registered under another id")
        .isEqualTo(1);
  }

  /// What was seen after the database's clock was set an hour ahead: each claim is made under a
  /// lease that is over, and lost at once.
  @Test
  void aWorkerWhoseLeaseIsOverByTheDatabaseClaimsNothingUnderIt() {
    test.handle(job -> TestQueue.DONE);
    test.worker(slowBeats(1)).start();
    TestQueue.until("registered", () -> workers() == 1);

    test.expireLeases();
    JobId id = test.enqueue();
    TestQueue.until("it is done", () -> test.status(id) == JobStatus.COMPLETED);

    assertThat(test.find(id).losses()).isZero();
    assertThat(test.find(id).starts()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,1", "3,2", "4,4", "7,32", "8,60", "9,60"})
  void aLostStartCostsAPauseThatGrows(int losses, long seconds) {
    assertThat(losses == 1 ? Duration.ZERO : EndAttempt.pauseAfter(losses)).hasSeconds(seconds);
  }

  @Test
  void theFirstLossCostsNoPauseAndTheNextOneSome() {
    test.handle(job -> TestQueue.DONE);
    JobId id = test.enqueue();

    claimByDeadWorker(id);
    test.queue.recover();
    assertThat(test.find(id).availableAt()).isBeforeOrEqualTo(now());

    claimByDeadWorker(id);
    test.queue.recover();
    assertThat(test.find(id).availableAt())
        .isCloseTo(now().plusSeconds(1), within(900, ChronoUnit.MILLIS));
    assertThat(test.find(id).losses()).isEqualTo(2);
  }

  private Instant now() {
    return test.database.read(
        handle ->
            handle
                .createQuery("SELECT NOW(6) AS now_at")
                .map((row, context) -> Utc.get(row, "now_at"))
                .one());
  }

  private void claimByDeadWorker(JobId id) {
    test.sql(
        """
        UPDATE queue_jobs
        SET status = 'PROCESSING', worker_id = 'dead', claim_token = 5, started_at = NOW(6),
            attempts = 1, starts = starts + 1
        WHERE id = %d
        """
            .formatted(id.value()));
  }

  private void requireAndCount(RunningJob job) {
    try {
      test.database.useTransaction(job::requireClaim);
    } catch (LeaseLost e) {
      refused.incrementAndGet();
      throw e;
    }
  }

  private static boolean isRefusedWithoutALook(RunningJob job) {
    try {
      job.requireLeaseFor(Duration.ZERO);
      return false;
    } catch (LeaseLost e) {
      return true;
    }
  }

  /// A beat comes every 10 s, so that nothing is found by a beat.
  private static WorkerOptions slowBeats(int concurrency) {
    return WorkerOptions.defaults()
        .withLease(() -> Duration.ofMinutes(1))
        .withConcurrency(() -> concurrency);
  }

  private long workers() {
    return test.count("SELECT COUNT(*) FROM queue_workers");
  }
}
