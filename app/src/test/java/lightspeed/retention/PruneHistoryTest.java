package lightspeed.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import lightspeed.config.RetentionConfig;
import lightspeed.db.TestDatabase;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.RunResult;
import lightspeed.job.Worker;
import lightspeed.job.WorkerHost;
import lightspeed.job.WorkerOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Old and young rows of every table of history, in a real database, pruned by a real worker.
final class PruneHistoryTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final RetentionConfig RETENTION =
      new RetentionConfig(
          Duration.ofDays(10),
          Duration.ofDays(20),
          Duration.ofDays(30),
          Duration.ofDays(40),
          Duration.ofDays(50),
          Duration.ofDays(60));

  private final JobHandlers handlers = new JobHandlers();
  private final JobQueue queue = new JobQueue(DATABASE.database(), handlers);
  private final Worker worker =
      new Worker(
          DATABASE.database(),
          queue,
          WorkerOptions.defaults(),
          WorkerHost.current("test"),
          System::nanoTime,
          new Random(1));

  PruneHistoryTest() {
    new PruneHistory(DATABASE.database(), queue, () -> RETENTION).register(handlers);
  }

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void ofEachTableTheOldGoesAndTheYoungStays() throws InterruptedException {
    apiCall(1, 11, null);
    apiCall(2, 9, null);
    webhook(1, 21, "PROCESSED");
    webhook(2, 21, "FAILED");
    webhook(3, 19, "IGNORED");
    notification(1, 31, "DELIVERED");
    notification(2, 31, "CANCELLED");
    notification(3, 29, "FAILED");
    job(1, 41, "COMPLETED");
    job(2, 41, "CANCELLED");
    job(3, 39, "COMPLETED");
    order("ended", "RECEIVED", "SYNCED");
    operation(1, 51, "ended", "COMPLETED", null);
    operation(2, 51, "ended", "FAILED", null);
    operation(3, 49, "ended", "COMPLETED", null);
    operation(4, 51, "an order that was deleted", "COMPLETED", null);

    prune();

    assertThat(ids("lightspeed_api_log")).containsExactly(2L);
    assertThat(ids("lightspeed_webhooks")).containsExactly(3L);
    assertThat(ids("lightspeed_notifications")).containsExactly(3L);
    assertThat(ids("queue_jobs WHERE job_type = 'old'")).containsExactly(3L);
    assertThat(ids("lightspeed_sync_log")).containsExactly(3L);
    assertThat(ids("queue_job_attempts WHERE job_id <= 3")).hasSize(1);
  }

  @Test
  void whatIsUnfinishedStaysHoweverOldItIs() throws InterruptedException {
    job(1, 1_000, "PENDING");
    job(2, 1_000, "FAILED");
    apiCall(1, 1_000, 1L);
    webhook(1, 1_000, "RECEIVED");
    notification(1, 1_000, "WAITING");
    order("ended", "RECEIVED", "SYNCED");
    order("open", "SENT", "SYNCED");
    order("draft", "DRAFT", "NOT_SYNCED");
    order("cancelling", "CANCELLED", "SYNCING");
    order("doubtful", "RECEIVED", "SYNCED");
    operation(1, 1_000, "open", "COMPLETED", null);
    operation(2, 1_000, "draft", "COMPLETED", null);
    operation(3, 1_000, "cancelling", "COMPLETED", null);
    operation(4, 1_000, "doubtful", "IN_PROGRESS", null);
    operation(5, 1_000, "doubtful", "COMPLETED", null);
    operation(6, 1_000, "ended", "COMPLETED", 1L);
    operation(7, 1_000, "ended", "PENDING", null);

    prune();

    assertThat(ids("queue_jobs WHERE job_type = 'old'")).containsExactly(1L, 2L);
    assertThat(ids("lightspeed_api_log")).containsExactly(1L);
    assertThat(ids("lightspeed_webhooks")).containsExactly(1L);
    assertThat(ids("lightspeed_notifications")).containsExactly(1L);
    assertThat(ids("lightspeed_sync_log")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void manyRowsGoInSteps() throws InterruptedException {
    sql(
        """
        INSERT INTO lightspeed_api_log (id, operation, method, path, duration_ms, created_at)
        SELECT seq, 'test', 'GET', '/', 1,
          NOW(6) - INTERVAL IF(seq <= 2600, 11, 9) DAY
        FROM seq_1_to_2700
        """);
    job(1, 0, "PROCESSING");
    sql("UPDATE lightspeed_api_log SET job_id = 1 WHERE id BETWEEN 600 AND 1200");

    prune();

    assertThat(ids("lightspeed_api_log")).hasSize(100 + 601);
  }

  @Test
  void oneThatWasCancelledMidwayIsGoneOnWithByTheNext() throws InterruptedException {
    sql(
        """
        INSERT INTO lightspeed_api_log (id, operation, method, path, duration_ms, created_at)
        SELECT seq, 'test', 'GET', '/', 1, NOW(6) - INTERVAL 11 DAY
        FROM seq_1_to_1100
        """);
    var cancelledAfterTwoSteps = new PruneHistory(DATABASE.database(), queue, () -> RETENTION);
    var job = new StopsAfterSteps(2);

    var first = cancelledAfterTwoSteps.run(job);
    var left = ids("lightspeed_api_log").size();
    prune();

    assertThat(first).isInstanceOf(JobOutcome.Cancelled.class);
    assertThat(left).isEqualTo(100);
    assertThat(ids("lightspeed_api_log")).isEmpty();
  }

  @Test
  void aWorkerThatStopsInterruptsIt() {
    var prune = new PruneHistory(DATABASE.database(), queue, () -> RETENTION);
    apiCall(1, 11, null);

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> prune.run(new StopsAfterSteps(Integer.MAX_VALUE)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void itComesOnceADayAndKeepsItsHistoryShort() {
    assertThat(PruneHistory.newJob().type()).isEqualTo(new JobType("history.prune"));
    assertThat(PruneHistory.INTERVAL).isEqualTo(Duration.ofDays(1));
    assertThat(PruneHistory.newJob().uniqueKey()).isEqualTo("history.prune");
  }

  private void prune() throws InterruptedException {
    NewJob job = PruneHistory.newJob();
    assertThat(worker.runNow(queue.enqueue(job).id())).isInstanceOf(RunResult.Completed.class);
  }

  private static void apiCall(long id, int days, @Nullable Long job) {
    sql(
        """
        INSERT INTO lightspeed_api_log (id, operation, job_id, method, path, duration_ms, created_at)
        VALUES (?, 'test', ?, 'GET', '/', 1, NOW(6) - INTERVAL ? DAY)
        """,
        id,
        job,
        days);
  }

  private static void webhook(long id, int days, String status) {
    sql(
        """
        INSERT INTO lightspeed_webhooks
          (id, event_type, status, body, verified_by, source_address, received_at)
        VALUES (?, 'consignment.receive', ?, '', 'SIGNATURE', '::1', NOW(6) - INTERVAL ? DAY)
        """,
        id,
        status,
        days);
  }

  private static void notification(long id, int days, String status) {
    sql(
        """
        INSERT INTO lightspeed_notifications
          (id, event_type, consignment_id, content, status, created_at)
        VALUES (?, 'order.synced', 'ended', '{}', ?, NOW(6) - INTERVAL ? DAY)
        """,
        id,
        status,
        days);
  }

  private static void job(long id, int days, String status) {
    sql(
        """
        INSERT INTO queue_jobs (id, job_type, status, payload, created_at, available_at, finished_at)
        SELECT ?, 'old', ?, '{}', at, NOW(6) + INTERVAL 1 DAY,
          IF(? IN ('PENDING', 'PROCESSING'), NULL, at)
        FROM (SELECT NOW(6) - INTERVAL ? DAY AS at) AS moment
        """,
        id,
        status,
        status,
        days);
    sql("INSERT INTO queue_job_attempts (job_id, number, outcome) VALUES (?, 1, 'COMPLETED')", id);
  }

  private static void order(String id, String state, String syncStatus) {
    sql(
        """
        INSERT INTO vend_consignments (id, public_id, supplier, outlet, state, sync_status)
        VALUES (?, ?, 'S', 'O', ?, ?)
        """,
        id,
        id,
        state,
        syncStatus);
  }

  private static void operation(
      long id, int days, String order, String status, @Nullable Long job) {
    sql(
        """
        INSERT INTO lightspeed_sync_log (id, entity_id, operation, status, job_id, created_at, epoch)
        VALUES (?, ?, 'CREATE_CONSIGNMENT', ?, ?, NOW(6) - INTERVAL ? DAY, 1)
        """,
        id,
        order,
        status,
        job,
        days);
  }

  private static List<Long> ids(String from) {
    return DATABASE
        .database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT id FROM " + from + " ORDER BY id")
                    .mapTo(Long.class)
                    .list());
  }

  private static void sql(String statement, @Nullable Object... arguments) {
    DATABASE.database().useTransaction(tx -> tx.execute(statement, arguments));
  }
}
