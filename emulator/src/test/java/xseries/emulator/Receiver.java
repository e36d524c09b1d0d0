package xseries.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import xseries.emulator.json.Json;

/// A client's receiver of webhooks on a real socket, with the answers a test wants.
final class Receiver implements AutoCloseable {
  private static final int SILENCE = 0;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger status = new AtomicInteger(204);
  private final CountDownLatch closed = new CountDownLatch(1);

  /// One call as it came.
  record Call(String method, String path, Map<String, String> headers, String body) {
    Map<String, String> form() {
      Map<String, String> fields = new LinkedHashMap<>();
      for (String pair : body.split("&", -1)) {
        String[] parts = pair.split("=", -1);
        fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
      return fields;
    }

    String field(String name) {
      return form().getOrDefault(name, "");
    }

    JsonNode payload() {
      return Json.parse(field("payload"));
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    String path = exchange.getRequestURI().toString();
    int answer = status.get();
    calls.add(new Call(exchange.getRequestMethod(), path, headers, body));
    if (answer == SILENCE) {
      awaitClose();
    } else {
      exchange.sendResponseHeaders(answer, -1);
    }
    exchange.close();
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  void answer(int newStatus) {
    status.set(newStatus);
  }

  /// Takes calls and never answers them.
  void fallSilent() {
    status.set(SILENCE);
  }

  /// The calls so far.
  List<Call> calls() {
    return List.copyOf(calls);
  }

  /// Waits for so many calls.
  List<Call> await(int many) {
    Deadline.until(() -> calls.size() >= many);
    return calls();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }
}
