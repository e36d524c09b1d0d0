package lightspeed.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.purchaseorder.LineItem;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.xseries.ProductId;

/// What the consignment of an order must carry: one line for each product, in the order of the
/// lines.
final class ExpectedLines {
  private ExpectedLines() {}

  static List<ExpectedLine> of(List<LineItem> lines) {
    Map<ProductId, ExpectedLine> expected = new LinkedHashMap<>();
    for (LineItem line : lines) {
      String product = line.productId();
      if (product != null) {
        expected.merge(
            new ProductId(product),
            new ExpectedLine(new ProductId(product), line.sku(), line.quantity(), line.unitCost()),
            (a, b) -> new ExpectedLine(a.product(), a.sku(), a.count().add(b.count()), a.cost()));
      }
    }
    return List.copyOf(expected.values());
  }
}
