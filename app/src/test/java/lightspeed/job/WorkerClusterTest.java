package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import lightspeed.db.Connections;
import lightspeed.db.DatabaseException;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkerClusterTest {
  private static final int MANY = 2_000;

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private TestQueue test;

  @BeforeEach
  void open() {
    test = new TestQueue(DATABASE.database());
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void severalWorkersDoEveryJobOnce() {
    Map<JobId, AtomicInteger> runs = countRuns();
    enqueueMany();

    for (int worker = 0; worker < 3; worker++) {
      test.worker(WorkerOptions.defaults().withConcurrency(() -> 4)).start();
    }
    TestQueue.until("all jobs are done", this::allAreDone);

    assertThat(runs).hasSize(MANY).allSatisfy((id, count) -> assertThat(count).hasValue(1));
    assertThat(test.count("SELECT COUNT(*) FROM queue_job_attempts WHERE outcome = 'COMPLETED'"))
        .isEqualTo(MANY);
  }

  @Test
  void workersSurviveKilledConnectionsAndNothingIsLost() {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    Map<JobId, AtomicInteger> runs = countRuns();
    enqueueMany();

    for (int worker = 0; worker < 2; worker++) {
      test.worker(WorkerOptions.defaults().withConcurrency(() -> 4)).start();
    }
    // The test looks through a connection of its own: those of the workers' pool may be dead.
    try (Connections own = Connections.single(DATABASE.address());
        TestQueue look = new TestQueue(own.database())) {
      for (int kill = 0; kill < 15; kill++) {
        int enough = Math.min(runs.size() + 20 + random.nextInt(60), MANY);
        TestQueue.until("some more are done", () -> runs.size() >= enough);
        killConnections(look);
      }
      TestQueue.until("all jobs are done", () -> allAreDone(look));

      assertThat(runs).hasSize(MANY);
      assertThat(look.count("SELECT COUNT(*) FROM queue_job_attempts WHERE outcome = 'COMPLETED'"))
          .isEqualTo(MANY);
    }
  }

  @Test
  void aChangedConcurrencyActsOnARunningWorker() {
    AtomicInteger concurrency = new AtomicInteger(1);
    AtomicInteger running = new AtomicInteger();
    CountDownLatch gate = new CountDownLatch(1);
    test.handle(
        job -> {
          running.incrementAndGet();
          gate.await();
          return TestQueue.DONE;
        });
    for (int job = 0; job < 5; job++) {
      test.enqueue();
    }
    test.worker(WorkerOptions.defaults().withConcurrency(concurrency::get)).start();
    TestQueue.until("one runs", () -> running.get() == 1);

    concurrency.set(3);
    test.queue.signal();

    TestQueue.until("three run", () -> running.get() == 3);
    assertThat(test.count("SELECT COUNT(*) FROM queue_jobs WHERE status = 'PROCESSING'"))
        .isEqualTo(3);
    gate.countDown();
  }

  @Test
  void aJobDoesNotWaitInAWorkerWhileAnotherIdles() throws Exception {
    JobType longRunning = new JobType("long_running");
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    test.handle(job -> TestQueue.DONE);
    test.handle(
        longRunning,
        job -> {
          started.countDown();
          gate.await();
          return TestQueue.DONE;
        });
    enqueueMany();
    WorkerOptions oneAtATime = WorkerOptions.defaults().withConcurrency(() -> 1);
    // It learns that jobs are short and fetches ahead; then comes a long one.
    Worker first = test.worker(oneAtATime);
    first.start();
    TestQueue.until("all jobs are done", this::allAreDone);
    test.database.useTransaction(
        transaction -> {
          test.queue.enqueue(transaction, NewJob.of(longRunning, "{}", null));
          for (int job = 0; job < 50; job++) {
            test.queue.enqueue(transaction, TestQueue.job());
          }
        });
    started.await();

    test.worker(oneAtATime).start();
    TestQueue.until(
        "all but the long one are done",
        () -> test.count("SELECT COUNT(*) FROM queue_jobs WHERE status <> 'COMPLETED'") == 1);
    gate.countDown();
    TestQueue.until("all jobs are done", this::allAreDone);

    assertThat(test.count("SELECT COUNT(*) FROM queue_job_attempts WHERE outcome <> 'COMPLETED'"))
        .isZero();
  }

  private Map<JobId, AtomicInteger> countRuns() {
    Map<JobId, AtomicInteger> runs = new ConcurrentHashMap<>();
    test.handle(
        job -> {
          runs.computeIfAbsent(job.id(), id -> new AtomicInteger()).incrementAndGet();
          return TestQueue.DONE;
        });
    return runs;
  }

  private void enqueueMany() {
    test.sql(
        "INSERT INTO queue_jobs (job_type, payload) SELECT 'test_job', '{}' FROM seq_1_to_" + MANY);
  }

  private boolean allAreDone() {
    return allAreDone(test);
  }

  private static boolean allAreDone(TestQueue look) {
    return look.count("SELECT COUNT(*) FROM queue_jobs WHERE status <> 'COMPLETED'") == 0;
  }

  /// All but the one that kills.
  private static void killConnections(TestQueue look) {
    List<Long> ids =
        look.database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT id
                        FROM information_schema.processlist
                        WHERE db = DATABASE()
                          AND id <> CONNECTION_ID()
                        """)
                    .mapTo(Long.class)
                    .list());
    for (long id : ids) {
      try {
        look.database.read(handle -> handle.execute("KILL CONNECTION " + id));
      } catch (DatabaseException e) {
        // The only thing that may go wrong: it has ended by itself.
        assertThat(e).hasMessageContaining("Unknown thread id");
      }
    }
  }
}
