package lightspeed.register;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.UnlimitedBudget;
import lightspeed.xseries.XSeriesAddress;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesConnection;

/// A Lightspeed that has nothing but a list of consignments, and shows it as a test wants.
final class ListServer implements AutoCloseable {
  /// How the list is shown.
  @FunctionalInterface
  interface Shown {
    /// What a request for a page is answered with.
    ///
    /// @param rows those after the version that was asked for, by version
    Answer answer(long after, int size, List<Row> rows);
  }

  record Row(String id, String reference, long version) {
    String json() {
      return "{\"id\":\"%s\",\"type\":\"SUPPLIER\",\"status\":\"OPEN\",\"outlet_id\":\"outlet\","
              .formatted(id)
          + "\"reference\":\"%s\",\"version\":%d}".formatted(reference, version);
    }
  }

  record Answer(int status, String body) {
    static Answer page(List<Row> rows) {
      String all = rows.stream().map(Row::json).collect(Collectors.joining(","));
      return new Answer(200, "{\"data\":[" + all + "]}");
    }
  }

  /// As it should be.
  static final Shown TRUTH =
      (after, size, rows) -> Answer.page(rows.subList(0, Math.min(size, rows.size())));

  private final HttpServer server;
  private final List<Row> rows = new CopyOnWriteArrayList<>();
  private volatile Shown shown = TRUTH;
  private final AtomicInteger calls = new AtomicInteger();

  ListServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  XSeriesClient client() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new XSeriesClient(
        XSeriesConnection.to(new XSeriesAddress(address, "2.0"), Duration.ofSeconds(20), "test/1"),
        () -> new AccessToken("token"),
        new UnlimitedBudget(),
        entry -> {},
        InstantSource.system());
  }

  void add(long version, String reference) {
    rows.add(new Row("consignment-" + version, reference, version));
  }

  void shows(Shown how) {
    shown = how;
  }

  int calls() {
    return calls.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.endsWith("/user")) {
        send(exchange, new Answer(200, "{\"data\":{\"username\":\"ann\"}}"));
        return;
      }
      calls.incrementAndGet();
      if (!path.endsWith("/consignments")) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        Row row = rows.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
        send(exchange, new Answer(200, "{\"data\":" + row.json() + "}"));
        return;
      }
      String query = exchange.getRequestURI().getQuery();
      long after = number(query, "after");
      List<Row> later = new ArrayList<>(rows);
      later.removeIf(row -> row.version() <= after);
      later.sort(Comparator.comparingLong(Row::version));
      Answer answer = shown.answer(after, Math.toIntExact(number(query, "page_size")), later);
      send(exchange, answer);
    }
  }

  private static long number(String query, String name) {
    Matcher number = Pattern.compile("\\b" + name + "=(\\d+)").matcher(query);
    return number.find() ? Long.parseLong(number.group(1)) : 0;
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
