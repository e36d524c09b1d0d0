package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunNowTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private TestQueue test;

  @BeforeEach
  void open() {
    test = new TestQueue(DATABASE.database());
  }

  @AfterEach
  void close() {
    gate.countDown();
    test.close();
  }

  @Test
  void runsExactlyThatJobAlsoBeforeItsTime() throws Exception {
    TestHandler handler = test.handle(job -> TestQueue.DONE);
    JobId due = test.enqueue();
    JobId wanted = test.enqueue(TestQueue.job().after(Duration.ofHours(1)));

    RunResult result = test.worker().runNow(wanted);

    assertThat(result).isEqualTo(new RunResult.Completed());
    assertThat(handler.runs()).containsExactly(wanted);
    assertThat(test.status(due)).isEqualTo(JobStatus.PENDING);
    assertThat(test.queue.stats().workers()).isEmpty();
  }

  @Test
  void aJobThatEndedIsNotRunAgain() throws Exception {
    TestHandler handler = test.handle(job -> TestQueue.DONE);
    JobId id = test.enqueue();
    test.worker().runNow(id);

    RunResult again = test.worker().runNow(id);

    assertThat(again).isEqualTo(new RunResult.AlreadyFinished(JobStatus.COMPLETED));
    assertThat(handler.runs()).hasSize(1);
  }

  @Test
  void aJobThatRunsElsewhereIsLeftAlone() throws Exception {
    test.handle(
        job -> {
          started.countDown();
          gate.await();
          return TestQueue.DONE;
        });
    JobId id = test.enqueue();
    test.worker().start();
    started.await();

    RunResult result = test.worker().runNow(id);

    assertThat(result)
        .isEqualTo(new RunResult.RunningElsewhere(String.valueOf(test.find(id).workerId())));
  }

  @Test
  void aPausedTypeIsNotRunAndSaysWhy() throws Exception {
    TestHandler handler = test.handle(job -> TestQueue.DONE);
    handler.pause("credentials refused");
    JobId id = test.enqueue();

    RunResult result = test.worker().runNow(id);

    assertThat(result).isEqualTo(new RunResult.Paused("credentials refused"));
    assertThat(test.status(id)).isEqualTo(JobStatus.PENDING);
  }

  @Test
  void anUnknownJobIsSaidToBe() {
    assertThatThrownBy(() -> test.worker().runNow(new JobId(4711)))
        .isInstanceOf(JobNotFound.class)
        .hasMessageContaining("job_4711");
  }

  @Test
  void anInterruptedCallerHandsTheJobBack() throws Exception {
    test.handle(
        job -> {
          started.countDown();
          gate.await();
          return TestQueue.DONE;
        });
    JobId id = test.enqueue();
    Worker worker = test.worker();
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    worker.runNow(id);
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                });
    started.await();

    caller.interrupt();
    caller.join();

    assertThat(interrupted.getCount()).isZero();
    assertThat(test.status(id)).isEqualTo(JobStatus.PENDING);
    assertThat(test.find(id).attempts()).isZero();
  }
}
