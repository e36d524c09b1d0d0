package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EnqueueJobTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private TestQueue test;

  @BeforeEach
  void open() {
    test = new TestQueue(DATABASE.database());
  }

  @Test
  void aRolledBackTransactionLeavesNoJob() {
    assertThatThrownBy(
            () ->
                test.database.useTransaction(
                    transaction -> {
                      test.queue.enqueue(transaction, TestQueue.job());
                      throw new IllegalStateException("approval failed");
                    }))
        .hasMessage("approval failed");

    assertThat(test.queue.list(JobFilter.newest(10))).isEmpty();
  }

  @Test
  void theSameKeyGivesTheUnfinishedJob() {
    Enqueued first = test.queue.enqueue(TestQueue.keyed("po-1"));
    Enqueued second = test.queue.enqueue(TestQueue.keyed("po-1"));
    Enqueued other = test.queue.enqueue(TestQueue.keyed("po-2"));

    assertThat(first.isNew()).isTrue();
    assertThat(second).isEqualTo(new Enqueued(first.id(), false));
    assertThat(other.id()).isNotEqualTo(first.id());
  }

  @Test
  void aFinishedJobFreesItsKey() {
    JobId first = test.enqueue(TestQueue.keyed("po-1"));
    test.queue.cancel(first);

    Enqueued second = test.queue.enqueue(TestQueue.keyed("po-1"));

    assertThat(second.isNew()).isTrue();
  }

  @Test
  void enqueueingAgainMayRaiseThePriorityAndBringForwardButNeverTheOtherWayRound() {
    JobId id = test.enqueue(TestQueue.keyed("po-1").after(Duration.ofHours(1)));
    var before = test.find(id).availableAt();

    test.enqueue(
        TestQueue.keyed("po-1").withPriority(Priority.CRITICAL).after(Duration.ofHours(9)));
    Job raised = test.find(id);
    test.enqueue(TestQueue.keyed("po-1").withPriority(Priority.LOW));
    Job forward = test.find(id);

    assertThat(raised.priority()).isEqualTo(Priority.CRITICAL);
    assertThat(raised.availableAt()).isEqualTo(before);
    assertThat(forward.priority()).isEqualTo(Priority.CRITICAL);
    assertThat(forward.availableAt()).isBefore(before.minus(Duration.ofMinutes(59)));
  }

  @Test
  void racingEnqueuersGetOneJobForEachKey() throws Exception {
    int rounds = 25;
    int enqueuers = 4;
    List<Set<JobId>> ids = new ArrayList<>();
    int created = 0;

    try (ExecutorService threads = Executors.newFixedThreadPool(enqueuers)) {
      for (int round = 0; round < rounds; round++) {
        NewJob job = TestQueue.keyed("po-" + round);
        CountDownLatch together = new CountDownLatch(enqueuers);
        List<Future<Enqueued>> answers = new ArrayList<>();
        for (int i = 0; i < enqueuers; i++) {
          answers.add(
              threads.submit(
                  () -> {
                    together.countDown();
                    together.await();
                    return test.queue.enqueue(job);
                  }));
        }
        Set<JobId> found = new HashSet<>();
        for (Future<Enqueued> answer : answers) {
          found.add(answer.get().id());
          created += answer.get().isNew() ? 1 : 0;
        }
        ids.add(found);
      }
    }

    assertThat(ids).allSatisfy(found -> assertThat(found).hasSize(1));
    assertThat(created).isEqualTo(rounds);
    assertThat(test.count("SELECT COUNT(*) FROM queue_jobs")).isEqualTo(rounds);
  }

  @Test
  void aJobEnqueuedWhileItsKeyIsRunningIsTheRunningOne() throws Exception {
    List<Enqueued> inside = new ArrayList<>();
    test.handle(
        job -> {
          inside.add(test.queue.enqueue(TestQueue.keyed("po-1")));
          return TestQueue.DONE;
        });
    JobId id = test.enqueue(TestQueue.keyed("po-1"));

    test.worker().runOnce();

    assertThat(inside).containsExactly(new Enqueued(id, false));
    assertThat(test.status(id)).isEqualTo(JobStatus.COMPLETED);
  }
}
