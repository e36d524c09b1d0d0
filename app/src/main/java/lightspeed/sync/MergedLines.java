package lightspeed.sync;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.catalog.CatalogProduct;
import lightspeed.purchaseorder.LineItem;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.xseries.ProductId;

/// Joins lines of the same product: a consignment has one line for each product. Lines with
/// different costs do not merge, because the order would say two prices.
final class MergedLines {
  private final Map<ProductId, ExpectedLine> byProduct = new LinkedHashMap<>();

  void add(LineItem line, CatalogProduct product, List<SyncProblem> problems) {
    if (line.quantity().signum() <= 0) {
      problems.add(problem(line, "the quantity must be more than zero."));
      return;
    }
    ProductId id = new ProductId(product.id());
    ExpectedLine known = byProduct.get(id);
    BigDecimal cost = line.unitCost();
    if (known == null) {
      byProduct.put(id, new ExpectedLine(id, line.sku(), line.quantity(), cost));
    } else if (known.cost().compareTo(cost) != 0) {
      problems.add(
          problem(
              line,
              "the same product is ordered twice with different costs ("
                  + known.cost().toPlainString()
                  + " and "
                  + cost.toPlainString()
                  + ")."));
    } else {
      BigDecimal count = known.count().add(line.quantity());
      byProduct.put(id, new ExpectedLine(id, known.sku(), count, cost));
    }
  }

  private static SyncProblem problem(LineItem line, String reason) {
    return new SyncProblem(line.number(), line.sku(), reason, List.of());
  }

  List<ExpectedLine> lines() {
    return List.copyOf(byProduct.values());
  }
}
