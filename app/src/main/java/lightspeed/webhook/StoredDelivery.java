package lightspeed.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A kept delivery as people look at it.
///
/// @param verifiedBy what proved that it is genuine: SIGNATURE or PATH_SECRET
/// @param bytes size of its body
/// @param reason why it was ignored or failed
public record StoredDelivery(
    long id,
    String eventType,
    DeliveryStatus status,
    String verifiedBy,
    String sourceAddress,
    @Nullable String consignmentId,
    long bytes,
    @Nullable String reason,
    Instant receivedAt,
    @Nullable Instant processedAt) {}
