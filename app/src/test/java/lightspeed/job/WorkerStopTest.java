package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkerStopTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private TestQueue test;

  @BeforeEach
  void open() {
    test = new TestQueue(DATABASE.database());
  }

  @AfterEach
  void close() {
    gate.countDown();
    test.close();
  }

  private JobOutcome waitAtTheGate(RunningJob job) throws InterruptedException {
    started.countDown();
    gate.await();
    return TestQueue.DONE;
  }

  @Test
  void aRunningJobEndsWithinTheGrace() throws Exception {
    test.handle(this::waitAtTheGate);
    JobId running = test.enqueue();
    Worker worker = test.worker(WorkerOptions.defaults().withConcurrency(() -> 1));
    worker.start();
    started.await();
    JobId waiting = test.enqueue();

    Thread stop = Thread.ofVirtual().start(() -> worker.stop(Duration.ofMinutes(1)));
    gate.countDown();
    stop.join();

    assertThat(test.status(running)).isEqualTo(JobStatus.COMPLETED);
    assertThat(test.status(waiting)).isEqualTo(JobStatus.PENDING);
    assertThat(test.queue.stats().workers()).isEmpty();
  }

  @Test
  void whatDoesNotEndInTimeIsHandedBackWithoutCounting() throws Exception {
    TestHandler handler = test.handle(this::waitAtTheGate);
    JobId id = test.enqueue();
    Worker worker = test.worker();
    worker.start();
    started.await();

    worker.stop(Duration.ZERO);

    Job job = test.find(id);
    assertThat(job.status()).isEqualTo(JobStatus.PENDING);
    assertThat(job.attempts()).isZero();
    assertThat(job.workerId()).isNull();
    assertThat(test.outcomes(id)).containsExactly(JobAttempt.Outcome.POSTPONED);
    assertThat(handler.changes()).hasSize(1).first().isInstanceOf(JobChange.Postponed.class);
    gate.countDown();
    assertThat(test.worker().runNow(id)).isEqualTo(new RunResult.Completed());
  }

  @Test
  void aHandlerThatDoesNotListenLosesItsJobAnyway() throws Exception {
    AtomicBoolean wasRefused = new AtomicBoolean();
    CountDownLatch over = new CountDownLatch(1);
    test.handle(
        job -> {
          started.countDown();
          boolean isOpen = false;
          while (!isOpen) {
            try {
              gate.await();
              isOpen = true;
            } catch (InterruptedException e) {
              // This is how a handler must not be written.
              assertThat(e).isNotNull();
            }
          }
          try {
            job.requireLeaseFor(Duration.ZERO);
          } catch (LeaseLost e) {
            wasRefused.set(true);
          }
          over.countDown();
          return TestQueue.DONE;
        });
    JobId id = test.enqueue();
    Worker worker = test.worker();
    worker.start();
    started.await();

    worker.stop(Duration.ZERO);
    Job handedBack = test.find(id);
    gate.countDown();
    over.await();

    assertThat(handedBack.status()).isEqualTo(JobStatus.PENDING);
    assertThat(wasRefused).isTrue();
    assertThat(test.status(id)).isEqualTo(JobStatus.PENDING);
  }

  @Test
  void aSecondSignalEndsTheGrace() throws Exception {
    test.handle(this::waitAtTheGate);
    JobId id = test.enqueue();
    Worker worker = test.worker();
    worker.start();
    started.await();

    Thread first = Thread.ofVirtual().start(() -> worker.stop(Duration.ofDays(1)));
    worker.halt();
    first.join();
    worker.awaitStopped();

    assertThat(test.status(id)).isEqualTo(JobStatus.PENDING);
  }

  @Test
  void drainingEndsWhenOnlyLaterAndPausedJobsAreLeft() throws Exception {
    JobType paused = new JobType("paused");
    JobType retried = new JobType("retried");
    test.handle(job -> TestQueue.DONE);
    test.handle(retried, job -> new JobOutcome.Retry("no answer"));
    test.handle(paused, job -> TestQueue.DONE).pause("credentials refused");
    JobId done = test.enqueue();
    JobId later = test.enqueue(TestQueue.job().after(Duration.ofHours(1)));
    JobId retry = test.enqueue(NewJob.of(retried, "{}", null));
    JobId held = test.enqueue(NewJob.of(paused, "{}", null));

    DrainReport report = test.worker().drain();

    assertThat(report.completed()).isEqualTo(1);
    assertThat(report.paused()).containsOnly(Map.entry("paused", "credentials refused"));
    assertThat(test.status(done)).isEqualTo(JobStatus.COMPLETED);
    assertThat(Set.of(later, retry, held))
        .allSatisfy(id -> assertThat(test.status(id)).isEqualTo(JobStatus.PENDING));
  }

  @Test
  void drainingWaitsForWhatRunsElsewhere() throws Exception {
    test.handle(this::waitAtTheGate);
    JobId id = test.enqueue();
    test.worker().start();
    started.await();
    Worker draining = test.worker();

    Thread drain =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    draining.drain();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    TestQueue.until("both work", () -> test.queue.stats().workers().size() == 2);
    boolean waited = drain.isAlive();
    gate.countDown();
    drain.join();

    assertThat(waited).isTrue();
    assertThat(test.status(id)).isEqualTo(JobStatus.COMPLETED);
  }
}
