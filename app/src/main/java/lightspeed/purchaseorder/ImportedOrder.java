package lightspeed.purchaseorder;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What the import did with one order of the file.
///
/// @param publicId the order's number; the number it would get when a dry run generates one
/// @param lines after lines of the same SKU and cost were put together
/// @param reason why it was refused or left out, null otherwise
/// @param content what the file says of it, null when a bad row keeps that from being known
public record ImportedOrder(
    PurchaseOrderId id,
    String publicId,
    Outcome outcome,
    int lines,
    @Nullable String reason,
    @Nullable Content content) {

  /// An order of the file, as far as a list shows it.
  ///
  /// @param cost of all lines, without tax
  public record Content(String supplier, String outlet, BigDecimal quantity, BigDecimal cost) {}

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
