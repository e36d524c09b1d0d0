package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Executors may all be taken by jobs that wait, for the call budget for example.
@Timeout(60)
class CriticalJobTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final int EXECUTORS = 3;
  private static final int BESIDE = 2;

  private final TestQueue queue = new TestQueue(DATABASE.database());
  private final CountDownLatch end = new CountDownLatch(1);
  private final Set<JobId> started = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() {
    end.countDown();
    queue.close();
  }

  @Test
  void criticalJobsStartThoughAllExecutorsAreTaken() {
    List<JobId> backlog = takeAllExecutors();

    List<JobId> critical = enqueue(BESIDE, Priority.CRITICAL);

    TestQueue.until("the critical jobs run", () -> started.containsAll(critical));
    assertThat(started).hasSize(EXECUTORS + BESIDE);
    assertThat(backlog).anyMatch(job -> queue.status(job) == JobStatus.PENDING);
  }

  @Test
  void onlyTwoRunBesideAndTheNextFollowsWhenOneEnds() {
    takeAllExecutors();

    List<JobId> critical = enqueue(BESIDE + 1, Priority.CRITICAL);
    TestQueue.until("two run", () -> started.size() == EXECUTORS + BESIDE);
    JobStatus third = queue.status(critical.getLast());
    end.countDown();

    assertThat(third).isEqualTo(JobStatus.PENDING);
    TestQueue.until(
        "all are done",
        () -> critical.stream().allMatch(job -> queue.status(job) == JobStatus.COMPLETED));
  }

  @Test
  void endlessCriticalJobsDoNotTakeTheExecutorsOfTheOthers() {
    CountDownLatch lowDone = new CountDownLatch(1);
    queue.handle(
        job -> {
          if (job.priority() == Priority.LOW) {
            lowDone.countDown();
          } else if (lowDone.getCount() > 0) {
            enqueue(1, Priority.CRITICAL);
          }
          return TestQueue.DONE;
        });
    enqueue(4 * EXECUTORS, Priority.CRITICAL);
    enqueue(1, Priority.LOW);

    queue.worker(WorkerOptions.defaults().withConcurrency(() -> EXECUTORS)).start();

    TestQueue.until("the low job had its turn", () -> lowDone.getCount() == 0);
  }

  /// Jobs that wait take all executors; others like them wait in the queue.
  private List<JobId> takeAllExecutors() {
    queue.handle(
        job -> {
          started.add(job.id());
          end.await();
          return TestQueue.DONE;
        });
    List<JobId> backlog = enqueue(2 * EXECUTORS, Priority.NORMAL);
    queue.worker(WorkerOptions.defaults().withConcurrency(() -> EXECUTORS)).start();
    TestQueue.until("all executors are taken", () -> started.size() == EXECUTORS);
    return backlog;
  }

  private List<JobId> enqueue(int jobs, Priority priority) {
    List<JobId> ids = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      ids.add(queue.enqueue(TestQueue.job().withPriority(priority)));
    }
    return ids;
  }
}
