package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobQueueTest {
  private static final JobType FAILING = new JobType("failing");

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

  private JobId failed(String key) throws InterruptedException {
    JobId id = test.enqueue(NewJob.of(FAILING, "{}", key));
    test.worker().runNow(id);
    assertThat(test.status(id)).isEqualTo(JobStatus.FAILED);
    return id;
  }

  private TestHandler handleFailing() {
    return test.handle(FAILING, job -> new JobOutcome.Failed("rejected"));
  }

  @Test
  void aFailedJobIsRetriedAsNew() throws Exception {
    TestHandler handler = handleFailing();
    JobId id = failed("po-1");

    test.queue.retry(id);

    Job job = test.find(id);
    assertThat(job.status()).isEqualTo(JobStatus.PENDING);
    assertThat(job.attempts()).isZero();
    assertThat(job.errorMessage()).isNull();
    assertThat(job.finishedAt()).isNull();
    assertThat(handler.changes()).last().isEqualTo(new JobChange.Requeued());
  }

  @Test
  void aFailedJobIsNotRetriedBesideAnotherThatDoesItsWork() throws Exception {
    handleFailing();
    JobId failed = failed("po-1");
    JobId other = test.enqueue(NewJob.of(FAILING, "{}", "po-1"));

    assertThatThrownBy(() -> test.queue.retry(failed))
        .isInstanceOf(JobConflict.class)
        .hasMessageContaining(other.toString());
    assertThat(test.status(failed)).isEqualTo(JobStatus.FAILED);
  }

  @Test
  void retryingAWaitingJobBringsItForward() {
    JobId id = test.enqueue(TestQueue.job().after(Duration.ofHours(1)));

    test.queue.retry(id);

    assertThat(test.find(id).availableAt()).isBefore(test.find(id).createdAt().plusSeconds(60));
  }

  @Test
  void aCompletedAnAbsentAndARunningJobCannotBeRetried() throws Exception {
    test.handle(job -> TestQueue.DONE);
    JobId completed = test.enqueue();
    test.worker().runNow(completed);
    JobId running = test.enqueue();
    test.sql("UPDATE queue_jobs SET status = 'PROCESSING' WHERE id = " + running.value());

    assertThatThrownBy(() -> test.queue.retry(completed)).isInstanceOf(JobConflict.class);
    assertThatThrownBy(() -> test.queue.retry(running)).isInstanceOf(JobConflict.class);
    assertThatThrownBy(() -> test.queue.retry(new JobId(4711))).isInstanceOf(JobNotFound.class);
  }

  @Test
  void retryAllTakesWhatMatchesAndTellsWhatItRefused() throws Exception {
    handleFailing();
    JobId old = failed("po-1");
    test.sql("UPDATE queue_jobs SET finished_at = NOW(6) - INTERVAL 1 DAY");
    JobId recent = failed("po-2");
    JobId doubled = failed("po-3");
    test.enqueue(NewJob.of(FAILING, "{}", "po-3"));
    Instant since = test.find(recent).createdAt().minusSeconds(60);

    RetriedAll foreign = test.queue.retryAll(TestQueue.TYPE, null);
    RetriedAll recentOnes = test.queue.retryAll(FAILING, since);

    assertThat(foreign.retried()).isEmpty();
    assertThat(recentOnes.retried()).containsExactly(recent);
    assertThat(recentOnes.refused()).extracting(JobException::job).containsExactly(doubled);
    assertThat(test.status(old)).isEqualTo(JobStatus.FAILED);
  }

  @Test
  void aWaitingJobIsCancelledAndAnEndedOneIsNot() throws Exception {
    TestHandler handler = handleFailing();
    JobId waiting = test.enqueue(NewJob.of(FAILING, "{}", null));
    JobId failed = failed("po-1");

    assertThat(test.queue.cancel(waiting)).isEqualTo(CancelResult.CANCELLED);
    assertThat(test.queue.cancel(waiting)).isEqualTo(CancelResult.ALREADY_CANCELLED);
    assertThatThrownBy(() -> test.queue.cancel(failed)).isInstanceOf(JobConflict.class);
    assertThat(test.status(waiting)).isEqualTo(JobStatus.CANCELLED);
    assertThat(handler.changes()).contains(new JobChange.Cancelled());
  }

  @Test
  void pruningDeletesOldFinishedJobsAndNeverUnfinishedOnes() throws Exception {
    handleFailing();
    JobId failed = failed("po-1");
    test.sql(
        """
        INSERT INTO queue_jobs (job_type, payload, status, finished_at)
        SELECT 'test_job', '{}', 'COMPLETED', NOW(6)
        FROM seq_1_to_1200
        """);
    JobId waiting = test.enqueue();
    test.sql("UPDATE queue_jobs SET finished_at = NOW(6) - INTERVAL 8 DAY");
    JobId recent = test.enqueue();
    test.queue.cancel(recent);

    long deleted = test.queue.prune(Duration.ofDays(7), false);

    assertThat(deleted).isEqualTo(1200);
    assertThat(test.queue.list(JobFilter.newest(10)))
        .extracting(Job::id)
        .containsExactly(recent, waiting, failed);
    assertThat(test.queue.prune(Duration.ofDays(7), true)).isEqualTo(1);
    assertThat(test.status(waiting)).isEqualTo(JobStatus.PENDING);
  }

  @Test
  void theListIsNewestFirstFilteredAndPaged() {
    JobId first = test.enqueue();
    JobId second = test.enqueue();
    JobId cancelled = test.enqueue();
    test.enqueue(NewJob.of(FAILING, "{}", null));
    test.queue.cancel(cancelled);

    List<Job> pending = test.queue.list(new JobFilter(JobStatus.PENDING, TestQueue.TYPE, 1, null));
    List<Job> next =
        test.queue.list(
            new JobFilter(JobStatus.PENDING, TestQueue.TYPE, 9, pending.getLast().id()));

    assertThat(pending).extracting(Job::id).containsExactly(second);
    assertThat(next).extracting(Job::id).containsExactly(first);
  }

  @Test
  void statsCountWhatOperatorsLookFor() throws Exception {
    handleFailing();
    failed("po-1");
    test.enqueue(TestQueue.job().withPriority(Priority.HIGH));
    test.sql("UPDATE queue_jobs SET available_at = NOW(6) - INTERVAL 90 SECOND");
    test.enqueue(TestQueue.job().after(Duration.ofHours(1)));
    JobId stuck = test.enqueue();
    test.sql(
        "UPDATE queue_jobs SET status = 'PROCESSING', worker_id = 'gone' WHERE id = "
            + stuck.value());

    QueueStats stats = test.queue.stats();

    assertThat(stats.byStatus())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                JobStatus.PENDING, 2L,
                JobStatus.PROCESSING, 1L,
                JobStatus.COMPLETED, 0L,
                JobStatus.FAILED, 1L,
                JobStatus.CANCELLED, 0L));
    assertThat(stats.byType()).containsOnly(Map.entry("test_job", 3L));
    assertThat(stats.byPriority())
        .containsEntry(Priority.HIGH, 1L)
        .containsEntry(Priority.NORMAL, 2L);
    assertThat(stats.oldestPendingSeconds().orElseThrow()).isBetween(90L, 100L);
    assertThat(stats.stuck()).isEqualTo(1);
    assertThat(stats.workers()).isEmpty();
    assertThat(stats.rate()).isEqualTo(new QueueStats.Rate(1, 1));
  }

  @Test
  void aTypeIsBroughtForwardWhenWhatItWaitedForIsRepaired() {
    JobId ours = test.enqueue(TestQueue.job().after(Duration.ofHours(1)));
    JobId other = test.enqueue(NewJob.of(FAILING, "{}", null).after(Duration.ofHours(1)));

    assertThat(test.queue.bringForward(TestQueue.TYPE)).isEqualTo(1);

    assertThat(test.find(ours).availableAt()).isBefore(test.find(other).availableAt());
  }
}
