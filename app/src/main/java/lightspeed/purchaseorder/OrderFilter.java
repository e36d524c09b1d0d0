package lightspeed.purchaseorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which orders to list; a null component does not filter.
///
/// @param supplier id or name, exactly as written in the order or as resolved
/// @param outlet id or name, exactly as written in the order or as resolved
/// @param search part of the public id, id, supplier, outlet, supplier invoice or consignment id,
///     or a whole SKU
/// @param since created at this moment or later
public record OrderFilter(
    @Nullable OrderState state,
    @Nullable SyncStatus syncStatus,
    @Nullable String supplier,
    @Nullable String outlet,
    @Nullable String search,
    @Nullable Instant since) {

  public static OrderFilter all() {
    return new OrderFilter(null, null, null, null, null, null);
  }
}
