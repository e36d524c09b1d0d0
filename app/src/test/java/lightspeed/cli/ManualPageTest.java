package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ManualPageTest {
  private static final Path GROFF = Path.of("/usr/bin/groff");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("lightspeed.cli.CommandListTest#commands")
  void thePageOfACommandTellsAllThatItsHelpTells(CommandEntry entry) {
    var command = CommandDescription.of(entry);

    var page =
        ManualPage.of(command).replace("\\-", "-").replace("\\[u2026]", "…").replace("\\e", "\\");

    assertThat(page).startsWith(".TH ").contains(entry.summary(), "EXIT STATUS", "--env-file");
    assertThat(command.examples()).allSatisfy(one -> assertThat(page).contains(one));
    assertThat(command.options())
        .allSatisfy(one -> assertThat(page).contains(one.longest(), one.description()));
    assertThat(command.arguments())
        .allSatisfy(one -> assertThat(page).contains(one.label(), one.description()));
  }

  @Test
  void thePageOfTheProgramNamesEveryCommandAndSetting() {
    var page = ManualPage.ofProgram(CommandDescription.all()).replace("\\-", "-");

    assertThat(CommandList.ALL).allSatisfy(entry -> assertThat(page).contains(entry.name()));
    assertThat(page).contains("queue_max_retries", "whole number from 1 to 100");
  }

  @Test
  void groffFindsNothingWrong() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(GROFF), "groff is not installed");
    writeAll();

    try (var pages = Files.list(folder.resolve("man/man1"))) {
      var command = new java.util.ArrayList<>(java.util.List.of(GROFF.toString()));
      command.addAll(java.util.List.of("-man", "-Tutf8", "-ww", "-z"));
      pages.map(Path::toString).sorted().forEach(command::add);
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      assertThat(said).isEmpty();
    }
  }

  @Test
  void allPagesAndScriptsAreWrittenAtOnce() throws IOException {
    writeAll();

    assertThat(folder.resolve("man/man1")).isDirectoryContaining("glob:**/lightspeed-cli.1");
    for (var entry : CommandList.ALL) {
      assertThat(folder.resolve("man/man1/" + ManualPage.name(entry) + ".1")).isNotEmptyFile();
    }
    for (var shell : Shell.values()) {
      assertThat(folder.resolve("completions/" + shell.fileName())).isNotEmptyFile();
    }
  }

  private void writeAll() {
    int exit =
        Cli.inside(Captured.pipes().streams(), Map.of(), new NoServices())
            .run("help", "--into", folder.toString());

    assertThat(exit).isZero();
  }
}
