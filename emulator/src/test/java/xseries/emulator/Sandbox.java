package xseries.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import xseries.emulator.catalog.Product;
import xseries.emulator.json.Json;

/// An emulator with a client, for tests: real sockets, a settable clock, and valid defaults.
final class Sandbox implements AutoCloseable {
  final SettableClock clock = new SettableClock();
  final Emulator emulator;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Product> orderable;

  private Sandbox(UnaryOperator<EmulatorOptions> options) {
    try {
      emulator = Emulator.start(options.apply(EmulatorOptions.defaults().withClock(clock)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    orderable =
        emulator.products().stream()
            .filter(one -> one.isActive() && !one.isComposite() && !one.isDeleted())
            .toList();
  }

  static Sandbox start() {
    return new Sandbox(options -> options);
  }

  static Sandbox start(UnaryOperator<EmulatorOptions> options) {
    return new Sandbox(options);
  }

  /// An answer as a client sees it; a body that is not JSON is a missing node.
  record Reply(int status, JsonNode body, HttpHeaders headers, String text) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    JsonNode data() {
      return body.path("data");
    }

    String error() {
      return body.path("error").asString("");
    }

    String ruleBroken() {
      return body.path("errors").path("global").path(0).asString("");
    }

    long version() {
      return data().path("version").asLong(0);
    }
  }

  Reply get(String path) {
    return api("GET", path, "");
  }

  Reply post(String path, String body) {
    return api("POST", path, body);
  }

  Reply put(String path, String body) {
    return api("PUT", path, body);
  }

  Reply delete(String path) {
    return api("DELETE", path, "");
  }

  /// A call below `/api/2.0`; single quotes in the body stand for double ones.
  Reply api(String method, String path, String body) {
    return send(request("/api/2.0" + path), method, body);
  }

  /// A call of any path with the token.
  Reply at(String method, String path, String body) {
    return send(request(path), method, body);
  }

  Reply control(String method, String path, String body) {
    return send(builder("/_emulator/" + path), method, body);
  }

  Reply form(String method, String path, String body) {
    HttpRequest.Builder builder = builder(path).setHeader("Authorization", bearer());
    return send(
        builder.setHeader("Content-Type", "application/x-www-form-urlencoded"), method, body);
  }

  HttpRequest.Builder request(String path) {
    return builder(path).setHeader("Authorization", bearer());
  }

  HttpRequest.Builder builder(String path) {
    return HttpRequest.newBuilder(URI.create(emulator.url() + path))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json");
  }

  private String bearer() {
    return "Bearer " + emulator.token();
  }

  Reply send(HttpRequest.Builder builder, String method, String body) {
    try {
      return trySend(builder, method, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Reply trySend(HttpRequest.Builder builder, String method, String body) throws IOException {
    HttpRequest.BodyPublisher publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'));
    try {
      HttpResponse<String> response =
          http.send(
              builder.method(method, publisher).build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(
          response.statusCode(), parsed(response.body()), response.headers(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return text.isEmpty() ? MissingNode.getInstance() : Json.parse(text);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /// The n-th product that may be ordered.
  Product product(int n) {
    return orderable.get(n);
  }

  Product composite() {
    return emulator.products().stream().filter(Product::isComposite).findFirst().orElseThrow();
  }

  String outlet() {
    return emulator.outlets().getFirst().id();
  }

  String otherOutlet() {
    return emulator.outlets().get(1).id();
  }

  String header(String type, String more) {
    return "{'name':'A note','outlet_id':'%s','type':'%s'%s}".formatted(outlet(), type, more);
  }

  /// A new OPEN purchase order without lines; gives its id.
  String draft() {
    return consignment("SUPPLIER", "");
  }

  String consignment(String type, String more) {
    return post("/consignments", header(type, more)).data().path("id").asString("");
  }

  /// A new OPEN purchase order of ten of the first product.
  String order() {
    String id = draft();
    bulk(id, line(0, "'count':10"));
    return id;
  }

  /// The same in another status.
  String order(String status) {
    String id = order();
    if (status.equals("RECEIVED")) {
      emulator.receive(id);
    } else if (!status.equals("OPEN")) {
      status(id, status);
    }
    return id;
  }

  Reply status(String id, String status) {
    return put("/consignments/" + id, "{'status':'" + status + "'}");
  }

  String statusOf(String id) {
    return get("/consignments/" + id).data().path("status").asString("");
  }

  String line(int product, String fields) {
    return "{'product_id':'" + product(product).id() + "'," + fields + "}";
  }

  Reply bulk(String id, String... lines) {
    return post("/consignments/" + id + "/bulk", "[" + String.join(",", lines) + "]");
  }

  /// The only line of a consignment.
  JsonNode onlyLine(String id) {
    JsonNode lines = get("/consignments/" + id + "/products").data();
    if (lines.size() != 1) {
      throw new AssertionError("expected one line: " + lines);
    }
    return lines.path(0);
  }

  String count(String id) {
    return onlyLine(id).path("count").asString("");
  }

  String received(String id) {
    return onlyLine(id).path("received").asString("");
  }

  @Override
  public void close() throws IOException {
    http.close();
    emulator.close();
  }
}
