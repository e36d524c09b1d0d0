package lightspeed.rest;

import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.catalog.CatalogProduct;
import lightspeed.doctor.CheckResult;
import lightspeed.signin.Right;
import lightspeed.webhook.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/// Webhook deliveries, products and health.
final class OtherRoutes {
  private final ApiServices services;

  OtherRoutes(ApiServices services) {
    this.services = services;
  }

  void addTo(ApiRoutes routes) {
    routes.get(Api.ROOT + "/webhook-deliveries", this::deliveries, Right.READ);
    routes.post(Api.ROOT + "/webhook-deliveries/{id}/replay", this::replay, Right.OPERATE);
    routes.get(Api.ROOT + "/products", this::products, Right.READ);
    routes.get(Api.ROOT + "/health", this::health, Right.READ);
  }

  private void deliveries(Context context) {
    var asked = new Parameters(context, "status", "cursor", "limit");
    int limit = asked.limit();
    var found =
        services
            .deliveries()
            .page(
                asked.word("status", DeliveryStatus.class).orElse(null),
                asked.text("cursor").map(Cursor::number).orElse(null),
                limit);
    Api.page(
        context,
        "deliveries",
        found,
        found.size() < limit ? null : Cursor.of(Long.toString(found.getLast().id())));
  }

  private void replay(Context context) {
    var text = context.pathParam("id");
    if (!text.matches("[0-9]{1,18}")) {
      throw new Refused(404, "not_found", "There is no delivery " + text + ".");
    }
    var job =
        services
            .deliveries()
            .replay(Long.parseLong(text))
            .orElseThrow(() -> new Refused(404, "not_found", "There is no delivery " + text + "."));
    Api.json(context, 202, Map.of("delivery", Long.parseLong(text), "job", job.toString()));
  }

  /// A product as programs see it.
  private record ProductView(
      String id,
      String sku,
      String name,
      @Nullable String handle,
      @Nullable BigDecimal supplyPrice,
      @Nullable String supplierId,
      boolean isOrderable) {
    static ProductView of(CatalogProduct product) {
      return new ProductView(
          product.id(),
          product.sku(),
          product.name(),
          product.handle(),
          product.supplyPrice(),
          product.supplierId(),
          product.isOrderable());
    }
  }

  /// A search gives the best ones and has no second page.
  private void products(Context context) {
    var asked = new Parameters(context, "search", "cursor", "limit");
    int limit = asked.limit();
    var search = asked.text("search");
    if (search.isPresent()) {
      Api.page(context, "products", views(services.products().search(search.get(), limit)), null);
      return;
    }
    var found =
        services.products().page(asked.text("cursor").map(Cursor::text).orElse(null), limit);
    Api.page(
        context,
        "products",
        views(found),
        found.size() < limit ? null : Cursor.of(found.getLast().id()));
  }

  private static List<ProductView> views(List<CatalogProduct> products) {
    return products.stream().map(ProductView::of).toList();
  }

  private void health(Context context) throws InterruptedException {
    var report = services.health().look();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("healthy", report.isHealthy());
    document.put("checks", report.results().stream().map(OtherRoutes::check).toList());
    Api.json(context, report.isHealthy() ? 200 : 503, document);
  }

  private static Map<String, @Nullable Object> check(CheckResult result) {
    Map<String, @Nullable Object> check = new LinkedHashMap<>();
    check.put("id", result.id());
    check.put("name", result.name());
    check.put("status", result.status().name());
    check.put("detail", ApiWords.of(result.detail()));
    check.put("hint", ApiWords.ofNullable(result.hint()));
    return check;
  }
}
