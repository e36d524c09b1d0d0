package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// People at a store: what they do goes through the emulator's control API, and is remembered, so
/// that it can be told apart from what the program did.
final class StoreDesk implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI address;
  private final HttpClient http = HttpClient.newHttpClient();

  /// Consignments that staff made, by whatever means.
  private final Set<String> made = new HashSet<>();

  /// What staff added to a product of a consignment, as `consignment/product`.
  private final Map<String, BigDecimal> added = new HashMap<>();

  /// The last quantity that staff left on a line; zero when they took it off.
  private final Map<String, BigDecimal> left = new HashMap<>();

  StoreDesk(String url) {
    this.address = URI.create(url);
  }

  /// A line as the store has it.
  record Line(String product, String sku, BigDecimal count, BigDecimal cost, BigDecimal received) {}

  /// A consignment as the store has it.
  record Held(
      String id,
      String reference,
      String status,
      boolean isDeleted,
      boolean isByStaff,
      List<Line> lines) {
    boolean isStanding() {
      return !isDeleted && !status.equals("CANCELLED");
    }
  }

  List<Held> consignments(String reference) {
    List<Held> all = new ArrayList<>();
    for (JsonNode one : call("GET", "/consignments?reference=" + reference, null)) {
      List<Line> lines = new ArrayList<>();
      for (JsonNode line : one.path("products")) {
        lines.add(
            new Line(
                line.path("product_id").asString(),
                line.path("sku").asString(""),
                number(line.path("count")),
                number(line.path("cost")),
                number(line.path("received"))));
      }
      String id = one.path("id").asString();
      all.add(
          new Held(
              id,
              reference,
              one.path("status").asString(),
              !one.path("deleted_at").isNull(),
              made.contains(id),
              List.copyOf(lines)));
    }
    return all;
  }

  private static BigDecimal number(JsonNode node) {
    return node.isNull() || node.isMissingNode()
        ? BigDecimal.ZERO
        : new BigDecimal(node.asString());
  }

  BigDecimal addedTo(String consignment, String product) {
    return added.getOrDefault(consignment + "/" + product, BigDecimal.ZERO);
  }

  /// The last quantities that staff left on lines of this consignment, by product.
  Map<String, BigDecimal> leftOn(String consignment) {
    Map<String, BigDecimal> lines = new HashMap<>();
    left.forEach(
        (line, count) -> {
          if (line.startsWith(consignment + "/")) {
            lines.put(line.substring(consignment.length() + 1), count);
          }
        });
    return lines;
  }

  /// Somebody decided otherwise since.
  void forgetEdits(String reference) {
    consignments(reference)
        .forEach(one -> left.keySet().removeIf(line -> line.startsWith(one.id() + "/")));
  }

  /// Keys in an order by hand.
  ///
  /// @return its id
  String keyIn(String reference, String sku, int count) {
    JsonNode catalog = call("GET", "/catalog", null);
    ObjectNode order = JSON.createObjectNode();
    order.put("reference", reference);
    order.put("outlet_id", catalog.path("outlets").path(0).path("id").asString());
    order.put("supplier_id", catalog.path("suppliers").path(0).path("id").asString());
    order.putArray("lines").addObject().put("sku", sku).put("count", count).put("cost", "1.50");
    return remember(call("POST", "/consignments", order));
  }

  void duplicate(Held one) {
    remember(act(one, "duplicate"));
  }

  void split(Held one) {
    ObjectNode part = JSON.createObjectNode();
    var lines = part.putArray("lines");
    one.lines().forEach(line -> lines.addObject().put("sku", line.sku()).put("received", 1));
    call("POST", "/consignments/" + one.id() + "/receive", part.put("complete", false));
    remember(act(one, "split"));
  }

  private String remember(JsonNode answer) {
    String id = answer.path("id").asString();
    made.add(id);
    return id;
  }

  /// `dispatch`, `receive`, `cancel`, `delete`.
  JsonNode act(Held one, String act) {
    return call("POST", "/consignments/" + one.id() + "/" + act, JSON.createObjectNode());
  }

  /// Sets a line's quantity; zero takes the line off.
  void edit(Held one, Line line, int count) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode change = body.putArray("lines").addObject().put("sku", line.sku());
    if (count == 0) {
      change.put("remove", true);
    } else {
      change.put("count", count);
    }
    call("POST", "/consignments/" + one.id() + "/edit", body);
    BigDecimal more = BigDecimal.valueOf(count).subtract(line.count());
    if (more.signum() > 0) {
      added.merge(one.id() + "/" + line.product(), more, BigDecimal::add);
    }
    left.put(one.id() + "/" + line.product(), BigDecimal.valueOf(count));
  }

  /// The SKU of one product means the other from now on.
  void moveSku(String from, String to, String sku) {
    call("POST", "/products/" + from, JSON.createObjectNode().put("sku", sku + "-was"));
    call("POST", "/products/" + to, JSON.createObjectNode().put("sku", sku));
  }

  void giveSku(String product, String sku) {
    call("POST", "/products/" + product, JSON.createObjectNode().put("sku", sku));
  }

  void fault(ObjectNode fault) {
    call("POST", "/faults", fault);
  }

  void clearFaults() {
    call("DELETE", "/faults", null);
  }

  boolean isQuiet() {
    return call("GET", "/pending", null).path("total").asInt(0) == 0;
  }

  /// Calls that were to change something.
  long writes() {
    long writes = 0;
    for (var call : call("GET", "/requests/counts", null).properties()) {
      writes += call.getKey().startsWith("GET ") ? 0 : call.getValue().asLong(0);
    }
    return writes;
  }

  /// @throws IllegalStateException when the store refused
  private JsonNode call(String method, String path, @Nullable ObjectNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/_emulator" + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new Refused(method + " " + path + ": " + answer.body());
      }
      return JSON.readTree(answer.body().isBlank() ? "{}" : answer.body());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  /// The store does not allow it, such as editing what was received.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
