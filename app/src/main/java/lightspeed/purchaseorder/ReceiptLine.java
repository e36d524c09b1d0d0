package lightspeed.purchaseorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A line of an order with what was received of it.
///
/// @param supplier as the buyer wrote it
/// @param outlet as the buyer wrote it
/// @param lastReceiptAt when a change of what was received last came back, null when none did
public record ReceiptLine(
    String publicId,
    OrderState state,
    String supplier,
    String outlet,
    LineItem line,
    @Nullable Instant lastReceiptAt) {}
