package xseries.emulator.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.CatalogJson;
import xseries.emulator.catalog.Register;
import xseries.emulator.catalog.Registers;
import xseries.emulator.http.Response;
import xseries.emulator.json.Json;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Store;

/// The retailer, its users and its registers.
final class AccountEndpoints {
  private final RetailerJson retailer;
  private final Registers registers;
  private final Users users;
  private final CatalogJson json;
  private final Settings settings;
  private final Pages pages;

  AccountEndpoints(Store store, Catalog catalog, Settings settings, Pages pages) {
    this.retailer = new RetailerJson(store, catalog);
    this.registers = new Registers(catalog, settings);
    this.users = new Users(store);
    this.json = new CatalogJson(catalog, settings);
    this.settings = settings;
    this.pages = pages;
  }

  void addTo(Routes routes) {
    routes
        .on(Operation.LIST_REGISTERS, this::registers)
        .on(Operation.GET_REGISTER, this::register)
        .on(Operation.GET_OWN_USER, this::user)
        .on(Operation.LIST_USERS, this::users)
        .on(Operation.GET_USER, this::userById)
        .on(Operation.GET_RETAILER, _ -> Answers.data(200, retailer.ofTwo()))
        .on(Operation.GET_RETAILER_DATED, _ -> Answers.data(200, retailer.dated()));
  }

  private Response registers(Call call) {
    return Answers.ok(
        pages.list(
            call.query(), registers.list(), one -> call.caller().sees(one.outletId()), json::of));
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
    JsonNode user = users.json(call.caller().outletIds());
    boolean isArray = settings.is(Switch.USER_SHAPE, "array");
    return Answers.data(200, isArray ? Json.array().add(user) : user);
  }

  private Response users(Call call) {
    boolean isPast = Pages.after(call.query()) >= users.version();
    ObjectNode answer = Json.object();
    var data = answer.putArray("data");
    ObjectNode version = answer.putObject("version");
    if (isPast) {
      version.putNull("min").putNull("max");
    } else {
      data.add(users.json(call.caller().outletIds()));
      version.put("min", users.version()).put("max", users.version());
    }
    return Answers.ok(answer);
  }

  private Response userById(Call call) {
    if (!call.parameter("id").equals(users.id())) {
      throw new ApiError(404, "user not found");
    }
    return Answers.data(200, users.json(call.caller().outletIds()));
  }
}
