package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xseries.emulator.settings.Switch;

final class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static EmulatorOptions read(Map<String, String> environment, String... arguments) {
    return CommandLine.read(List.of(arguments), environment, () -> "from-input").options();
  }

  private int run(String... arguments) {
    return EmulatorMain.run(
        List.of(arguments),
        Map.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Test
  void defaultsAreThoseOfTheReadme() {
    EmulatorOptions options = read(Map.of());

    assertThat(options.port()).isEqualTo(9100);
    assertThat(options.host()).isEqualTo("127.0.0.1");
    assertThat(options.token()).isEqualTo("sandbox-token");
    assertThat(options.seed()).isEqualTo(1);
    assertThat(options.data()).isNull();
    assertThat(options.switches()).isEmpty();
  }

  @Test
  void everyOptionIsTaken() {
    EmulatorOptions options =
        read(
            Map.of(),
            "--port",
            "1",
            "--host=0.0.0.0",
            "--token",
            "t",
            "--registers",
            "3",
            "--window",
            "10",
            "--latency",
            "5",
            "--seed",
            "7",
            "--data",
            "f",
            "--webhook-secret",
            "s");

    assertThat(options.port()).isEqualTo(1);
    assertThat(options.host()).isEqualTo("0.0.0.0");
    assertThat(options.token()).isEqualTo("t");
    assertThat(options.seed()).isEqualTo(7);
    assertThat(options.data()).isEqualTo(Path.of("f"));
    assertThat(options.webhookSecret()).isEqualTo("s");
    assertThat(options.switches())
        .containsEntry(Switch.REGISTERS, "3")
        .containsEntry(Switch.WINDOW_SECONDS, "10")
        .containsEntry(Switch.LATENCY_MS, "5");
  }

  @Test
  void tokenComesFromInputOrEnvironmentToo() {
    assertThat(read(Map.of(), "--token", "-").token()).isEqualTo("from-input");
    assertThat(read(Map.of("SANDBOX_TOKEN", "env")).token()).isEqualTo("env");
    assertThat(read(Map.of("SANDBOX_TOKEN", "env"), "--token", "t").token()).isEqualTo("t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port",
        "--port=x",
        "--port=65536",
        "--colour=red",
        "--registers=0",
        "--token=",
        "--window=-1",
        "stray"
      })
  void badOptionsAreExplainedInOneLine(String argument) {
    assertThatThrownBy(() -> read(Map.of(), argument))
        .isInstanceOf(BadOption.class)
        .hasMessageNotContaining("\n");
    assertThat(run(argument)).isEqualTo(2);
  }

  @Test
  void readyLineSaysWhereAndHowMuch() {
    assertThat(run("--port", "0", "--registers", "2")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .matches(
            "X-Series emulator ready at http://127\\.0\\.0\\.1:[0-9]+ "
                + "\\(token sandbox-token, 2 registers, 650 calls per 300 s\\)\\R");
  }

  @Test
  void takenPortIsExitSix() throws IOException {
    try (Emulator first = Emulator.start(EmulatorOptions.defaults())) {
      int exit = run("--port", Integer.toString(first.port()));

      assertThat(exit).isEqualTo(6);
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("port").hasLineCount(1);
    }
  }

  @Test
  void birthAndMemoryAreTaken() {
    assertThat(read(Map.of(), "--birth", "7").birth()).isEqualTo(7);
    assertThat(read(Map.of()).birth()).isNull();
    assertThat(read(Map.of(), "--memory", "--port", "1").data()).isNull();
    assertThatThrownBy(() -> read(Map.of(), "--memory", "--data", "f"))
        .isInstanceOf(BadOption.class);
    assertThatThrownBy(() -> read(Map.of(), "--birth", "2097152")).isInstanceOf(BadOption.class);
    assertThatThrownBy(() -> read(Map.of(), "--memory=no")).isInstanceOf(BadOption.class);
  }

  @Test
  void launchersFolderKeepsAStoreForEachPort() {
    Map<String, String> home = Map.of("SANDBOX_HOME", "/home/data");

    assertThat(read(home).data()).isEqualTo(Path.of("/home/data/sandbox-9100/store"));
    assertThat(read(home, "--port", "9200").data())
        .isEqualTo(Path.of("/home/data/sandbox-9200/store"));
    assertThat(read(home, "--port", "0").data()).isNull();
    assertThat(read(home, "--memory").data()).isNull();
    assertThat(read(home, "--data", "f").data()).isEqualTo(Path.of("f"));
  }

  @Test
  void anotherSeedThanTheKeptOneIsExitTwoAndNoSeedTakesTheKeptOne(@TempDir Path folder)
      throws IOException {
    String file = folder.resolve("store").toString();

    assertThat(run("--port", "0", "--data", file, "--seed", "5")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(", kept in " + file + ")");
    assertThat(run("--port", "0", "--data", file, "--seed", "6")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("was made with seed 5, not 6. Leave --seed out")
        .hasLineCount(1);
    assertThat(run("--port", "0", "--data", file)).isZero();
  }

  @Test
  void storeOfAPortIsForItsOwnerOnly(@TempDir Path folder) throws IOException {
    CommandLine line =
        CommandLine.read(
            List.of("--port", "9321"), Map.of("SANDBOX_HOME", folder.toString()), () -> "");

    line.withWhatIsKept();

    assertThat(Files.getPosixFilePermissions(folder.resolve("sandbox-9321")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }
}
