package lightspeed.console.work;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import lightspeed.console.Frame;
import lightspeed.console.Show;
import lightspeed.doctor.CheckResult;
import lightspeed.doctor.CheckResult.Status;
import lightspeed.history.CappedCounts;
import lightspeed.job.JobStatus;
import lightspeed.job.QueueStats;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.webhook.StoredDelivery;
import lightspeed.xseries.CallBudget;

/// Is it working, and what needs a person.
///
/// @param checks what was found about everything the product needs, as the last look said
/// @param failed the newest orders whose sync failed
/// @param deliveries the newest webhooks
public record OverviewPage(
    Frame frame,
    List<CheckResult> checks,
    QueueStats queue,
    Map<SyncStatus, Integer> counts,
    CallBudget.State budget,
    List<PurchaseOrder> failed,
    List<StoredDelivery> deliveries) {

  public String count(SyncStatus status) {
    return Show.capped(Objects.requireNonNullElse(counts.get(status), 0), CappedCounts.MOST);
  }

  /// The state of everything in one sentence.
  public String sentence() {
    long failed = count(Status.FAILED);
    long warned = count(Status.WARNING);
    if (failed > 0) {
      return Show.count(failed, "thing") + (failed == 1 ? " does" : " do") + " not work.";
    }
    return warned == 0
        ? "Everything works."
        : "It works; " + Show.count(warned, "thing") + " to look at.";
  }

  /// The checks that found something to do.
  public List<CheckResult> toLookAt() {
    return checks.stream().filter(result -> !result.isOk()).toList();
  }

  private long count(Status status) {
    return checks.stream().filter(one -> one.status() == status).count();
  }

  public String tone() {
    return tone(
        count(Status.FAILED) > 0
            ? Status.FAILED
            : count(Status.WARNING) > 0 ? Status.WARNING : Status.OK);
  }

  public String tone(Status status) {
    return switch (status) {
      case OK -> "good";
      case WARNING -> "busy";
      case FAILED -> "bad";
    };
  }

  /// What to do about it, empty when nothing is to be done.
  public String hint(CheckResult result) {
    return Objects.requireNonNullElse(result.hint(), "");
  }

  public String jobs(JobStatus status) {
    return Show.capped(queue.count(status), QueueStats.GLANCE);
  }
}
