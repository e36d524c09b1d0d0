package lightspeed.sync;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import lightspeed.json.Json;
import tools.jackson.databind.node.ObjectNode;

/// Stands between the product and the emulator: requests pass unchanged and are carried out, but
/// what comes back is not always the truth.
final class LyingProxy implements AutoCloseable {
  static {
    // Without it every answer of more than one packet waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /// Every method.
  static final String ANY = "*";

  /// What the product gets to see.
  @SuppressWarnings("ArrayRecordComponent")
  record Reply(int status, String contentType, byte[] body) {
    static Reply json(int status, String body) {
      return new Reply(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply html(int status, String body) {
      return new Reply(status, "text/html", body.getBytes(StandardCharsets.UTF_8));
    }

    /// The same reply with its JSON changed.
    Reply edit(java.util.function.Consumer<ObjectNode> change) {
      ObjectNode root = (ObjectNode) Json.mapper().readTree(body);
      change.accept(root);
      return json(status, root.toString());
    }
  }

  /// @param times how often it is told
  private record Lie(String method, Pattern path, UnaryOperator<Reply> words, AtomicInteger times) {
    boolean concerns(String requestMethod, String requestPath) {
      return (method.equals(ANY) || method.equals(requestMethod))
          && path.matcher(requestPath).matches()
          && times.getAndDecrement() > 0;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient upstream = HttpClient.newHttpClient();
  private final AtomicInteger told = new AtomicInteger();
  private volatile String truth = "";
  private volatile Lie lie =
      new Lie("", Pattern.compile(""), UnaryOperator.identity(), new AtomicInteger());

  LyingProxy() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// Forwards to this address from now on; returns where the proxy listens.
  String before(String address) {
    truth = address;
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Lies about requests whose path, after the version base and without the query, is like this.
  void lie(String method, String path, int times, UnaryOperator<Reply> words) {
    lie = new Lie(method, Pattern.compile("/api/2\\.0" + path), words, new AtomicInteger(times));
  }

  /// How many lies were told.
  int told() {
    return told.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = ask(exchange);
      String path = exchange.getRequestURI().getPath();
      if (lie.concerns(exchange.getRequestMethod(), path)) {
        reply = lie.words().apply(reply);
        told.incrementAndGet();
      }
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
      int length = reply.body().length;
      exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(reply.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply ask(HttpExchange exchange) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(truth + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (String header : new String[] {"Authorization", "Content-Type"}) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    HttpResponse<byte[]> answer = upstream.send(request.build(), BodyHandlers.ofByteArray());
    String type = answer.headers().firstValue("Content-Type").orElse("application/json");
    return new Reply(answer.statusCode(), type, answer.body());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    upstream.close();
  }
}
