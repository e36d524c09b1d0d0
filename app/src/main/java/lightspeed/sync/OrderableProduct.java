package lightspeed.sync;

import java.util.List;
import java.util.Optional;
import lightspeed.catalog.CatalogProduct;
import lightspeed.purchaseorder.LineItem;
import org.jspecify.annotations.Nullable;

/// Which product a line means, among those that have its SKU, and whether it may be on a supplier
/// order.
///
/// **Source:** the vendor refuses composites on supplier orders and wants variants, not their
/// parent (changelog 2024-03, API 2.0 documentation of consignment products).
final class OrderableProduct {
  private OrderableProduct() {}

  static Optional<CatalogProduct> choose(
      LineItem line, List<CatalogProduct> candidates, List<SyncProblem> problems) {
    List<CatalogProduct> orderable =
        candidates.stream().filter(CatalogProduct::isOrderable).toList();
    if (orderable.size() == 1) {
      return Optional.of(orderable.getFirst());
    }
    problems.add(orderable.isEmpty() ? refused(line, candidates) : ambiguous(line, orderable));
    return Optional.empty();
  }

  private static SyncProblem refused(LineItem line, List<CatalogProduct> candidates) {
    String reason = String.valueOf(objection(candidates.getFirst()));
    return new SyncProblem(line.number(), line.sku(), reason, List.of());
  }

  private static SyncProblem ambiguous(LineItem line, List<CatalogProduct> orderable) {
    return new SyncProblem(
        line.number(),
        line.sku(),
        orderable.size() + " products in Lightspeed have this SKU; make it unique there.",
        orderable.stream().map(CatalogProduct::name).toList());
  }

  private static @Nullable String objection(CatalogProduct product) {
    if (product.deletedAt() != null) {
      return "the product was deleted in Lightspeed.";
    }
    if (!product.isActive()) {
      return "the product is inactive in Lightspeed; activate it there or take the line out.";
    }
    if (product.isComposite()) {
      return "the product is a composite, which Lightspeed refuses on purchase orders; order its"
          + " parts.";
    }
    if (product.isParentOfVariants()) {
      return "the product has variants; order one of them.";
    }
    return null;
  }
}
