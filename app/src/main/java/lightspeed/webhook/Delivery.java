package lightspeed.webhook;

import org.jspecify.annotations.Nullable;

/// One webhook POST that was proven to be genuine, as it came. Two are never compared.
///
/// @param eventType from the address or the body, at most 64 characters
/// @param headers as a JSON object, credentials left out
/// @param verifiedBy what proved it
/// @param consignmentId what it seems to be about; only to bring deliveries of one together
@SuppressWarnings("ArrayRecordComponent")
record Delivery(
    String eventType,
    byte[] body,
    String contentType,
    String headers,
    Proof verifiedBy,
    String sourceAddress,
    @Nullable String consignmentId) {

  /// What showed that a delivery is genuine.
  enum Proof {
    SIGNATURE,
    PATH_SECRET
  }
}
