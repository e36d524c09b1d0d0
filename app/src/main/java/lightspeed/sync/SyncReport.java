package lightspeed.sync;

import java.time.Instant;
import java.util.List;
import lightspeed.purchaseorder.PurchaseOrder;
import org.jspecify.annotations.Nullable;

/// Where an order stands: itself, its job and its history.
///
/// @param nextAttemptAt when its waiting job may start, null when none waits
/// @param waiting what it waits for; null: for nothing but its turn
/// @param numberTaken a warning that the store has its number already, before it is sent; null: not
///     as far as is known
/// @param operations newest first
public record SyncReport(
    PurchaseOrder order,
    @Nullable Instant nextAttemptAt,
    @Nullable Waiting waiting,
    @Nullable String numberTaken,
    List<OperationRecord> operations) {
  public SyncReport {
    operations = List.copyOf(operations);
  }
}
