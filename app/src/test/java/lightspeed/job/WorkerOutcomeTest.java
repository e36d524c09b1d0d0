package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.db.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class WorkerOutcomeTest {
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
  void aCompletedJobKeepsItsHistory() throws Exception {
    AtomicReference<Integer> attempt = new AtomicReference<>();
    test.handle(
        job -> {
          attempt.set(job.attempt());
          return TestQueue.DONE;
        });
    JobId id = test.enqueue();

    var ran = test.worker().runOnce();

    assertThat(ran).contains(new RanJob(id, TestQueue.TYPE, new RunResult.Completed()));
    assertThat(attempt.get()).isEqualTo(1);
    assertThat(test.find(id).finishedAt()).isNotNull();
    assertThat(test.find(id).workerId()).isNotNull();
    assertThat(test.outcomes(id)).containsExactly(JobAttempt.Outcome.COMPLETED);
  }

  @Test
  void theLogSaysAsASentenceWhatWasCancelled() throws Exception {
    test.handle(job -> new JobOutcome.Cancelled());
    JobId id = test.enqueue();
    Logger log = (Logger) LoggerFactory.getLogger(RecordEnding.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    log.setLevel(Level.INFO);
    try {
      test.worker().runOnce();
    } finally {
      log.setLevel(null);
      log.detachAppender(lines);
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "job=%d type=test_job attempt=1 The job was cancelled as requested; it was to do {}"
                .formatted(id.value()));
  }

  /// What the user saw: a worker that started one job over and over while the database was away.
  @Test
  void theOneThatMayStartWhileOthersPauseWaitsItsTimeToo() throws Exception {
    TestHandler handler =
        test.handle(job -> new JobOutcome.Postponed(Duration.ofHours(1), "database away"));
    JobId id = test.enqueue();
    handler.pauseAllBut(id);

    test.worker().drain();

    assertThat(handler.runs()).containsExactly(id);
    assertThat(test.status(id)).isEqualTo(JobStatus.PENDING);
  }

  @Test
  void aFailedTryWaitsAndTheLastOneFails() throws Exception {
    TestHandler handler = test.handle(job -> new JobOutcome.Retry("no answer " + job.attempt()));
    JobId id = test.enqueue();
    Worker worker = test.worker();

    var first = worker.runOnce().orElseThrow().result();
    Job waiting = test.find(id);
    test.sql("UPDATE queue_jobs SET available_at = NOW(6)");
    var second = worker.runOnce().orElseThrow().result();
    test.sql("UPDATE queue_jobs SET available_at = NOW(6)");
    var third = worker.runOnce().orElseThrow().result();

    assertThat(first).isEqualTo(new RunResult.WillRetry(waiting.availableAt(), "no answer 1"));
    assertThat(waiting.status()).isEqualTo(JobStatus.PENDING);
    assertThat(waiting.errorMessage()).isEqualTo("no answer 1");
    assertThat(waiting.workerId()).isNull();
    assertThat(Duration.between(waiting.createdAt(), waiting.availableAt()))
        .isBetween(Duration.ofSeconds(54), Duration.ofSeconds(96));
    assertThat(second).isInstanceOf(RunResult.WillRetry.class);
    assertThat(third).isEqualTo(new RunResult.Failed("no answer 3"));
    assertThat(test.find(id).attempts()).isEqualTo(3);
    assertThat(test.outcomes(id))
        .containsExactly(
            JobAttempt.Outcome.RETRY, JobAttempt.Outcome.RETRY, JobAttempt.Outcome.FAILED);
    assertThat(handler.changes()).hasSize(3).last().isEqualTo(new JobChange.Failed("no answer 3"));
  }

  @Test
  void theRetryPolicyActsLive() throws Exception {
    AtomicInteger tries = new AtomicInteger(3);
    test.handle(job -> new JobOutcome.Retry("no answer"));
    Worker worker =
        test.worker(
            WorkerOptions.defaults()
                .withRetryPolicy(() -> new RetryPolicy(tries.get(), List.of(Duration.ZERO), 0)));
    test.enqueue();

    var before = worker.runOnce().orElseThrow().result();
    tries.set(2);
    var after = worker.runOnce().orElseThrow().result();

    assertThat(before).isInstanceOf(RunResult.WillRetry.class);
    assertThat(after).isInstanceOf(RunResult.Failed.class);
  }

  @Test
  void aPostponedStartDoesNotCount() throws Exception {
    test.handle(job -> new JobOutcome.Postponed(Duration.ofHours(1), "rate limited"));
    JobId id = test.enqueue();

    var result = test.worker().runOnce().orElseThrow().result();

    Job job = test.find(id);
    assertThat(result).isEqualTo(new RunResult.Postponed(job.availableAt(), "rate limited"));
    assertThat(job.attempts()).isZero();
    assertThat(job.starts()).isEqualTo(1);
    assertThat(test.outcomes(id)).containsExactly(JobAttempt.Outcome.POSTPONED);
  }

  @Test
  void poisonEndsAsFailedAndTheWorkerLivesOn() throws Exception {
    JobType bad = new JobType("bad_payload");
    JobType error = new JobType("error");
    test.handle(TestQueue.TYPE, job -> TestQueue.DONE);
    test.handle(
        bad,
        job -> {
          throw new UnreadablePayload("no order id", new IllegalArgumentException());
        });
    test.handle(
        error,
        job -> {
          throw new StackOverflowError("deep");
        });
    JobId unreadable = test.enqueue(NewJob.of(bad, "nonsense", null));
    JobId erring = test.enqueue(NewJob.of(error, "{}", null));
    JobId unknown = test.enqueue(NewJob.of(new JobType("Not known!"), "{}", null));
    JobId good = test.enqueue();

    DrainReport report = test.worker().drain();

    assertThat(report.failed()).isEqualTo(3);
    assertThat(test.find(unreadable).errorMessage()).contains("no order id");
    assertThat(test.find(erring).errorMessage()).contains("StackOverflowError");
    assertThat(test.find(unknown).errorMessage()).contains("Not known!");
    assertThat(List.of(unreadable, erring, unknown))
        .allSatisfy(id -> assertThat(test.status(id)).isEqualTo(JobStatus.FAILED));
    assertThat(test.status(good)).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  void aThrownExceptionCountsAsATry() throws Exception {
    test.handle(
        job -> {
          throw new IllegalStateException("connection reset");
        });
    JobId id = test.enqueue();

    var result = test.worker().runOnce().orElseThrow().result();

    assertThat(result).isInstanceOf(RunResult.WillRetry.class);
    assertThat(test.find(id).errorMessage()).isEqualTo("connection reset");
  }

  @Test
  void troubleOfTheDatabaseInAHandlerCostsNoTry() throws Exception {
    test.handle(
        job -> {
          test.sql("SIGNAL SQLSTATE '08S01' SET MYSQL_ERRNO = 1047, MESSAGE_TEXT = 'not ready'");
          return TestQueue.DONE;
        });
    JobId id = test.enqueue();

    RunResult result = test.worker().runNow(id);

    assertThat(result).isInstanceOf(RunResult.Postponed.class);
    assertThat(test.find(id).attempts()).isZero();
    assertThat(test.find(id).errorMessage()).contains("not ready");
  }

  @Test
  void aHandlerThatRecordsItsOwnCompletionIsCompletedOnce() throws Exception {
    test.handle(
        job -> {
          test.database.useTransaction(job::complete);
          return new JobOutcome.Recorded();
        });
    JobId id = test.enqueue();

    DrainReport report = test.worker().drain();

    assertThat(report.completed()).isEqualTo(1);
    assertThat(test.outcomes(id)).containsExactly(JobAttempt.Outcome.COMPLETED);
  }

  @Test
  void whatAHandlerRecordedInARolledBackTransactionIsTriedAgain() throws Exception {
    test.handle(job -> new JobOutcome.Recorded());
    JobId id = test.enqueue();

    var result = test.worker().runOnce().orElseThrow().result();

    assertThat(result).isInstanceOf(RunResult.WillRetry.class);
    assertThat(test.status(id)).isEqualTo(JobStatus.PENDING);
  }

  @Test
  void theHandlerIsToldInTheTransactionThatChangesTheJob() throws Exception {
    TestHandler handler = test.handle(job -> new JobOutcome.Retry("no answer"));
    JobId id = test.enqueue(NewJob.of(TestQueue.TYPE, "PO-1", null));
    test.worker().runOnce();

    assertThatThrownBy(
            () ->
                test.database.useTransaction(
                    transaction -> {
                      test.queue.cancel(transaction, id);
                      throw new IllegalStateException("rolled back");
                    }))
        .hasMessage("rolled back");

    assertThat(handler.changes()).hasSize(2).last().isEqualTo(new JobChange.Cancelled());
    assertThat(test.status(id)).isEqualTo(JobStatus.PENDING);
    List<String> told =
        test.database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT operation FROM lightspeed_sync_log WHERE entity_id = 'PO-1'")
                    .mapTo(String.class)
                    .list());
    assertThat(told).containsExactly("WillRetry");
  }

  @Test
  void aHandlerThatCannotBeToldDoesNotKeepItsJobFromEnding() throws Exception {
    JobType type = new JobType("deaf");
    test.handlers.register(
        new JobHandler() {
          @Override
          public JobType type() {
            return type;
          }

          @Override
          public JobOutcome run(RunningJob job) {
            return new JobOutcome.Failed("rejected");
          }

          @Override
          public void changed(Handle transaction, String payload, JobChange change) {
            throw new IllegalStateException("a fault of the handler");
          }
        });
    JobId id = test.enqueue(NewJob.of(type, "{}", null));

    var result = test.worker().runOnce().orElseThrow().result();

    assertThat(result).isEqualTo(new RunResult.Failed("rejected"));
    assertThat(test.outcomes(id)).containsExactly(JobAttempt.Outcome.FAILED);
  }
}
