package lightspeed.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import lightspeed.job.JobStatus;
import lightspeed.job.QueueStats;
import org.junit.jupiter.api.Test;

final class HealthChecksTest {
  private static final QueueStats.LiveWorker WORKER =
      new QueueStats.LiveWorker("w1", "host", 1, 8, 0, Instant.EPOCH);

  private static QueueStats stats(
      Map<JobStatus, Long> byStatus, long oldest, long stuck, int workers, long finished) {
    return new QueueStats(
        byStatus,
        new TreeMap<>(),
        Map.of(),
        oldest == 0 ? OptionalLong.empty() : OptionalLong.of(oldest),
        stuck,
        java.util.Collections.nCopies(workers, WORKER),
        new QueueStats.Rate(0, finished));
  }

  @Test
  void aQueueWithAWorkerAndNothingOldIsWell() throws InterruptedException {
    var stats = stats(Map.of(JobStatus.PENDING, 3L), 20, 0, 1, 0);

    var checks = QueueChecks.of(() -> stats);

    for (var check : checks) {
      assertThat(check.look()).isInstanceOf(CheckResult.Passed.class);
    }
  }

  @Test
  void withoutAWorkerSomeoneMustAct() {
    assertThat(QueueChecks.workers(stats(Map.of(), 0, 0, 0, 0)))
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> assertThat(failed.hint()).isEqualTo("lightspeed-cli queue:work"));
  }

  @Test
  void oldJobsAreFineWhileOthersFinish() {
    assertThat(QueueChecks.pending(stats(Map.of(JobStatus.PENDING, 900L), 4000, 0, 1, 12)))
        .isInstanceOf(CheckResult.Passed.class);
    assertThat(QueueChecks.pending(stats(Map.of(JobStatus.PENDING, 900L), 4000, 0, 1, 0)))
        .isInstanceOf(CheckResult.Failed.class);
    assertThat(QueueChecks.pending(stats(Map.of(JobStatus.PENDING, 900L), 300, 0, 1, 0)))
        .isInstanceOf(CheckResult.Passed.class);
  }

  @Test
  void aStuckJobNamesItsRepair() {
    assertThat(QueueChecks.stuck(stats(Map.of(), 0, 1, 1, 0)))
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> assertThat(failed.hint()).isEqualTo("lightspeed-cli queue:recover"));
  }

  @Test
  void moreThanTenFailedJobsAreAWarning() {
    assertThat(QueueChecks.failed(stats(Map.of(JobStatus.FAILED, 10L), 0, 0, 1, 0)))
        .isInstanceOf(CheckResult.Passed.class);
    assertThat(QueueChecks.failed(stats(Map.of(JobStatus.FAILED, 11L), 0, 0, 1, 0)))
        .isInstanceOf(CheckResult.Warned.class);
  }

  @Test
  void withoutTheDatabaseNothingElseIsTried() throws InterruptedException {
    HealthCheck broken = () -> new CheckResult.Failed("database", "gone", null);
    HealthCheck never =
        () -> {
          throw new IllegalStateException("tried");
        };

    var report = new HealthChecks(broken, List.of(never)).look();

    assertThat(report.isHealthy()).isFalse();
    assertThat(report.results()).hasSize(1);
  }

  @Test
  void warningsDoNotMakeItUnhealthy() throws InterruptedException {
    HealthCheck fine = () -> new CheckResult.Passed("database", "there");
    HealthCheck odd = () -> new CheckResult.Warned("clock", "late", null);

    assertThat(new HealthChecks(fine, List.of(odd)).look().isHealthy()).isTrue();
  }

  @Test
  void ordersThatDifferAreCountedAndTheCommandIsNamed() {
    assertThat(new DriftCheck(() -> 0).look()).isInstanceOf(CheckResult.Passed.class);
    assertThat(new DriftCheck(() -> 1).look())
        .isEqualTo(
            new CheckResult.Warned(
                "drift", "1 order differs from Lightspeed", "lightspeed-cli sync:diff <order>"));
    assertThat(new DriftCheck(() -> 2).look().detail())
        .isEqualTo("2 orders differ from Lightspeed");
  }
}
