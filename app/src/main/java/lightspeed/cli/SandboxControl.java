package lightspeed.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightspeed.json.Json;
import tools.jackson.databind.JsonNode;

/// The demo's window on what really is in the sandbox: its control API, which has nothing to do
/// with Lightspeed's and which the product itself never uses.
final class SandboxControl implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI address;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  SandboxControl(URI address) {
    this.address = address;
  }

  /// Something that an order may name.
  record Named(String id, String name) {}

  /// A product that can be ordered.
  record Item(String sku, String name) {}

  /// What a store has that a real-looking order can be made of.
  record Store(List<Named> outlets, List<Named> suppliers, List<Item> items) {}

  /// One line as the sandbox holds it.
  record Line(BigDecimal count, BigDecimal cost, BigDecimal received) {}

  /// A live consignment with its lines by SKU.
  record Held(String id, String status, Map<String, Line> lines) {}

  Store store() throws IOException, InterruptedException {
    var catalog = get("/_emulator/catalog");
    var items = new ArrayList<Item>();
    Set<String> seen = new HashSet<>();
    for (var product : catalog.path("products")) {
      var sku = product.path("sku").asString("");
      boolean isOrderable =
          product.path("is_active").asBoolean(false)
              && !product.path("is_composite").asBoolean(false)
              && !product.path("has_variants").asBoolean(false)
              && isNull(product.path("deleted_at"));
      if (isOrderable && !sku.isBlank() && seen.add(sku)) {
        items.add(new Item(sku, product.path("name").asString("")));
      }
    }
    return new Store(
        named(catalog.path("outlets")), named(catalog.path("suppliers")), List.copyOf(items));
  }

  /// The live consignments with this reference; there must be at most one.
  List<Held> consignments(String reference) throws IOException, InterruptedException {
    var found = new ArrayList<Held>();
    for (var consignment : get("/_emulator/consignments?reference=" + reference)) {
      if (isNull(consignment.path("deleted_at"))) {
        var lines = new HashMap<String, Line>();
        for (var product : consignment.path("products")) {
          lines.put(
              product.path("sku").asString(""),
              new Line(
                  decimal(product.path("count")),
                  decimal(product.path("cost")),
                  decimal(product.path("received"))));
        }
        found.add(
            new Held(
                consignment.path("id").asString(""),
                consignment.path("status").asString(""),
                lines));
      }
    }
    return found;
  }

  /// The answer to the next such bulk call gets lost after it has been carried out.
  void loseAnswerOfBulkCall(int nth) throws IOException, InterruptedException {
    var body =
        new Document()
            .with("method", "POST")
            .with("path", "/consignments/*/bulk")
            .with("nth", nth)
            .with("fault", "LOST_ANSWER")
            .with("times", 1);
    post("/_emulator/faults", body);
  }

  /// The supplier's van has left.
  void dispatch(String consignment) throws IOException, InterruptedException {
    post("/_emulator/consignments/" + consignment + "/dispatch", new Document());
  }

  /// Staff count what came.
  ///
  /// @param amounts what has come of each SKU in all
  /// @param isComplete false: the rest is still awaited
  void receive(String consignment, Map<String, BigDecimal> amounts, boolean isComplete)
      throws IOException, InterruptedException {
    var lines =
        amounts.entrySet().stream()
            .map(
                line -> new Document().with("sku", line.getKey()).with("received", line.getValue()))
            .toList();
    post(
        "/_emulator/consignments/" + consignment + "/receive",
        new Document().with("lines", lines).with("complete", isComplete));
  }

  private void post(String path, Document body) throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JsonText.line(body)))
            .build());
  }

  /// Paths of calls that were carried out and never answered.
  List<String> unanswered() throws IOException, InterruptedException {
    var paths = new ArrayList<String>();
    for (var request : get("/_emulator/requests")) {
      if (request.path("applied").asBoolean(false) && !request.path("answered").asBoolean(true)) {
        paths.add(request.path("path").asString(""));
      }
    }
    return paths;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return Json.untrusted()
        .readTree(
            send(HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).GET().build()));
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          "The sandbox answered "
              + answer.statusCode()
              + " to "
              + request.uri()
              + ": "
              + answer.body());
    }
    return answer.body();
  }

  private static List<Named> named(JsonNode rows) {
    var names = new ArrayList<Named>();
    for (var row : rows) {
      names.add(new Named(row.path("id").asString(""), row.path("name").asString("")));
    }
    return List.copyOf(names);
  }

  private static boolean isNull(JsonNode node) {
    return node.isNull() || node.isMissingNode();
  }

  private static BigDecimal decimal(JsonNode node) {
    return isNull(node) ? BigDecimal.ZERO : new BigDecimal(node.asString());
  }

  @Override
  public void close() {
    http.close();
  }
}
