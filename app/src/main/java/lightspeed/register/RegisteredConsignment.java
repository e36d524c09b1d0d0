package lightspeed.register;

import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import org.jspecify.annotations.Nullable;

/// What the register knows of one consignment, as of the last walk that saw it.
///
/// @param reference as Lightspeed shows it, cut at 512 characters; null when it has none
/// @param status verbatim; empty when it could not be read
/// @param version the highest one seen
/// @param isOurs whether a create of ours made it
/// @param isGone whether it is known not to be there any more
public record RegisteredConsignment(
    ConsignmentId id,
    @Nullable String reference,
    String status,
    @Nullable String supplierId,
    @Nullable String outletId,
    long version,
    boolean isOurs,
    boolean isGone) {

  RegisteredConsignment ours() {
    return new RegisteredConsignment(
        id, reference, status, supplierId, outletId, version, true, isGone);
  }

  public boolean isCancelled() {
    return status.equals(Consignment.CANCELLED);
  }
}
