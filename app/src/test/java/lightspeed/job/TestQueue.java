package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import lightspeed.db.Database;

/// A queue on a real database with handlers that a test writes as lambdas. Closes its workers.
final class TestQueue implements AutoCloseable {
  static final JobType TYPE = new JobType("test_job");
  static final JobOutcome DONE = new JobOutcome.Completed();

  /// Far beyond what anything here takes; only a failing test waits that long.
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final WorkerHost HOST = new WorkerHost("test-host", 4711, "test");

  final Database database;
  final JobHandlers handlers = new JobHandlers();
  final JobQueue queue;
  private final List<Worker> workers = new ArrayList<>();

  TestQueue(Database database) {
    this.database = database;
    this.queue = new JobQueue(database, handlers);
  }

  TestHandler handle(TestHandler.Work work) {
    return handle(TYPE, work);
  }

  TestHandler handle(JobType type, TestHandler.Work work) {
    TestHandler handler = new TestHandler(type, work);
    handlers.register(handler);
    return handler;
  }

  Worker worker() {
    return worker(WorkerOptions.defaults());
  }

  Worker worker(WorkerOptions options) {
    return worker(options, System::nanoTime);
  }

  Worker worker(WorkerOptions options, LongSupplier nanoTicker) {
    Worker worker = new Worker(database, queue, options, HOST, nanoTicker, new Random());
    workers.add(worker);
    return worker;
  }

  /// For a worker that a test made itself.
  void closeAtTheEnd(Worker worker) {
    workers.add(worker);
  }

  JobId enqueue() {
    return enqueue(job());
  }

  JobId enqueue(NewJob job) {
    return queue.enqueue(job).id();
  }

  static NewJob job() {
    return NewJob.of(TYPE, "{}", null);
  }

  static NewJob keyed(String key) {
    return NewJob.of(TYPE, "{}", key);
  }

  Job find(JobId id) {
    return queue.find(id).orElseThrow();
  }

  JobStatus status(JobId id) {
    return find(id).status();
  }

  List<JobAttempt.Outcome> outcomes(JobId id) {
    return queue.attempts(id).stream().map(JobAttempt::outcome).toList();
  }

  void sql(String statement) {
    database.useTransaction(handle -> handle.execute(statement));
  }

  long count(String query) {
    return database.read(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }

  /// The operators' reset of jobs that seem stuck, without its waiting time.
  void resetByHand() {
    sql(
        "UPDATE queue_jobs SET status='PENDING', worker_id=NULL,"
            + " error_message='Reset due to timeout' WHERE status='PROCESSING'");
  }

  /// What 30 s of silence would do.
  void expireLeases() {
    sql("UPDATE queue_workers SET lease_until = NOW(6) - INTERVAL 1 SECOND");
  }

  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("%s, within %s", what, DEADLINE).isNegative();
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
  }
}
