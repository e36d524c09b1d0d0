package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightspeed.db.TestDatabase;
import lightspeed.signin.Actor;
import lightspeed.signin.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;

/// Every example of `docs/api.md`, in its order, as somebody would paste it.
final class ApiExamplesTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static List<String> examples() throws IOException {
    var examples = new ArrayList<String>();
    for (var block : Files.readString(Path.of("..", "docs", "api.md")).split("```sh\n", -1)) {
      examples.add(block.split("```", 2)[0]);
    }
    examples.removeFirst();
    return examples;
  }

  @Test
  void everyExampleWorks(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(run(Map.of(), "curl --version").exit() == 0, "there is no curl on this machine");
    var examples = examples();

    try (var emulator = Emulator.start(EmulatorOptions.defaults());
        var running =
            new RunningApp(
                DATABASE,
                folder,
                Map.of(
                    "LIGHTSPEED_API_URL", emulator.url(),
                    "LIGHTSPEED_API_TOKEN", emulator.token()))) {
      var token =
          running
              .app
              .tokens()
              .create("erp", Set.of(Scope.values()), null, new Actor("test", null))
              .secret()
              .reveal();
      for (var example : examples) {
        var ran = run(Map.of("SERVER", running.server.url(), "TOKEN", token), example);

        assertThat(ran.exit()).as(example + ran.output()).isZero();
        assertThat(ran.output()).contains("{");
      }
    }
    assertThat(examples).hasSizeGreaterThan(6);
  }

  private record Ran(int exit, String output) {}

  private static Ran run(Map<String, String> variables, String script)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder("bash", "-ec", script).redirectErrorStream(true);
    builder.environment().putAll(variables);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }
}
