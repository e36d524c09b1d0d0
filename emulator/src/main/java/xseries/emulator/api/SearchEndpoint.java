package xseries.emulator.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.CatalogJson;
import xseries.emulator.catalog.Product;
import xseries.emulator.http.Query;
import xseries.emulator.http.Response;
import xseries.emulator.json.Json;
import xseries.emulator.settings.Settings;

/// The search over products. A repeated key means "or", a key with `-` before it means "not".
/// SKUs are indexed in lower case, so one with a capital letter finds nothing.
final class SearchEndpoint {
  private static final int MAX_PAGE = 1_000;

  private static final Map<String, Function<Product, @Nullable String>> KEYS = keys();

  private final Catalog catalog;
  private final CatalogJson json;

  SearchEndpoint(Catalog catalog, Settings settings) {
    this.catalog = catalog;
    this.json = new CatalogJson(catalog, settings);
  }

  private static Map<String, Function<Product, @Nullable String>> keys() {
    Map<String, Function<Product, @Nullable String>> keys = new LinkedHashMap<>();
    keys.put("sku", product -> product.sku().toLowerCase(Locale.ROOT));
    keys.put("supplier_id", Product::supplierId);
    keys.put("variant_parent_id", Product::variantParentId);
    keys.put("_id", Product::id);
    return keys;
  }

  void addTo(Routes routes) {
    routes.on(Operation.SEARCH, this::search);
  }

  private Response search(Call call) {
    Query query = call.query();
    String type = query.first("type", "");
    if (type.equals("sales") || type.equals("customers")) {
      ObjectNode nothing = Json.object();
      nothing.putArray("data");
      return Answers.ok(nothing);
    }
    if (!type.equals("products")) {
      throw new ApiError(400, "type must be one of sales, products, customers");
    }
    long size = Math.clamp(Pages.number(query.first("page_size", ""), 100), 1, MAX_PAGE);
    long offset = Math.max(0, Pages.number(query.first("offset", ""), 0));
    ObjectNode answer = Json.object();
    ArrayNode data = answer.putArray("data");
    boolean showsDeleted = query.isTrue("deleted");
    candidates(query).stream()
        .filter(product -> showsDeleted || !product.isDeleted())
        .filter(product -> fits(query, product))
        .skip(offset)
        .limit(size)
        .forEach(product -> data.add(json.of(product, call.caller().hidesCosts())));
    return Answers.ok(answer);
  }

  /// With SKUs the index answers; a batch of them must not walk all products.
  private List<Product> candidates(Query query) {
    List<String> skus = query.all("sku");
    if (skus.isEmpty()) {
      return List.copyOf(catalog.products().all());
    }
    List<Product> found = new ArrayList<>();
    for (String sku : skus) {
      for (Product product : catalog.byCode(sku)) {
        if (!found.contains(product)) {
          found.add(product);
        }
      }
    }
    return found;
  }

  private static boolean fits(Query query, Product product) {
    for (Map.Entry<String, Function<Product, @Nullable String>> key : KEYS.entrySet()) {
      String value = key.getValue().apply(product);
      List<String> wanted = query.all(key.getKey());
      List<String> unwanted = query.all("-" + key.getKey());
      if (!wanted.isEmpty() && (value == null || !wanted.contains(value))) {
        return false;
      }
      if (value != null && unwanted.contains(value)) {
        return false;
      }
    }
    return true;
  }
}
