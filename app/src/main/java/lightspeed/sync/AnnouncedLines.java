package lightspeed.sync;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.CatalogStore;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The lines of an order that Lightspeed may have already. Their products are fixed: another
/// product for one of them would be added beside the first, and both would be delivered.
///
/// @param products by id, as the mirror has them now; null never, missing when it does not
record AnnouncedLines(Set<String> announced, Map<String, CatalogProduct> products) {
  private static final AnnouncedLines NONE = new AnnouncedLines(Set.of(), Map.of());

  static AnnouncedLines read(
      Handle tx, OrderWithLines order, JournalHistory history, CatalogStore catalog) {
    PurchaseOrder header = order.order();
    String consignment = header.lightspeedConsignmentId();
    if (consignment == null) {
      return NONE;
    }
    Set<String> announced = history.announcedProducts(tx, header.id(), consignment);
    return announced.isEmpty()
        ? NONE
        : new AnnouncedLines(
            announced,
            catalog.productsById(tx, announced).stream()
                .collect(Collectors.toMap(CatalogProduct::id, product -> product)));
  }

  /// Whether the product of this line is fixed.
  boolean has(LineItem line) {
    String product = line.productId();
    return product != null && announced.contains(product);
  }

  /// The product of a line that [#has] holds.
  ///
  /// @param candidates what its SKU stands for now
  /// @return empty when a person must look first; that is among `problems` then
  Optional<CatalogProduct> keep(
      LineItem line, List<CatalogProduct> candidates, List<SyncProblem> problems) {
    String fixed = String.valueOf(line.productId());
    List<CatalogProduct> orderable =
        candidates.stream().filter(CatalogProduct::isOrderable).toList();
    Optional<CatalogProduct> same =
        orderable.stream().filter(product -> product.id().equals(fixed)).findFirst();
    if (same.isPresent()) {
      return same;
    }
    CatalogProduct known = products.get(fixed);
    if (!orderable.isEmpty()) {
      problems.add(problem(line, another(line, fixed, known, orderable.getFirst())));
      return Optional.empty();
    }
    if (known == null || known.deletedAt() != null) {
      problems.add(problem(line, gone(fixed, known)));
      return Optional.empty();
    }
    return Optional.of(known);
  }

  private static String another(
      LineItem line, String fixed, @Nullable CatalogProduct known, CatalogProduct now) {
    return "Lightspeed may have this line already, as product "
        + words(fixed, known)
        + ", but the SKU means product "
        + words(now.id(), now)
        + " now, so nothing more was sent. If the first is right, let the SKU stand for it: give it"
        + " the SKU back in Lightspeed, or map "
        + line.sku()
        + " to it, then run sync:retry. If the second is right, cancel the order with po:cancel"
        + " and order again under another number.";
  }

  private static String gone(String fixed, @Nullable CatalogProduct known) {
    return "Lightspeed may have this line already, as product "
        + words(fixed, known)
        + ", which was deleted there since. Cancel the order with po:cancel and order again under"
        + " another number.";
  }

  private static String words(String id, @Nullable CatalogProduct product) {
    return product == null ? id : "\"" + product.name() + "\" (" + id + ")";
  }

  private static SyncProblem problem(LineItem line, String reason) {
    return new SyncProblem(line.number(), line.sku(), reason, List.of());
  }
}
