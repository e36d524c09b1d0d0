package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import lightspeed.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `openapi.json`, and whether answers are what it says. A member that it does not name is a fault
/// here, though programs are told to expect new ones.
final class OpenApiDocument {
  private static final String URI = "https://document.test/openapi.json";

  private static final Pattern DECISIONS =
      Pattern.compile("/(diff|adopt|beside|references|installation)(/|$)");

  private final JsonNode document;
  private final SchemaRegistry schemas;

  /// `METHOD path status` of all answers that were compared.
  private final Set<String> seen = new TreeSet<>();

  OpenApiDocument(String text) {
    document = Json.untrusted().readTree(text);
    document.path("components").path("schemas").forEach(OpenApiDocument::close);
    schemas =
        SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            builder -> builder.schemas(Map.of(URI, document.toString())));
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.has("properties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(OpenApiDocument::close);
  }

  Set<String> seen() {
    return seen;
  }

  JsonNode json() {
    return document;
  }

  /// `METHOD path` of every call.
  Set<String> calls() {
    var calls = new TreeSet<String>();
    document
        .path("paths")
        .propertyStream()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            calls.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return calls;
  }

  /// Whether a call is about what stops in front of a person; those have a test of their own.
  static boolean isAboutDecisions(String call) {
    return DECISIONS.matcher(call).find();
  }

  /// Compares an answer with what is said of the call.
  void check(String method, String path, HttpResponse<String> answer) {
    var call = method + " " + path + " " + answer.statusCode();
    var response =
        document
            .path("paths")
            .path(path)
            .path(method.toLowerCase(Locale.ROOT))
            .path("responses")
            .path(Integer.toString(answer.statusCode()));
    assertThat(response.isMissingNode()).as(call + " is not described: " + answer.body()).isFalse();
    var type = answer.headers().firstValue("Content-Type").orElse("-").split(";", 2)[0];
    var schema = response.path("content").path(type).path("schema");
    assertThat(schema.isMissingNode()).as(call + " as " + type + " is not described").isFalse();
    var name = schema.path("$ref").asString("");
    if (!name.isEmpty()) {
      var errors =
          schemas
              .getSchema(SchemaLocation.of(URI + name))
              .validate(
                  Json.untrusted().readTree(answer.body()),
                  context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)));
      assertThat(errors).as(call + ": " + answer.body()).isEmpty();
    }
    response
        .path("headers")
        .propertyNames()
        .forEach(header -> assertThat(answer.headers().firstValue(header)).isPresent());
    seen.add(call);
  }
}
