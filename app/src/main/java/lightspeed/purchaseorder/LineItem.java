package lightspeed.purchaseorder;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// One line of an order.
///
/// @param number from 1, in the order of the buyer's file
/// @param productId Lightspeed's id, null until resolved
/// @param quantity ordered, a whole number of at least 1
/// @param unitCost without tax, in the retailer's currency
/// @param quantityReceived the total that Lightspeed last showed
public record LineItem(
    int number,
    String sku,
    @Nullable String productId,
    @Nullable String name,
    BigDecimal quantity,
    BigDecimal unitCost,
    BigDecimal quantityReceived) {

  /// What is still to come; zero when all of it, or more, was received.
  public BigDecimal quantityOpen() {
    return quantity.subtract(quantityReceived).max(BigDecimal.ZERO);
  }

  /// What was received beyond what was ordered; zero when nothing was.
  public BigDecimal quantityOver() {
    return quantityReceived.subtract(quantity).max(BigDecimal.ZERO);
  }

  LineItem withSku(String another) {
    return new LineItem(number, another, productId, name, quantity, unitCost, quantityReceived);
  }

  LineItem withReceived(BigDecimal received) {
    return new LineItem(number, sku, productId, name, quantity, unitCost, received);
  }
}
