package lightspeed.xseries;

import java.math.BigDecimal;

/// A line as we write it. There is no received quantity on purpose: writing one, even zero, makes
/// Lightspeed mark the order as dispatched.
///
/// @param count zero or more; a bulk call **adds** it, a single-line assignment sets it
/// @param cost of one unit, zero or more, without tax
public record ConsignmentLine(ProductId productId, BigDecimal count, BigDecimal cost) {
  public ConsignmentLine {
    if (count.signum() < 0 || cost.signum() < 0) {
      throw new IllegalArgumentException(
          "Count and cost of product " + productId + " are zero or more.");
    }
  }
}
