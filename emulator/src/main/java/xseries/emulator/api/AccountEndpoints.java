package xseries.emulator.api;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.CatalogJson;
import xseries.emulator.catalog.Register;
import xseries.emulator.catalog.Registers;
import xseries.emulator.catalog.Retailer;
import xseries.emulator.http.Response;
import xseries.emulator.json.Json;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Store;

/// The retailer, its users and its registers.
final class AccountEndpoints {
  private static final String FIRST_USER_ID = "0242ac12-0002-11e9-f8c4-5a4d8b0c7701";
  private static final long FIRST_USER_VERSION = 5_020;
  private static final String SINCE = "2024-02-01T08:00:00+00:00";

  private final Store store;
  private final Retailer retailer;
  private final Registers registers;
  private final CatalogJson json;
  private final Settings settings;
  private final Pages pages;

  AccountEndpoints(Store store, Catalog catalog, Settings settings, Pages pages) {
    this.store = store;
    this.retailer = new Retailer(store);
    this.registers = new Registers(catalog, settings);
    this.json = new CatalogJson(catalog, settings);
    this.settings = settings;
    this.pages = pages;
  }

  void addTo(Routes routes) {
    routes
        .on("GET", "/registers", this::registers)
        .on("GET", "/registers/{id}", this::register)
        .on("GET", "/user", this::user)
        .on("GET", "/users", this::users)
        .on("GET", "/users/{id}", this::userById)
        .on("GET", "/retailer", this::retailer);
  }

  private Response registers(Call call) {
    long after = Pages.after(call.query());
    long upTo = pages.upTo(call.query());
    List<Register> page =
        registers.list().stream()
            .filter(one -> one.version() > after && one.version() <= upTo)
            .filter(one -> call.caller().sees(one.outletId()))
            .limit(pages.size(call.query()))
            .toList();
    return Answers.ok(Pages.envelope(page, json::of));
  }

  private Response register(Call call) {
    for (Register one : registers.list()) {
      if (one.id().equals(call.parameter("id"))) {
        return Answers.data(200, json.of(one));
      }
    }
    throw new ApiError(404, "register not found");
  }

  /// The vendor's example shows an array, its own library reads an object.
  private Response user(Call call) {
    JsonNode user = user(call.caller());
    boolean isArray = settings.is(Switch.USER_SHAPE, "array");
    return Answers.data(200, isArray ? Json.array().add(user) : user);
  }

  private Response users(Call call) {
    boolean isPast = Pages.after(call.query()) >= user(call.caller()).path("version").asLong(0);
    ObjectNode answer = Json.object();
    var data = answer.putArray("data");
    ObjectNode version = answer.putObject("version");
    if (isPast) {
      version.putNull("min").putNull("max");
    } else {
      data.add(user(call.caller()));
      version.put("min", userVersion()).put("max", userVersion());
    }
    return Answers.ok(answer);
  }

  private Response userById(Call call) {
    if (!call.parameter("id").equals(userId())) {
      throw new ApiError(404, "user not found");
    }
    return Answers.data(200, user(call.caller()));
  }

  private String userId() {
    return store.birth() == 0 ? FIRST_USER_ID : store.idOf("user");
  }

  private long userVersion() {
    return FIRST_USER_VERSION + store.versionOffset();
  }

  private ObjectNode user(Caller caller) {
    ObjectNode user =
        Json.object()
            .put("id", userId())
            .put("username", "sandbox")
            .put("display_name", "Sandbox User")
            .put("email", "user@sandbox.example")
            .put("account_type", "admin")
            .put("enabled", true)
            .putNull("restricted_outlet_id");
    ArrayNode restricted = user.putArray("restricted_outlet_ids");
    if (caller.outletIds() != null) {
      caller.outletIds().forEach(restricted::add);
    }
    return user.put("is_primary_user", true)
        .put("created_at", SINCE)
        .put("updated_at", SINCE)
        .putNull("deleted_at")
        .put("version", userVersion());
  }

  private Response retailer(Call call) {
    ObjectNode answer =
        Json.object()
            .put("id", retailer.id())
            .put("domain_prefix", retailer.domainPrefix())
            .put("name", "Sandbox Store")
            .put("timezone", "Pacific/Auckland")
            .put("country", "NZ")
            .put("currency", "NZD")
            .put("tax_exclusive", false)
            .put("account_status", "ACTIVE");
    return Answers.data(200, answer);
  }
}
