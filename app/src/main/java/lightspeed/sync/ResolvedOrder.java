package lightspeed.sync;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.xseries.ConsignmentLine;
import lightspeed.xseries.ProductId;

/// An order that passed every check, in Lightspeed's terms.
///
/// @param lines what the consignment must carry in the end, one for each product, in order of the
///     lines
/// @param productOfLine the product found for each line number
record ResolvedOrder(
    PurchaseOrder order,
    String supplierId,
    String outletId,
    List<ExpectedLine> lines,
    Map<Integer, String> productOfLine) {
  ResolvedOrder {
    lines = List.copyOf(lines);
    productOfLine = Map.copyOf(productOfLine);
  }

  /// One line of the consignment.
  record ExpectedLine(ProductId product, String sku, BigDecimal count, BigDecimal cost) {
    ConsignmentLine onTheWire() {
      return new ConsignmentLine(product, count, cost);
    }
  }
}
