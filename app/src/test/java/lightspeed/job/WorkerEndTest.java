package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import lightspeed.db.Database;
import lightspeed.db.Migrations;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@Timeout(60)
class WorkerEndTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicReference<LeaseLost> refused = new AtomicReference<>();
  private TestQueue test;

  @BeforeEach
  void open() {
    test = new TestQueue(DATABASE.database());
  }

  @AfterEach
  void close() {
    goOn.countDown();
    test.close();
    test.sql("DELETE FROM flyway_schema_history WHERE installed_rank = 1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"heartbeat", "caretaker", "fetcher", "completer"})
  void anErrorInAPartOfTheWorkerEndsTheWorkerAndLeavesItsJobsToOthers(String part)
      throws Exception {
    AtomicBoolean fails = new AtomicBoolean();
    test.handle(job -> TestQueue.DONE);
    Worker worker = workerOver(failing(fails, "job-" + part));
    worker.start();
    JobId before = test.enqueue();
    TestQueue.until("it works", () -> test.status(before) == JobStatus.COMPLETED);

    fails.set(true);
    JobId after = test.enqueue();
    WorkerEnd end = worker.awaitStopped();

    assertThat(end).isInstanceOf(WorkerEnd.Broken.class);
    assertThat(end.words()).contains("its " + part + " failed", "no metaspace");
    test.worker().start();
    TestQueue.until("others do it", () -> test.status(after) == JobStatus.COMPLETED);
  }

  @Test
  void anErrorInAHandlerEndsItsJobButNotTheWorker() {
    test.handle(
        job -> {
          if (starts.incrementAndGet() == 1) {
            throw new StackOverflowError();
          }
          return TestQueue.DONE;
        });
    Worker worker = test.worker();
    worker.start();
    JobId first = test.enqueue();
    TestQueue.until("it failed", () -> test.status(first) == JobStatus.FAILED);
    JobId second = test.enqueue();
    TestQueue.until("the next is done", () -> test.status(second) == JobStatus.COMPLETED);

    assertThat(worker.end()).isInstanceOf(WorkerEnd.Asked.class);
  }

  @Test
  void aWorkerOlderThanTheSchemaHandsItsJobsBackAndEnds() throws Exception {
    test.handle(
        job -> {
          starts.incrementAndGet();
          goOn.await();
          try {
            test.database.useTransaction(job::renewClaim);
          } catch (LeaseLost e) {
            refused.set(e);
            throw e;
          }
          return TestQueue.DONE;
        });
    JobId id = test.enqueue();
    Worker worker = test.worker();
    worker.start();
    TestQueue.until("it runs", () -> starts.get() == 1);

    upgradeSchema();
    goOn.countDown();
    WorkerEnd end = worker.awaitStopped();

    assertThat(end).isEqualTo(new WorkerEnd.Outdated(Migrations.NEWEST + 1, Migrations.NEWEST));
    assertThat(refused.get()).isInstanceOf(WorkerOutdated.class);
    Job job = test.find(id);
    assertThat(job.status()).isEqualTo(JobStatus.PENDING);
    assertThat(job.attempts()).isZero();
    assertThat(job.losses()).isZero();
    assertThat(starts).hasValue(1);
  }

  @Test
  void anIdleWorkerNoticesThatItIsOlderThanTheSchema() throws Exception {
    test.handle(job -> TestQueue.DONE);
    Worker worker = test.worker();
    worker.start();
    TestQueue.until("registered", () -> !test.queue.stats().workers().isEmpty());

    upgradeSchema();

    assertThat(worker.awaitStopped()).isInstanceOf(WorkerEnd.Outdated.class);
    assertThat(test.queue.stats().workers()).isEmpty();
  }

  private void upgradeSchema() {
    test.sql(
        """
        INSERT INTO flyway_schema_history
          (installed_rank, version, description, type, script, installed_by, execution_time,
           success)
        VALUES (1000, '%d', 'newer', 'SQL', 'V__newer.sql', 'test', 1, TRUE)
        """
            .formatted(Migrations.NEWEST + 1));
  }

  private Worker workerOver(DataSource source) {
    Database database = new Database(source);
    Worker worker =
        new Worker(
            database,
            new JobQueue(database, test.handlers),
            WorkerOptions.defaults().withLease(() -> Duration.ofSeconds(3)),
            new WorkerHost("test-host", 4711, "test"),
            System::nanoTime,
            new Random());
    test.closeAtTheEnd(worker);
    return worker;
  }

  /// Connections that one thread does not get any more, for a reason that is no trouble of the
  /// database.
  private static DataSource failing(AtomicBoolean fails, String thread) {
    DataSource real = DATABASE.dataSource();
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (fails.get() && Thread.currentThread().getName().equals(thread)) {
                throw new OutOfMemoryError("no metaspace");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
