package lightspeed.purchaseorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which orders to list; a null component does not filter.
///
/// @param supplier id or name, exactly as written in the order or as resolved
/// @param outlet id or name, exactly as written in the order or as resolved
/// @param search how a public id or id begins, a whole SKU or consignment id (of each the latest
///     1,000), or, among the 10,000 newest orders, part of the public id, id, supplier, outlet or
///     supplier invoice
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
