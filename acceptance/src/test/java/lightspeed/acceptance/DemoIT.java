package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first command of the README.
final class DemoIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void theDemoTellsItsStoryFromNothingAndEndsWithZero() throws InterruptedException {
    Program program =
        new Program(
            folder,
            Map.of(
                "LIGHTSPEED_DATA_DIR",
                folder.resolve("data").toString(),
                "LIGHTSPEED_API_VERSION",
                Api.version()));

    Program.Result result = program.run("demo");

    assertThat(result.exitCode()).as(result.output() + result.messages()).isZero();
    assertThat(result.output()).contains("PO-").doesNotContain("\tat ");
  }
}
