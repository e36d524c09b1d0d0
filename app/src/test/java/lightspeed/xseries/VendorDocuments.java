package lightspeed.xseries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lightspeed.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The vendor's API documents in a folder: what they show as good answers of an operation, as
/// examples and by their schemas.
final class VendorDocuments {
  private static final int MOST_LEVELS = 12;
  private static final String UNTOLD = "0242ac12-0002-11e9-e8c4-659494e196e3";
  private static final String TIME = "\"2026-03-01T09:30:00+00:00\"";

  private final List<Shown> shown = new ArrayList<>();

  /// An answer that a document shows.
  ///
  /// @param operation such as `GET /consignments/{}`
  /// @param source names document and kind, for people
  /// @param isExample false: made from the schema
  record Shown(String operation, String source, boolean isExample, int status, JsonNode body) {}

  /// `-Dvendor.documents=DIR`, or what stands beside the checkout.
  static Path folder() {
    return Path.of(System.getProperty("vendor.documents", "../../shared/reference/openapi"))
        .toAbsolutePath()
        .normalize();
  }

  static List<Shown> in(Path folder) throws IOException {
    VendorDocuments documents = new VendorDocuments();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        documents.read(folder.relativize(file).toString(), Json.untrusted().readTree(file));
      }
    }
    return documents.shown;
  }

  private void read(String name, JsonNode document) {
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            method
                                .getValue()
                                .path("responses")
                                .properties()
                                .forEach(
                                    answer ->
                                        read(
                                            name,
                                            document,
                                            method.getKey().toUpperCase(Locale.ROOT)
                                                + " "
                                                + path.getKey().replaceAll("\\{[^}]*}", "{}"),
                                            answer.getKey(),
                                            answer.getValue()))));
  }

  private void read(
      String name, JsonNode document, String operation, String status, JsonNode answer) {
    if (!status.matches("\\d{3}")) {
      return;
    }
    int code = Integer.parseInt(status);
    resolved(document, answer)
        .path("content")
        .properties()
        .forEach(
            content -> {
              JsonNode media = content.getValue();
              if (media.has("example")) {
                shown.add(new Shown(operation, name, true, code, media.get("example")));
              }
              for (JsonNode example : media.path("examples").values()) {
                shown.add(new Shown(operation, name, true, code, example.path("value")));
              }
              if (media.has("schema")) {
                JsonNode made = made(document, media.get("schema"), 0);
                if (made != null) {
                  shown.add(new Shown(operation, name + " (schema)", false, code, made));
                }
              }
            });
  }

  /// A value that the schema allows, with every member, of its own examples where it has any.
  private static @Nullable JsonNode made(JsonNode document, JsonNode given, int level) {
    JsonNode schema = resolved(document, given);
    if (schema.has("example")) {
      return schema.get("example");
    }
    if (schema.path("examples").isArray() && !schema.path("examples").isEmpty()) {
      return schema.path("examples").get(0);
    }
    if (!schema.path("enum").isEmpty()) {
      return schema.path("enum").get(0);
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      if (!schema.path(choice).isEmpty()) {
        return made(document, schema.path(choice).get(0), level + 1);
      }
    }
    if (level > MOST_LEVELS) {
      return null;
    }
    if (schema.has("allOf")) {
      ObjectNode all = Json.untrusted().createObjectNode();
      for (JsonNode part : schema.get("allOf").values()) {
        if (made(document, part, level + 1) instanceof ObjectNode object) {
          all.setAll(object);
        }
      }
      return all;
    }
    return switch (type(schema)) {
      case "object" -> object(document, schema, level);
      case "array" -> {
        var array = Json.untrusted().createArrayNode();
        JsonNode item = made(document, schema.path("items"), level + 1);
        yield item == null ? array : array.add(item);
      }
      case "integer", "number" -> json("1");
      case "boolean" -> json("false");
      default ->
          json(
              switch (schema.path("format").asString("")) {
                case "date-time" -> TIME;
                case "date" -> "\"2026-03-01\"";
                case "decimal" -> "\"1.00000\"";
                default -> '"' + UNTOLD + '"';
              });
    };
  }

  private static ObjectNode object(JsonNode document, JsonNode schema, int level) {
    ObjectNode object = Json.untrusted().createObjectNode();
    schema
        .path("properties")
        .properties()
        .forEach(
            member -> {
              JsonNode value = made(document, member.getValue(), level + 1);
              if (value != null) {
                object.set(member.getKey(), isUntold(value) ? likely(member.getKey()) : value);
              }
            });
    return object;
  }

  private static boolean isUntold(JsonNode value) {
    return value.isString() && value.stringValue().equals(UNTOLD);
  }

  /// Some schemas say no more of a text than its name does.
  private static JsonNode likely(String member) {
    return json(
        member.endsWith("_at") || member.endsWith("_date")
            ? TIME
            : List.of("count", "received", "cost", "supply_price").contains(member)
                    || member.endsWith("_quantity")
                ? "\"1.00000\""
                : '"' + UNTOLD + '"');
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode each : type.values()) {
        if (!each.asString("").equals("null")) {
          return each.asString("");
        }
      }
    }
    return type.asString(schema.has("properties") ? "object" : "string");
  }

  private static JsonNode resolved(JsonNode document, JsonNode node) {
    JsonNode at = node;
    for (int hops = 0; at.has("$ref") && hops < MOST_LEVELS; hops++) {
      at = document.at(at.get("$ref").asString("").substring(1));
    }
    return at;
  }

  private static JsonNode json(String text) {
    return Json.untrusted().readTree(text);
  }
}
