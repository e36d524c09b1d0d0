package xseries.emulator.api;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.consignment.Refusal;
import xseries.emulator.http.Response;
import xseries.emulator.json.Json;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// Bodies and statuses of answers.
final class Answers {
  private final Settings settings;

  Answers(Settings settings) {
    this.settings = settings;
  }

  boolean printsNulls() {
    return settings.isOn(Switch.PRINT_NULLS);
  }

  /// What a line of which nothing arrived prints as received.
  @Nullable BigDecimal unreceived() {
    return settings.is(Switch.UNRECEIVED, "zero") ? BigDecimal.ZERO : null;
  }

  static Response ok(JsonNode body) {
    return Response.json(200, Json.bytes(body));
  }

  static Response data(int status, JsonNode data) {
    return Response.json(status, Json.bytes(Json.object().set("data", data)));
  }

  static Response error(int status, String message) {
    return Response.json(status, Json.bytes(Json.object().put("error", message)));
  }

  static Response tooManyRequests() {
    ObjectNode body =
        Json.object().put("error", "Too Many Requests").put("message", "Rate limiting enforced");
    return Response.json(429, Json.bytes(body));
  }

  Response refused(Refusal refusal) {
    String message = refusal.getMessage() == null ? "refused" : refusal.getMessage();
    return switch (refusal.why()) {
      case NOT_FOUND -> error(404, message);
      case UNKNOWN_ID -> error(status(Switch.UNKNOWN_ID_STATUS), message);
      case RULE -> rule(message);
    };
  }

  private Response rule(String message) {
    int status = status(Switch.RULE_STATUS);
    if (settings.is(Switch.ERROR_BODY, "error")) {
      return error(status, message);
    }
    ObjectNode body = Json.object();
    body.putObject("errors").putArray("global").add(message);
    return Response.json(status, Json.bytes(body));
  }

  private int status(Switch choice) {
    return Integer.parseInt(settings.choice(choice));
  }
}
