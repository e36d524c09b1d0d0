package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class DemoTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void theWholeStoryEndsWithBothSidesEqual() {
    var home = Path.of("..").toAbsolutePath().normalize();
    assumeTrue(
        Files.exists(home.resolve("emulator/target/emulator.jar")),
        "the emulator's jar is only there after mvn package");
    var cli =
        new TestCli(
            folder, home, Map.of("LIGHTSPEED_DATA_DIR", folder.resolve("data").toString()), "");

    var demo = cli.run("demo", "--json");

    assertThat(demo.exit()).as(demo.err()).isZero();
    assertThat(demo.json().path("is_equal").asBoolean()).isTrue();
    assertThat(demo.json().path("answers_lost").asInt()).isEqualTo(1);
    assertThat(demo.json().path("orders").size()).isEqualTo(5);
    assertThat(demo.json().path("received").isArray()).isTrue();
    assertThat(demo.json().path("received")).isEmpty();
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
