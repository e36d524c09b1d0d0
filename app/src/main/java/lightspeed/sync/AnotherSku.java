package lightspeed.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightspeed.catalog.SkuMappings;
import lightspeed.catalog.Unlike;
import lightspeed.purchaseorder.LineItem;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.ProductId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A line that Lightspeed shows under another SKU than the order's: its product has lost the SKU,
/// so it may be the wrong goods. A SKU that a person mapped to the product says nothing, and
/// neither does one that differs in outer blanks only.
///
/// @param ordered the order's SKU
/// @param there Lightspeed's
public record AnotherSku(String ordered, String there) {

  /// Compares the SKUs of one line.
  ///
  /// @param there null when Lightspeed does not say
  /// @param isMapped whether a person let the SKU stand for the product
  public static Optional<AnotherSku> of(String ordered, @Nullable String there, boolean isMapped) {
    return isMapped
            || there == null
            || there.isBlank()
            || Unlike.bare(there).equals(Unlike.bare(ordered))
        ? Optional.empty()
        : Optional.of(new AnotherSku(ordered, there));
  }

  /// All lines of the order that Lightspeed has under another SKU. Several lines of an order may be
  /// one in Lightspeed; one of them with its SKU is enough.
  public static List<AnotherSku> among(
      Handle handle, List<LineItem> lines, List<ConsignmentProduct> actual) {
    Map<String, List<LineItem>> byProduct = new HashMap<>();
    for (LineItem line : lines) {
      String product = line.productId();
      if (product != null) {
        byProduct.computeIfAbsent(product, _ -> new ArrayList<>()).add(line);
      }
    }
    List<AnotherSku> found = new ArrayList<>();
    for (ConsignmentProduct line : actual) {
      List<LineItem> ordered = byProduct.getOrDefault(line.productId().value(), List.of());
      List<AnotherSku> differing =
          ordered.stream()
              .map(ours -> of(ours.sku(), line.sku(), false))
              .flatMap(Optional::stream)
              .toList();
      if (!ordered.isEmpty() && differing.size() == ordered.size()) {
        found.add(differing.getFirst());
      }
    }
    return found.isEmpty() ? found : unmapped(handle, found);
  }

  /// As the other one, for an order that has been found in the catalogue.
  static List<AnotherSku> among(
      Handle handle, ResolvedOrder resolved, List<ConsignmentProduct> actual) {
    Map<ProductId, String> skus = new HashMap<>();
    resolved.lines().forEach(line -> skus.put(line.product(), line.sku()));
    List<AnotherSku> found = new ArrayList<>();
    for (ConsignmentProduct line : actual) {
      String ordered = skus.get(line.productId());
      if (ordered != null) {
        of(ordered, line.sku(), false).ifPresent(found::add);
      }
    }
    return found.isEmpty() ? found : unmapped(handle, found);
  }

  private static List<AnotherSku> unmapped(Handle handle, List<AnotherSku> found) {
    Set<String> skus = new HashSet<>();
    found.forEach(one -> skus.add(one.ordered()));
    Set<String> mapped = new SkuMappings().productsFor(handle, skus).keySet();
    return found.stream().filter(one -> !mapped.contains(one.ordered())).toList();
  }

  /// For people: all of them.
  static String words(List<AnotherSku> found) {
    return WordsOfMany.of(found.stream().map(AnotherSku::sentence).toList());
  }

  /// For people: all of them, and the ways out for an order that has the consignment.
  static String stopped(ConsignmentId consignment, String publicId, List<AnotherSku> found) {
    return "Consignment "
        + consignment
        + " may have the wrong goods: "
        + words(found)
        + ". A SKU was changed there since the order was found in the catalog, so nothing more"
        + " was written. If the product is right, give it its SKU back in Lightspeed or map the"
        + " order's SKU to it, then run lightspeed-cli sync:retry "
        + publicId
        + ". If it is wrong, cancel the order (lightspeed-cli po:cancel "
        + publicId
        + ") and order again under another number.";
  }

  /// For people.
  public String sentence() {
    return ordered + " is in Lightspeed under another SKU, \"" + there + "\"";
  }
}
