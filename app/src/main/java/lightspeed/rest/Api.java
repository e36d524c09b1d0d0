package lightspeed.rest;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import lightspeed.config.Network;
import lightspeed.json.Json;
import lightspeed.server.Feature;
import lightspeed.signin.Right;
import org.jspecify.annotations.Nullable;

/// The API for programs. What it takes and answers is described in `openapi.json`, which a test
/// compares with the real answers.
///
/// To add a call: a route in the class of its subject with the [Right] that it asks for, and its
/// description in `openapi.json`; the tests name what is missing.
public final class Api implements Feature {
  static final String ROOT = "/api/v1";

  private final ApiServices services;
  private final Supplier<List<Network>> proxies;

  /// @param proxies whose word about the client's address counts, at the moment
  public Api(ApiServices services, Supplier<List<Network>> proxies) {
    this.services = services;
    this.proxies = proxies;
  }

  @Override
  public void addTo(JavalinConfig config) {
    var routes = new ApiRoutes(config.routes, services.audit(), proxies);
    routes.get("/api/openapi.json", Api::document, Right.PUBLIC);
    new OrderRoutes(services).addTo(routes);
    new DecisionRoutes(services).addTo(routes);
    new ReferenceRoutes(services).addTo(routes);
    new InstallationRoutes(services).addTo(routes);
    new JobRoutes(services).addTo(routes);
    new OtherRoutes(services).addTo(routes);
  }

  private static void document(Context context) throws IOException {
    try (InputStream document =
        Objects.requireNonNull(Api.class.getResourceAsStream("openapi.json"))) {
      context.contentType("application/json").result(document.readAllBytes());
    }
  }

  static void json(Context context, int status, Object value) {
    context
        .status(status)
        .contentType("application/json")
        .result(Json.mapper().writeValueAsBytes(value));
  }

  /// @param next where the next page begins, null when this is the last one
  static void page(Context context, String name, List<?> items, @Nullable String next) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put(name, items);
    document.put("next_cursor", next);
    json(context, 200, document);
  }
}
