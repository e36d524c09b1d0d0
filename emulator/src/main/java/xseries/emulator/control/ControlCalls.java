package xseries.emulator.control;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Retailer;
import xseries.emulator.fault.Fault;
import xseries.emulator.http.Request;
import xseries.emulator.http.Response;
import xseries.emulator.json.BadField;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Json;
import xseries.emulator.json.Members;

/// Finds out what a control call wants and has it done.
final class ControlCalls {
  private static final String CONSIGNMENTS = "consignments/";
  private static final String PRODUCTS = "products/";
  private static final String SUPPLIERS = "suppliers/";

  private final ControlHandler.Parts parts;
  private final Consumer<@Nullable Long> reset;
  private final Acts acts;
  private final Dump dump;
  private final ShopRequests shop;
  private final DeskRequests desk;
  private final StockRoomRequests room;
  private final DeliveryJson deliveries;

  ControlCalls(ControlHandler.Parts parts, Consumer<@Nullable Long> reset, Acts acts) {
    this.parts = parts;
    this.reset = reset;
    this.acts = acts;
    this.dump = new Dump(parts.consignments().ledger(), parts.catalog());
    this.shop = new ShopRequests(parts.consignments().shop());
    this.desk = new DeskRequests(parts.consignments().desk());
    this.room = new StockRoomRequests(parts.room());
    this.deliveries = new DeliveryJson(parts.deliveries());
  }

  /// @param path without the prefix of the control API
  Response answer(Request request, String path) {
    if (request.method().equals("POST") && path.startsWith(CONSIGNMENTS)) {
      return shopSide(request, path.substring(CONSIGNMENTS.length()));
    }
    if (path.startsWith(PRODUCTS) || path.startsWith(SUPPLIERS)) {
      return stockRoom(request, path);
    }
    return switch (request.method() + " " + path) {
      case "POST consignments" -> {
        ObjectNode body = object(request);
        yield made(parts.store().write(() -> desk.make(body)).result().id());
      }
      case "POST products" -> {
        ObjectNode body = object(request);
        yield made(parts.store().write(() -> room.make(body)).result().id());
      }
      case "GET consignments" -> {
        String reference = request.parameters().first("reference");
        yield ok(parts.store().read(() -> dump.consignments(reference)));
      }
      case "GET requests" -> ok(Dump.requests(parts.journal().after(after(request))));
      case "GET requests/counts" -> ok(Json.of(new TreeMap<>(parts.journal().counts())));
      case "GET webhook-deliveries" ->
          ok(parts.store().read(() -> deliveries.list(after(request), request.parameters())));
      case "GET webhook-deliveries/counts" -> ok(parts.store().read(deliveries::counts));
      case "GET catalog" -> ok(parts.store().read(dump::catalog));
      case "GET settings" -> ok(parts.settings().toJson());
      case "PUT settings" -> {
        parts.settings().change(object(request));
        yield ok(parts.settings().toJson());
      }
      case "GET faults" -> ok(faults());
      case "POST faults" -> {
        Fault fault = FaultJson.read(object(request));
        parts.faults().add(fault);
        yield Response.json(201, Json.bytes(FaultJson.print(fault)));
      }
      case "DELETE faults" -> {
        parts.faults().clear();
        yield Response.empty(204);
      }
      case "GET pending" -> ok(parts.pending().get().toJson());
      case "GET acts" -> ok(acts.after(after(request)));
      case "GET store" -> ok(store());
      case "POST rewind" -> {
        parts.store().rewind(version(object(request)));
        yield ok(store());
      }
      case "POST tokens" -> {
        TokenWish wish = TokenWish.read(body(request));
        String token =
            parts.store().write(() -> wish.make(parts.tokens(), parts.catalog())).result().id();
        yield Response.json(201, Json.bytes(Json.object().put("token", token)));
      }
      case "POST reset" -> {
        ObjectNode body = body(request);
        Members.check(body, List.of("birth"), "reset");
        reset.accept(new Fields(body).whole("birth"));
        acts.clear();
        yield Response.empty(204);
      }
      default -> unknown(request);
    };
  }

  private Response shopSide(Request request, String path) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("Say what the shop does: …/consignments/{id}/{act}.");
    }
    String id = path.substring(0, slash);
    String act = path.substring(slash + 1);
    ObjectNode body = body(request);
    if (DeskRequests.makes(act)) {
      return made(parts.store().write(() -> desk.makeFrom(id, act, body)).result().id());
    }
    return ok(parts.store().write(() -> dump.consignment(shop.act(act, id, body))).result());
  }

  private Response stockRoom(Request request, String path) {
    String id = path.substring(path.indexOf('/') + 1);
    String call = request.method() + " " + path.substring(0, path.indexOf('/') + 1);
    return switch (call) {
      case "POST " + PRODUCTS -> {
        ObjectNode body = object(request);
        yield ok(parts.store().write(() -> Dump.product(room.edit(id, body))).result());
      }
      case "DELETE " + PRODUCTS ->
          ok(parts.store().write(() -> Dump.product(room.delete(id))).result());
      case "POST " + SUPPLIERS -> {
        ObjectNode body = object(request);
        yield ok(parts.store().write(() -> room.rename(id, body).toJson(true)).result());
      }
      default -> unknown(request);
    };
  }

  private ObjectNode store() {
    Retailer retailer = new Retailer(parts.store());
    return Json.object()
        .put("birth", parts.store().birth())
        .put("retailer_id", retailer.id())
        .put("domain_prefix", retailer.domainPrefix())
        .put("version", parts.store().lastVersion());
  }

  private static long version(ObjectNode body) {
    Members.check(body, List.of("version"), "rewind");
    Long version = new Fields(body).whole("version");
    if (version == null) {
      throw new BadField("version", "is required");
    }
    return version;
  }

  private static Response made(String id) {
    return Response.json(201, Json.bytes(Json.object().put("id", id)));
  }

  private static Response unknown(Request request) {
    return error(404, "There is no " + request.method() + " " + request.path() + ".");
  }

  private ArrayNode faults() {
    ArrayNode all = Json.array();
    parts.faults().list().forEach(fault -> all.add(FaultJson.print(fault)));
    return all;
  }

  private static long after(Request request) {
    String after = Objects.requireNonNullElse(request.parameters().first("after"), "0");
    if (!after.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("after must be a whole number.");
    }
    return Long.parseLong(after);
  }

  private static ObjectNode body(Request request) {
    return request.hasBody() ? object(request) : Json.object();
  }

  private static ObjectNode object(Request request) {
    if (Json.parse(request.body()) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("The body must be a JSON object.");
  }

  private static Response ok(JsonNode body) {
    return Response.json(200, Json.bytes(body));
  }

  static Response error(int status, String message) {
    return Response.json(status, Json.bytes(Json.object().put("error", message)));
  }
}
