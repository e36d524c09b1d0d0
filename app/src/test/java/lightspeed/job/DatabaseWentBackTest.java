package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
class DatabaseWentBackTest {
  private static final WorkerOptions ONE_AT_A_TIME =
      WorkerOptions.defaults().withConcurrency(() -> 1);

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final AtomicInteger starts = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicReference<LeaseLost> refused = new AtomicReference<>();
  private final List<String> noticed = new CopyOnWriteArrayList<>();
  private TestQueue test;

  @BeforeEach
  void open() {
    test = new TestQueue(DATABASE.database());
    test.queue.onDatabaseWentBack((transaction, why) -> noticed.add(why));
  }

  @AfterEach
  void close() {
    goOn.countDown();
    test.close();
  }

  /// The first start waits for the restore, and then wants to announce.
  private JobOutcome announceAfterwards(RunningJob job) throws InterruptedException {
    if (starts.incrementAndGet() == 1) {
      goOn.await();
      try {
        test.database.useTransaction(job::renewClaim);
      } catch (LeaseLost e) {
        refused.set(e);
        throw e;
      }
    }
    return TestQueue.DONE;
  }

  @Test
  void afterARestoreWithoutTheWorkersRowARunningJobAnnouncesNothing() {
    test.handle(this::announceAfterwards);
    JobId id = runFirst();

    test.sql("DELETE FROM queue_workers");
    goOn.countDown();
    TestQueue.until("it ran again", () -> test.status(id) == JobStatus.COMPLETED);

    assertThat(refused.get()).isInstanceOf(DatabaseWentBack.class);
    assertThat(noticed).hasSize(1).first().asString().contains("its row is missing");
    assertThat(starts).hasValue(2);
  }

  @Test
  void afterARestoreOfAnEarlierRowARunningJobAnnouncesNothingAndWritesNoEnd() {
    TestHandler handler = test.handle(this::announceAfterwards);
    JobId id = runFirst();
    String worker = String.valueOf(test.find(id).workerId());

    test.sql("UPDATE queue_workers SET beats = beats - 1");
    goOn.countDown();
    TestQueue.until("noticed", () -> !noticed.isEmpty() && refused.get() != null);

    assertThat(refused.get()).isInstanceOf(DatabaseWentBack.class);
    // Only when the old worker's lease has run out is the job released, as of a dead worker.
    TestQueue.until("it ran again", () -> test.status(id) == JobStatus.COMPLETED);
    assertThat(handler.changes()).containsExactly(new JobChange.Lost());
    assertThat(test.queue.attempts(id).getFirst().errorMessage()).contains(worker);
    assertThat(noticed).hasSize(1).first().asString().contains("and its row says");
  }

  @Test
  void anIdleWorkerNoticesARestoreTellsItOnceAndGoesOn() {
    test.handle(job -> TestQueue.DONE);
    test.worker().start();
    TestQueue.until("registered", () -> workers() == 1);

    test.sql("UPDATE queue_workers SET beats = -1");
    TestQueue.until("registered again", () -> workers() == 2);
    JobId id = test.enqueue();

    TestQueue.until("it works", () -> test.status(id) == JobStatus.COMPLETED);
    assertThat(noticed).hasSize(1);
  }

  @Test
  void severalWorkersThatNoticeTheSameRestoreTellItOnce() {
    test.handle(job -> TestQueue.DONE);
    test.worker().start();
    test.worker().start();
    test.worker().start();
    TestQueue.until("registered", () -> workers() == 3);

    test.sql("DELETE FROM queue_workers");
    TestQueue.until("registered again", () -> workers() == 3);
    assertThat(noticed).hasSize(1);

    test.sql("DELETE FROM queue_workers");
    TestQueue.until("registered again", () -> workers() == 3);
    assertThat(noticed).as("another restore").hasSize(2);
  }

  @Test
  void aRestoreThatAlsoTakesTheCountOfRestoresBackIsTold() {
    test.sql("REPLACE INTO queue_state (id, setbacks) VALUES (1, 5)");
    test.handle(job -> TestQueue.DONE);
    test.worker().start();
    test.worker().start();
    TestQueue.until("registered", () -> workers() == 2);

    test.database.useTransaction(
        tx -> {
          tx.execute("UPDATE queue_state SET setbacks = 2");
          tx.execute("DELETE FROM queue_workers");
        });
    TestQueue.until("registered again", () -> workers() == 2);

    assertThat(noticed).hasSize(1);
    assertThat(test.count("SELECT setbacks FROM queue_state")).isEqualTo(6);
  }

  @Test
  void aWorkerThatWasDeclaredDeadDoesNotTakeThatForARestore() {
    test.handle(job -> TestQueue.DONE);
    test.worker().start();
    TestQueue.until("registered", () -> workers() == 1);

    test.expireLeases();
    TestQueue.until("registered again", () -> workers() == 2);

    assertThat(noticed).isEmpty();
  }

  private JobId runFirst() {
    JobId id = test.enqueue();
    test.worker(ONE_AT_A_TIME).start();
    TestQueue.until("it runs", () -> starts.get() == 1);
    return id;
  }

  private long workers() {
    return test.count("SELECT COUNT(*) FROM queue_workers");
  }
}
