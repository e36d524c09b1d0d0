package lightspeed.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A library that is shipped.
///
/// @param name as OSV names Maven packages: `group:artifact`
record Component(String name, String version) {
  private static final String MAVEN = "pkg:maven/";

  /// The libraries of a bill of materials in CycloneDX's JSON.
  ///
  /// @throws IOException when it is none
  static List<Component> of(Path bill) throws IOException {
    JsonNode components;
    try {
      components = new JsonMapper().readTree(Files.readAllBytes(bill)).path("components");
    } catch (JacksonException e) {
      throw new IOException(bill + " is not a bill of materials: " + e.getMessage(), e);
    }
    if (components.isEmpty()) {
      throw new IOException(bill + " names no components.");
    }
    List<Component> found = new ArrayList<>();
    for (JsonNode each : components) {
      if (each.path("purl").asString("").startsWith(MAVEN)) {
        String name = each.path("group").asString() + ":" + each.path("name").asString();
        found.add(new Component(name, each.path("version").asString()));
      }
    }
    return found;
  }
}
