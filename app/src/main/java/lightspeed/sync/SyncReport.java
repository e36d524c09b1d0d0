package lightspeed.sync;

import java.time.Instant;
import java.util.List;
import lightspeed.purchaseorder.PurchaseOrder;
import org.jspecify.annotations.Nullable;

/// Where an order stands: itself, its job and its history.
///
/// @param nextAttemptAt when its waiting job may start, null when none waits
/// @param waiting what it waits for; null: for nothing but its turn
/// @param operations newest first
public record SyncReport(
    PurchaseOrder order,
    @Nullable Instant nextAttemptAt,
    @Nullable Waiting waiting,
    List<OperationRecord> operations) {
  public SyncReport {
    operations = List.copyOf(operations);
  }
}
