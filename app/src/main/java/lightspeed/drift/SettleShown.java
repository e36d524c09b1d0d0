package lightspeed.drift;

import java.util.Optional;
import lightspeed.job.JobId;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.sync.Shown;
import org.jspecify.annotations.Nullable;

/// Settles differences as a person decided who saw them some time ago, on a page or in the answer
/// to a program: a decision names what was shown, and lapses when something else is there.
///
/// **Threads:** safe.
public final class SettleShown {
  /// Stands for a consignment that was shown as gone.
  private static final String GONE = "gone";

  private final DriftService drift;

  public SettleShown(DriftService drift) {
    this.drift = drift;
  }

  /// What a person can decide.
  public enum Choice {
    /// The order becomes what Lightspeed has.
    TAKE_REMOTE,
    /// A job makes Lightspeed have what the order says.
    PUSH_LOCAL,
    /// Nothing changes, and it is not shown until it does.
    IGNORE
  }

  /// What was done.
  ///
  /// @param job that goes on with it; null when all is done
  /// @param report what differs now; null when a job goes on
  public record Settled(@Nullable JobId job, DriftService.@Nullable Report report) {}

  /// Reads the consignment and compares; asks Lightspeed.
  ///
  /// @throws PurchaseOrderException.NotFound when there is no such order
  /// @throws PurchaseOrderException.Conflict when Lightspeed does not have it yet
  public DriftService.Report look(String idOrPublicId) throws InterruptedException {
    return drift.diff(idOrPublicId);
  }

  /// Names what was shown, as [#settle] takes it back.
  public static String shown(DriftService.Report report) {
    Shown shown = report.shown();
    return shown == null ? GONE : shown.text();
  }

  /// Settles what was shown.
  ///
  /// @param shown as [#shown(DriftService.Report)] named it
  /// @throws IllegalArgumentException when it names nothing that was ever shown
  /// @throws PurchaseOrderException.NotFound when there is no such order
  /// @throws PurchaseOrderException.Conflict when something else is there by now, or the state does
  ///     not allow it
  public Settled settle(String idOrPublicId, Choice choice, String shown, String actor)
      throws InterruptedException {
    Optional<Shown> seen = Shown.parse(shown);
    if (seen.isEmpty()) {
      if (!shown.equals(GONE)) {
        throw new IllegalArgumentException(
            "That is not what a comparison has shown. Compare, then decide.");
      }
      requireGone(idOrPublicId);
    }
    return switch (choice) {
      case TAKE_REMOTE ->
          new Settled(null, drift.takeRemote(idOrPublicId, actor, seen.orElse(null)));
      case PUSH_LOCAL -> new Settled(drift.pushLocal(idOrPublicId, actor, seen.orElse(null)), null);
      case IGNORE -> new Settled(null, drift.ignore(idOrPublicId, actor, seen.orElse(null)));
    };
  }

  private void requireGone(String idOrPublicId) throws InterruptedException {
    DriftService.Report now = drift.diff(idOrPublicId);
    if (now.shown() != null) {
      PurchaseOrder order = now.order();
      throw new PurchaseOrderException.Conflict(
          order.id(),
          "The consignment of order "
              + order.publicId()
              + " is in Lightspeed again, so nothing was done. Look at the difference again and"
              + " decide again.");
    }
  }
}
