package lightspeed.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import lightspeed.job.JobStatus;
import lightspeed.job.QueueStats;
import org.jspecify.annotations.Nullable;
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

    var checks = QueueChecks.of(() -> stats, () -> 10);

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
  void whereNothingMayBeSentAWorkerIsNoRemedy() throws InterruptedException {
    var queue = stats(Map.of(), 0, 0, 0, 0);
    var checks =
        new HealthChecks(
            () -> new CheckResult.Passed("database", "answers"),
            List.of(
                () -> QueueChecks.workers(queue),
                () -> new CheckResult.Failed(InstallationCheck.NAME, "A copy.", "Confirm it.")));

    var worker = (CheckResult.Failed) checks.look().results().get(1);

    assertThat(worker.hint()).isEqualTo("Confirm it.");
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
  void someFailedJobsAreAWarningAndMoreThanTheSettingFail() {
    assertThat(QueueChecks.failed(stats(Map.of(), 0, 0, 1, 0), 10))
        .isInstanceOf(CheckResult.Passed.class);
    assertThat(QueueChecks.failed(stats(Map.of(JobStatus.FAILED, 10L), 0, 0, 1, 0), 10))
        .isInstanceOf(CheckResult.Warned.class);
    assertThat(QueueChecks.failed(stats(Map.of(JobStatus.FAILED, 11L), 0, 0, 1, 0), 10))
        .isInstanceOf(CheckResult.Failed.class);
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

  private static CheckResult drift(List<String> loud, List<String> plain) {
    return new DriftCheck(() -> new DriftCheck.Differing(loud, plain, List.of())).look();
  }

  @Test
  void editsAreAWarningThatNamesTheFirstOrdersAndTheCommand() {
    assertThat(drift(List.of(), List.of())).isInstanceOf(CheckResult.Passed.class);
    assertThat(drift(List.of(), List.of("PO-1")))
        .isEqualTo(
            new CheckResult.Warned(
                "drift", "1 order (PO-1) edited in Lightspeed", "lightspeed-cli sync:diff PO-1"));
    assertThat(drift(List.of(), List.of("A", "B", "C", "D")).detail())
        .isEqualTo("4 orders (A, B, C, …) edited in Lightspeed");
  }

  @Test
  void whatAPersonMustActOnNowFailsAndIsNamedFirst() {
    assertThat(drift(List.of("PO-2"), List.of("PO-1")))
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> {
              assertThat(failed.detail()).startsWith("1 order (PO-2) ").contains("(PO-1) edited");
              assertThat(failed.hint()).isEqualTo("lightspeed-cli sync:diff PO-2");
            });
  }

  @Test
  void anOrderThatIsUnsentForADayFails() {
    assertThat(UnsentCheck.judge(List.of())).isInstanceOf(CheckResult.Passed.class);
    assertThat(UnsentCheck.judge(List.of("PO-1", "PO-2")))
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> {
              assertThat(failed.detail()).contains("2 orders (PO-1, PO-2)");
              assertThat(failed.hint()).isEqualTo("lightspeed-cli sync:status PO-1");
            });
  }

  private static CheckResult walk(@Nullable Duration since, @Nullable String trouble) {
    return WalkCheck.judge(new WalkCheck.Walks(since, Duration.ofSeconds(60), trouble));
  }

  @Test
  void aPollThatIsLaterThanTenIntervalsFails() {
    assertThat(walk(null, null)).isInstanceOf(CheckResult.Passed.class);
    assertThat(walk(Duration.ofMinutes(10), null)).isInstanceOf(CheckResult.Passed.class);
    assertThat(walk(Duration.ofSeconds(601), null)).isInstanceOf(CheckResult.Failed.class);
  }

  @Test
  void aListThatCannotBeWalkedFailsAndNamesTheDoor() {
    assertThat(walk(Duration.ZERO, "Row 7 cannot be read."))
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> {
              assertThat(failed.detail()).contains("Row 7 cannot be read.");
              assertThat(failed.hint()).contains("register:walk", "register:skip");
            });
  }

  @Test
  void programsKnowAChecksIdByItsName() {
    assertThat(new CheckResult.Passed("Lightspeed API", "").id()).isEqualTo("lightspeed-api");
  }
}
