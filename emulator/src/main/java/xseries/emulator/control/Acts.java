package xseries.emulator.control;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.http.Request;
import xseries.emulator.json.Json;

/// The log of control calls that do something: what a script or a person did to the sandbox.
///
/// Threads: safe. Memory: the last 10,000 acts are kept, each with at most 2,000 characters of its
/// body.
final class Acts {
  private static final int CAPACITY = 10_000;
  private static final int MAX_BODY = 2_000;

  private record Act(long n, Instant at, String method, String path, int status, String body) {}

  private final InstantSource clock;
  private final Deque<Act> kept = new ArrayDeque<>();
  private long last;

  Acts(InstantSource clock) {
    this.clock = clock;
  }

  /// Notes an act; questions are none.
  ///
  /// @param path without the prefix of the control API
  synchronized void note(Request request, String path, int status) {
    if (request.method().equals("GET") || request.method().equals("HEAD")) {
      return;
    }
    String body = request.bodyText();
    String cut = body.length() > MAX_BODY ? body.substring(0, MAX_BODY) + "…" : body;
    last++;
    kept.addLast(new Act(last, clock.instant(), request.method(), path, status, cut));
    if (kept.size() > CAPACITY) {
      kept.removeFirst();
    }
  }

  /// The kept acts with a number above `n`, oldest first.
  synchronized ArrayNode after(long n) {
    ArrayNode all = Json.array();
    for (Act act : kept) {
      if (act.n() > n) {
        ObjectNode one =
            all.addObject()
                .put("n", act.n())
                .put("at", act.at().toString())
                .put("method", act.method())
                .put("path", act.path())
                .put("status", act.status());
        if (!act.body().isBlank()) {
          one.set("body", body(act.body()));
        }
      }
    }
    return all;
  }

  /// JSON as JSON, anything else as text.
  private static JsonNode body(String text) {
    try {
      return Json.parse(text);
    } catch (JacksonException e) {
      return Json.of(text);
    }
  }

  synchronized void clear() {
    kept.clear();
    last = 0;
  }
}
