package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.db.TestDatabase;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClaimJobsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final TypeFilter ALL = TypeFilter.of(Set.of(), Set.of());

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
  void urgentJobsStartFirstAndEqualOnesInTheirOrder() throws Exception {
    TestHandler handler = test.handle(job -> TestQueue.DONE);
    JobId low = test.enqueue(TestQueue.job().withPriority(Priority.LOW));
    JobId first = test.enqueue();
    JobId second = test.enqueue();
    JobId high = test.enqueue(TestQueue.job().withPriority(Priority.HIGH));
    JobId critical = test.enqueue(TestQueue.job().withPriority(Priority.CRITICAL));

    test.worker(WorkerOptions.defaults().withConcurrency(() -> 1)).drain();

    assertThat(handler.runs()).containsExactly(critical, high, first, second, low);
  }

  @Test
  void everyTenthClaimBeginsWithTheLeastUrgent() {
    ClaimTurn turn = new ClaimTurn();
    Set<Priority> due = Set.of(Priority.LOW, Priority.CRITICAL);
    List<Priority> firsts = new ArrayList<>();

    for (int claim = 0; claim < 20; claim++) {
      firsts.add(turn.order(due).getFirst());
    }

    assertThat(firsts.stream().filter(first -> first == Priority.LOW)).hasSize(2);
  }

  @Test
  void aScheduledJobIsNotStartedBeforeItsTime() throws Exception {
    test.handle(job -> TestQueue.DONE);
    JobId later = test.enqueue(TestQueue.job().after(Duration.ofHours(1)));

    assertThat(test.worker().runOnce()).isEmpty();

    test.sql("UPDATE queue_jobs SET available_at = NOW(6) - INTERVAL 1 SECOND");
    assertThat(test.worker().runOnce().map(RanJob::id)).contains(later);
  }

  @Test
  void pausedAndForeignTypesAreLeftAlone() throws Exception {
    JobType paused = new JobType("paused");
    JobType foreign = new JobType("foreign");
    test.handle(job -> TestQueue.DONE);
    test.handle(paused, job -> TestQueue.DONE).pause("credentials refused");
    test.handle(foreign, job -> TestQueue.DONE);
    test.enqueue(NewJob.of(paused, "{}", null));
    test.enqueue(NewJob.of(foreign, "{}", null));
    JobId ours = test.enqueue();
    Worker worker =
        test.worker(WorkerOptions.defaults().withTypes(() -> Set.of(TestQueue.TYPE, paused)));

    assertThat(worker.runOnce().map(RanJob::id)).contains(ours);
    assertThat(worker.runOnce()).isEmpty();
  }

  @Test
  void aClaimReadsTheIndexInOrderAndSortsNothing() {
    test.sql(
        """
        INSERT INTO queue_jobs (job_type, payload, status, priority, available_at)
        SELECT 'test_job', '{}', IF(seq % 2, 'PENDING', 'COMPLETED'),
               ELT(1 + seq % 4, 'critical', 'high', 'normal', 'low'), NOW(6)
        FROM seq_1_to_4000
        """);
    test.database.read(handle -> handle.execute("ANALYZE TABLE queue_jobs"));

    Map<String, Object> plan = explainClaim();

    assertThat(plan).containsEntry("key", "queue_jobs_claim");
    assertThat(String.valueOf(plan.get("extra"))).doesNotContain("filesort");
  }

  private Map<String, Object> explainClaim() {
    AtomicReference<String> claim = new AtomicReference<>();
    return test.database.read(
        handle -> {
          handle
              .getConfig(SqlStatements.class)
              .setSqlLogger(
                  new SqlLogger() {
                    @Override
                    public void logBeforeExecution(StatementContext context) {
                      claim.set(context.getRenderedSql());
                    }
                  });
          ClaimJobs.lockQuery(handle, ALL, Priority.NORMAL, 10).mapToMap().list();
          String explain = "EXPLAIN " + claim.get();
          return handle
              .createQuery(explain)
              .bind("priority", Priority.NORMAL.word())
              .bind("limit", 10)
              .mapToMap()
              .one();
        });
  }
}
