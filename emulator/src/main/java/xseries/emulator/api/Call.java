package xseries.emulator.api;

import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.http.Query;
import xseries.emulator.http.Request;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Json;

/// One authenticated call on its way to an endpoint.
///
/// @param parameters what the `{…}` parts of the route stand for
/// @param caller who calls
/// @param version the version that answers, which is not the one asked for when that has ended
record Call(
    Request request,
    Query query,
    Map<String, String> parameters,
    Caller caller,
    ApiVersion version) {

  String application() {
    return caller.application();
  }

  String parameter(String name) {
    return Objects.requireNonNull(parameters.get(name));
  }

  /// The body as an object, bare or wrapped in `data`.
  Fields fields() {
    return new Fields(object());
  }

  ObjectNode object() {
    if (body() instanceof ObjectNode object) {
      return object;
    }
    throw new ApiError(400, "the body must be a JSON object");
  }

  /// The body as JSON, taken out of `data` when that is all there is.
  JsonNode body() {
    JsonNode node;
    try {
      node = Json.parse(request.body());
    } catch (JacksonException e) {
      throw new ApiError(400, "the body is not valid JSON", e);
    }
    JsonNode data = node.get("data");
    if (node.isObject() && data != null && data.isContainer()) {
      return data;
    }
    return node;
  }
}
