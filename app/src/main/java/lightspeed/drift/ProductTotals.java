package lightspeed.drift;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.purchaseorder.LineItem;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentProduct;
import org.jspecify.annotations.Nullable;

/// What an order, or its consignment, has of one product. An order may have several lines of it,
/// which Lightspeed keeps as one.
///
/// @param label the SKU, for people; the product's id when there is none that is short enough
/// @param sku verbatim; null when Lightspeed does not say
/// @param cost of one unit without tax; null when it has none
record ProductTotals(
    String label,
    @Nullable String sku,
    BigDecimal count,
    BigDecimal received,
    @Nullable BigDecimal cost) {
  private static final int LONGEST_LABEL = 150;

  /// By product id, in the order of the lines. Lines without a product are left out: Lightspeed
  /// cannot have them.
  static Map<String, ProductTotals> ofOrder(List<LineItem> lines) {
    Map<String, ProductTotals> totals = new LinkedHashMap<>();
    for (LineItem line : lines) {
      String product = line.productId();
      if (product != null) {
        totals.merge(
            product,
            new ProductTotals(
                label(line.sku(), product),
                line.sku(),
                line.quantity(),
                line.quantityReceived(),
                line.unitCost()),
            ProductTotals::plus);
      }
    }
    return totals;
  }

  /// What the consignment and its parts have. Of a received one with parts, what was received
  /// counts as ordered: the rest stands in a part.
  static Map<String, ProductTotals> of(RemoteOrder remote) {
    Map<String, ProductTotals> totals = ofConsignment(remote.ownLines());
    if (remote.parts().isEmpty()) {
      return totals;
    }
    if (remote.header().status().equals(Consignment.RECEIVED)) {
      totals.replaceAll((_, own) -> own.asReceived());
    }
    for (RemoteOrder part : remote.parts()) {
      boolean isReceived = part.header().status().equals(Consignment.RECEIVED);
      ofConsignment(part.ownLines())
          .forEach(
              (product, more) ->
                  totals.merge(
                      product, isReceived ? more.asReceived() : more, ProductTotals::plus));
    }
    return totals;
  }

  /// Whether it says anything: a line without any quantity does not.
  boolean isAny() {
    return count.signum() != 0 || received.signum() != 0;
  }

  private ProductTotals asReceived() {
    return new ProductTotals(label, sku, received, received, cost);
  }

  static Map<String, ProductTotals> ofConsignment(List<ConsignmentProduct> lines) {
    Map<String, ProductTotals> totals = new LinkedHashMap<>();
    for (ConsignmentProduct line : lines) {
      String product = line.productId().value();
      totals.put(
          product,
          new ProductTotals(
              label(line.sku(), product), line.sku(), line.count(), line.received(), line.cost()));
    }
    return totals;
  }

  private static String label(@Nullable String sku, String product) {
    return sku == null || sku.isEmpty() || sku.length() > LONGEST_LABEL ? product : sku;
  }

  private ProductTotals plus(ProductTotals other) {
    return new ProductTotals(
        label, sku, count.add(other.count), received.add(other.received), cost);
  }
}
