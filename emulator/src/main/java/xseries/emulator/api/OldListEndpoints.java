package xseries.emulator.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.CatalogJson;
import xseries.emulator.catalog.Label;
import xseries.emulator.catalog.Labels;
import xseries.emulator.catalog.Outlet;
import xseries.emulator.catalog.Registers;
import xseries.emulator.catalog.Supplier;
import xseries.emulator.http.Query;
import xseries.emulator.http.Response;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Json;
import xseries.emulator.settings.Settings;
import xseries.emulator.store.Store;

/// What older clients read below `/api` without a version: lists under the name of what they hold,
/// in pages with numbers and not with a cursor.
final class OldListEndpoints {
  /// The vendor's limit for pages of this kind.
  private static final int LONGEST_PAGE = 200;

  private static final int USUAL_PAGE = 50;

  private final Store store;
  private final Catalog catalog;
  private final CatalogJson json;
  private final Registers registers;
  private final Users users;

  OldListEndpoints(Store store, Catalog catalog, Settings settings) {
    this.store = store;
    this.catalog = catalog;
    this.json = new CatalogJson(catalog, settings);
    this.registers = new Registers(catalog, settings);
    this.users = new Users(store);
  }

  void addTo(Routes routes) {
    routes
        .on(Operation.LIST_OUTLETS_OLD, this::outlets)
        .on(Operation.LIST_REGISTERS_OLD, this::registers)
        .on(Operation.LIST_SUPPLIERS_OLD, this::suppliers)
        .on(Operation.WRITE_SUPPLIER_OLD, this::writeSupplier)
        .on(Operation.GET_SUPPLIER_OLD, call -> Answers.ok(json.old(known(call.parameter("id")))))
        .on(Operation.LIST_TAXES_OLD, call -> whole("taxes", catalog.labels().taxes(), this::tax))
        .on(
            Operation.GET_TAX_OLD,
            call -> {
              Label found = LabelEndpoints.find(call, catalog.labels().taxes());
              return Answers.ok(Json.object().set("tax", tax(found)));
            })
        .on(Operation.LIST_USERS_OLD, this::users);
  }

  private Response outlets(Call call) {
    var seen =
        catalog.outlets().all().stream()
            .filter(one -> one.deletedAt() == null && call.caller().sees(one.id()))
            .toList();
    return whole("outlets", seen, json::old);
  }

  private Response registers(Call call) {
    var seen = registers.list().stream().filter(one -> call.caller().sees(one.outletId())).toList();
    return whole("registers", seen, json::old);
  }

  private Response users(Call call) {
    Outlet first = catalog.outlets().all().iterator().next();
    return whole("users", List.of(users), all -> all.oldJson(first, call.caller().outletIds()));
  }

  private Response suppliers(Call call) {
    Query query = call.query();
    int size = Math.clamp(Pages.number(query.first("page_size", ""), USUAL_PAGE), 1, LONGEST_PAGE);
    int page = Math.clamp(Pages.number(query.first("page", ""), 1), 1, 1_000_000);
    List<Supplier> all =
        catalog.suppliers().all().stream().filter(one -> one.deletedAt() == null).toList();
    int from = (int) Math.min((page - 1L) * size, all.size());
    List<Supplier> shown = all.subList(from, Math.min(from + size, all.size()));
    return list("suppliers", shown, json::old, new Place(all.size(), page, size));
  }

  /// Makes a supplier, or changes the one whose `id` is given.
  private Response writeSupplier(Call call) {
    Fields fields = call.fields();
    String id = fields.text("id");
    String name = fields.text("name");
    Supplier old = id == null ? null : known(id);
    if (old == null && (name == null || name.isBlank())) {
      throw new ApiError(400, "name is required");
    }
    long version = store.nextVersion();
    Supplier blank =
        old == null ? new Supplier(store.newId(version), "", null, null, null, null, version) : old;
    String description =
        fields.has("description") ? fields.text("description") : blank.description();
    String email = email(call.object().path("contact"), blank.email());
    Supplier written =
        new Supplier(
            blank.id(),
            name == null ? blank.name() : name,
            description,
            email,
            null,
            blank.odd(),
            version);
    catalog.suppliers().put(written);
    return Answers.ok(json.old(written));
  }

  private static @Nullable String email(JsonNode contact, @Nullable String fallback) {
    return contact.path("email").isString() ? contact.path("email").asString() : fallback;
  }

  private Supplier known(String id) {
    Supplier supplier = catalog.supplier(id);
    if (supplier == null) {
      throw new ApiError(404, "supplier not found");
    }
    return supplier;
  }

  private ObjectNode tax(Label tax) {
    var rate = Json.number(Labels.rateOf(tax));
    ObjectNode printed =
        Json.object()
            .put("id", tax.id())
            .put("name", tax.name())
            .set("rate", rate)
            .put("default", tax.equals(catalog.labels().defaultTax()))
            .put("active", true);
    printed
        .putArray("rates")
        .addObject()
        .put("id", "e" + tax.id().substring(1))
        .put("name", tax.name())
        .set("rate", rate);
    return printed;
  }

  /// Which part of a list is shown.
  private record Place(int results, int page, int size) {}

  private static <R> Response whole(String name, List<R> rows, Function<R, ObjectNode> print) {
    return list(name, rows, print, new Place(rows.size(), 1, Math.max(rows.size(), 1)));
  }

  private static <R> Response list(
      String name, List<R> rows, Function<R, ObjectNode> print, Place place) {
    ObjectNode answer = Json.object();
    ArrayNode all = answer.putArray(name);
    rows.forEach(row -> all.add(print.apply(row)));
    answer
        .putObject("pagination")
        .put("results", place.results())
        .put("page", place.page())
        .put("page_size", place.size())
        .put("pages", Math.ceilDiv(place.results(), place.size()));
    return Answers.ok(answer);
  }
}
