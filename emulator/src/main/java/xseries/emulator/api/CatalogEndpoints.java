package xseries.emulator.api;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.CatalogJson;
import xseries.emulator.catalog.Outlet;
import xseries.emulator.catalog.Product;
import xseries.emulator.catalog.Supplier;
import xseries.emulator.http.Query;
import xseries.emulator.http.Response;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Json;
import xseries.emulator.settings.Settings;
import xseries.emulator.store.Store;

/// Outlets, suppliers and products.
final class CatalogEndpoints {
  private final Store store;
  private final Catalog catalog;
  private final CatalogJson json;
  private final Pages pages;
  private final InstantSource clock;

  CatalogEndpoints(
      Store store, Catalog catalog, Settings settings, Pages pages, InstantSource clock) {
    this.store = store;
    this.catalog = catalog;
    this.json = new CatalogJson(catalog, settings);
    this.pages = pages;
    this.clock = clock;
  }

  void addTo(Routes routes) {
    routes
        .on(Operation.LIST_OUTLETS, this::outlets)
        .on(Operation.GET_OUTLET, this::outlet)
        .on(Operation.LIST_SUPPLIERS, this::suppliers)
        .on(Operation.CREATE_SUPPLIER, this::createSupplier)
        .on(Operation.GET_SUPPLIER, this::supplier)
        .on(Operation.UPDATE_SUPPLIER, this::updateSupplier)
        .on(Operation.DELETE_SUPPLIER, this::deleteSupplier)
        .on(Operation.LIST_PRODUCTS, this::products)
        .on(Operation.GET_PRODUCT, this::product);
  }

  private Response outlets(Call call) {
    boolean showsDeleted = call.query().isTrue("deleted");
    return Answers.ok(
        pages.list(
            call.query(),
            catalog.outlets(),
            one -> (showsDeleted || one.deletedAt() == null) && call.caller().sees(one.id()),
            json::of));
  }

  private Response outlet(Call call) {
    Outlet outlet = catalog.outlet(call.parameter("id"));
    if (outlet == null) {
      throw new ApiError(404, "outlet not found");
    }
    return Answers.data(200, json.of(outlet));
  }

  /// Deleted suppliers can be asked for in dated versions only.
  private Response suppliers(Call call) {
    boolean showsDeleted = call.version().isDated() && call.query().isTrue("deleted");
    return Answers.ok(
        pages.list(
            call.query(),
            catalog.suppliers(),
            one -> showsDeleted || one.deletedAt() == null,
            json::of));
  }

  private Response supplier(Call call) {
    return Answers.data(200, json.of(findSupplier(call)));
  }

  private Response createSupplier(Call call) {
    Fields fields = call.fields();
    String name = fields.text("name");
    if (name == null || name.isBlank()) {
      throw new ApiError(400, "name is required");
    }
    long version = store.nextVersion();
    String id = store.newId(version);
    catalog
        .suppliers()
        .put(new Supplier(id, name, fields.text("description"), null, null, null, version));
    return Answers.ok(Json.object().put("data", id));
  }

  private Response updateSupplier(Call call) {
    Supplier old = findSupplier(call);
    Fields fields = call.fields();
    String name = fields.text("name");
    String description = fields.has("description") ? fields.text("description") : old.description();
    catalog
        .suppliers()
        .put(
            new Supplier(
                old.id(),
                name == null ? old.name() : name,
                description,
                old.email(),
                null,
                old.odd(),
                store.nextVersion()));
    return Answers.ok(Json.object().put("id", old.id()));
  }

  private Response deleteSupplier(Call call) {
    Supplier old = findSupplier(call);
    long version = store.nextVersion();
    catalog
        .suppliers()
        .put(
            new Supplier(
                old.id(),
                old.name(),
                old.description(),
                old.email(),
                clock.instant(),
                old.odd(),
                version));
    ObjectNode data = Json.object().put("id", old.id()).put("job_id", store.newId(version));
    return Answers.data(200, data);
  }

  private Supplier findSupplier(Call call) {
    Supplier supplier = catalog.supplier(call.parameter("id"));
    if (supplier == null) {
      throw new ApiError(404, "supplier not found");
    }
    return supplier;
  }

  /// With `sku` everything else in the query is ignored, paging included.
  private Response products(Call call) {
    Query query = call.query();
    String sku = query.first("sku");
    if (sku != null) {
      List<Product> found =
          catalog.byCode(sku).stream().filter(product -> !product.isDeleted()).toList();
      return Answers.ok(Pages.envelope(found, one -> json(call, one)));
    }
    boolean showsDeleted = query.isTrue("deleted");
    String name = query.first("name");
    String family = query.first("family_name");
    return Answers.ok(
        pages.list(
            query,
            catalog.products(),
            one ->
                (showsDeleted || !one.isDeleted())
                    && accepts(name, one.fullName())
                    && accepts(family, one.name()),
            one -> json(call, one)));
  }

  private static boolean accepts(@Nullable String wanted, String actual) {
    return wanted == null || wanted.equalsIgnoreCase(actual);
  }

  private Response product(Call call) {
    Product product = catalog.products().get(call.parameter("id"));
    if (product == null) {
      throw new ApiError(404, "product not found");
    }
    return Answers.data(200, json(call, product));
  }

  private ObjectNode json(Call call, Product product) {
    return json.of(product, call.caller().hidesCosts());
  }
}
