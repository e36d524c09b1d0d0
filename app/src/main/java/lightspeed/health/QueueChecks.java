package lightspeed.health;

import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import lightspeed.job.JobStatus;
import lightspeed.job.QueueStats;

/// What operators look at in the queue: a worker runs, waiting jobs move, none is stuck, few
/// failed.
public final class QueueChecks {
  /// A due job that waits longer while nothing is finished shows that nothing moves.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String LIST = "lightspeed-cli queue:list --status=FAILED";

  private QueueChecks() {}

  /// The four checks.
  ///
  /// @param stats of the queue, read by each check
  /// @param mostFailed how many failed jobs are only a warning
  public static List<HealthCheck> of(Supplier<QueueStats> stats, IntSupplier mostFailed) {
    return List.of(
        () -> workers(stats.get()),
        () -> pending(stats.get()),
        () -> stuck(stats.get()),
        () -> failed(stats.get(), mostFailed.getAsInt()));
  }

  static CheckResult workers(QueueStats stats) {
    int workers = stats.workers().size();
    return workers > 0
        ? new CheckResult.Passed("worker", workers + " running")
        : new CheckResult.Failed("worker", "none is running", CheckResult.WORK);
  }

  static CheckResult pending(QueueStats stats) {
    long pending = stats.count(JobStatus.PENDING);
    long oldest = stats.oldestPendingSeconds().orElse(0);
    boolean isMoving =
        oldest <= PATIENCE.toSeconds() || stats.rate().finishedInLastFiveMinutes() > 0;
    var detail =
        pending == 0 ? "none waiting" : pending + " waiting, the oldest due for " + oldest + " s";
    return isMoving
        ? new CheckResult.Passed("pending jobs", detail)
        : new CheckResult.Failed(
            "pending jobs",
            detail + ", none finished in 5 minutes",
            "lightspeed-cli queue:list --status=PENDING");
  }

  static CheckResult stuck(QueueStats stats) {
    return stats.stuck() == 0
        ? new CheckResult.Passed("stuck jobs", "none runs for more than 30 minutes")
        : new CheckResult.Failed(
            "stuck jobs",
            stats.stuck() + " run for more than 30 minutes or lost their worker",
            "lightspeed-cli queue:recover");
  }

  static CheckResult failed(QueueStats stats, int most) {
    long failed = stats.count(JobStatus.FAILED);
    if (failed == 0) {
      return new CheckResult.Passed("failed jobs", "0 failed");
    }
    return failed > most
        ? new CheckResult.Failed(
            "failed jobs", failed + " failed, more than health_failed_jobs (" + most + ")", LIST)
        : new CheckResult.Warned("failed jobs", failed + " failed", LIST);
  }
}
