package lightspeed.purchaseorder;

import org.jspecify.annotations.Nullable;

/// What the import did with one order of the file.
///
/// @param publicId the order's number; the number it would get when a dry run generates one
/// @param lines after lines of the same SKU and cost were put together
/// @param reason why it was refused or left out, null otherwise
public record ImportedOrder(
    PurchaseOrderId id, String publicId, Outcome outcome, int lines, @Nullable String reason) {

  /// What happened to it.
  public enum Outcome {
    CREATED,
    /// A draft with other content.
    UPDATED,
    /// It is here already with exactly this content.
    UNCHANGED,
    /// It is beyond draft and the file says something else.
    REFUSED,
    /// It has a bad row and the import was partial.
    LEFT_OUT
  }
}
