package xseries.emulator;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import xseries.emulator.json.Json;

/// One API document of the vendor, and what answers are by it.
///
/// Two kinds of fault are found: `at keyword: what the validator says`, and `at missing`, for a
/// member that the document names and the answer has not, be it required or not.
final class VendorDocument {
  private static final String URI = "https://vendor.test/document.json";

  private static final Pattern SCOPE = Pattern.compile("`([a-z_]+:[a-z_:]+)` scope");

  private final JsonNode document;
  private final SchemaRegistry schemas;

  VendorDocument(Path file) throws IOException {
    document = Json.parse(Files.readAllBytes(file));
    boolean isOf30 = document.path("openapi").asString("").startsWith("3.0");
    schemas =
        SchemaRegistry.withDialect(
            isOf30 ? Dialects.getOpenApi30() : Dialects.getDraft202012(),
            builder -> builder.schemas(Map.of(URI, document.toString())));
  }

  /// Documented answers as `METHOD /path/{} status`.
  Set<String> answers() {
    Set<String> all = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        for (String status : method.getValue().path("responses").propertyNames()) {
          String name = method.getKey().toUpperCase(Locale.ROOT);
          all.add(name + " " + unnamed(path.getKey()) + " " + status);
        }
      }
    }
    return all;
  }

  /// The scopes that the text of an operation names; empty when it names none.
  Set<String> scopes(String method, String path) {
    Set<String> named = new TreeSet<>();
    for (Map.Entry<String, JsonNode> one : document.path("paths").properties()) {
      if (unnamed(one.getKey()).equals(path)) {
        String text = one.getValue().path(method.toLowerCase(Locale.ROOT)).toString();
        SCOPE.matcher(text).results().forEach(found -> named.add(found.group(1)));
      }
    }
    return named;
  }

  /// A path whose parameters have no names, because the documents do not agree on them.
  static String unnamed(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }

  /// The faults of an answer; empty when the document does not describe such an answer.
  ///
  /// @param path with `{}` for each parameter
  /// @param demandsAll whether members that are not required must be there, too
  Optional<List<String>> faults(
      String method, String path, int status, JsonNode answer, boolean demandsAll) {
    for (String declared : document.path("paths").propertyNames()) {
      String name = method.toLowerCase(Locale.ROOT);
      JsonNode response =
          document.path("paths").path(declared).path(name).path("responses").path("" + status);
      if (unnamed(declared).equals(path) && !response.isMissingNode()) {
        String pointer =
            "/paths/%s/%s/responses/%d/content/application~1json/schema"
                .formatted(declared.replace("/", "~1"), name, status);
        return Optional.of(faults(pointer, answer, demandsAll));
      }
    }
    return Optional.empty();
  }

  private List<String> faults(String pointer, JsonNode answer, boolean demandsAll) {
    JsonNode declared = document.at(pointer);
    if (declared.isMissingNode()) {
      return answer.isMissingNode() ? List.of() : List.of("/ body: none is described");
    }
    Set<String> faults = new LinkedHashSet<>();
    Schema schema = schemas.getSchema(SchemaLocation.of(URI + "#" + escaped(pointer)));
    for (Error error :
        schema.validate(
            answer, context -> context.executionConfig(one -> one.formatAssertionsEnabled(true)))) {
      String at = error.getInstanceLocation().toString().replaceAll("/[0-9]+(?=/|$)", "/*");
      faults.add(at + " " + error.getKeyword() + ": " + error.getMessage());
    }
    if (demandsAll) {
      missing(declared, answer, "", faults);
    }
    return new ArrayList<>(faults);
  }

  private static String escaped(String pointer) {
    return pointer.replace("{", "%7B").replace("}", "%7D");
  }

  private void missing(JsonNode schema, JsonNode answer, String at, Set<String> faults) {
    if (schema.has("$ref")) {
      missing(document.at(schema.path("$ref").asString().substring(1)), answer, at, faults);
      return;
    }
    schema.path("allOf").forEach(part -> missing(part, answer, at, faults));
    if (answer.isArray()) {
      answer.forEach(item -> missing(schema.path("items"), item, at + "/*", faults));
    }
    if (!answer.isObject()) {
      return;
    }
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      String place = at + "/" + member.getKey();
      if (answer.has(member.getKey())) {
        missing(member.getValue(), answer.path(member.getKey()), place, faults);
      } else {
        faults.add(place + " missing");
      }
    }
  }
}
