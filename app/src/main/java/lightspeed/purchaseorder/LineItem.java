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
    BigDecimal quantityReceived) {}
