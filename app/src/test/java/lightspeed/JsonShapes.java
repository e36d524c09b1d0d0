package lightspeed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lightspeed.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The shapes in `docs/cli-json.md`: below each heading such as `` ## `queue:stats` `` the shapes
/// of what that command prints, or the sentence that it prints no document.
final class JsonShapes {
  private static final Path FILE = Path.of("..", "docs", "cli-json.md");
  private static final String NO_DOCUMENT = "No document";

  private final Map<String, JsonNode> named = new HashMap<>();
  private final Map<String, List<JsonNode>> ofCommands = new LinkedHashMap<>();

  /// Reads the file.
  static JsonShapes read() {
    var shapes = new JsonShapes();
    try {
      shapes.take(Files.readAllLines(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shapes;
  }

  private void take(List<String> lines) {
    var heading = "";
    @Nullable StringBuilder block = null;
    for (var line : lines) {
      if (block != null && line.equals("```")) {
        var shape = Json.untrusted().readTree(block.toString());
        if (heading.startsWith("#")) {
          named.put(heading.substring(1), shape);
        } else {
          ofCommands.computeIfAbsent(heading, _ -> new ArrayList<>()).add(shape);
        }
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      } else if (line.equals("```json")) {
        block = new StringBuilder();
      } else if (line.startsWith("## `")) {
        heading = line.substring(4, line.lastIndexOf('`'));
        ofCommands.put(heading, new ArrayList<>());
      } else if (line.startsWith("### `#")) {
        heading = line.substring(5, line.lastIndexOf('`'));
      } else if (line.startsWith(NO_DOCUMENT)) {
        ofCommands.remove(heading);
        ofCommands.put(heading, List.of());
      }
    }
  }

  /// Every command that is described.
  Set<String> commands() {
    return ofCommands.keySet();
  }

  /// Whether the command is said to print a document.
  boolean hasDocument(String command) {
    return !ofCommands.getOrDefault(command, List.of()).isEmpty();
  }

  /// What is wrong with a document that the command printed; empty when it has one of its shapes.
  List<String> problems(String command, JsonNode document) {
    List<String> fewest = List.of("There is no shape of " + command);
    for (var shape : ofCommands.getOrDefault(command, List.of())) {
      var problems = new JsonShape(shape, named).problems(document);
      if (problems.isEmpty()) {
        return problems;
      }
      fewest = fewest.size() == 1 || problems.size() < fewest.size() ? problems : fewest;
    }
    return fewest;
  }

  /// As [#problems], of the document on standard error when a command fails.
  List<String> problemsOfError(JsonNode document) {
    return new JsonShape(Objects.requireNonNull(named.get("error")), named).problems(document);
  }
}
