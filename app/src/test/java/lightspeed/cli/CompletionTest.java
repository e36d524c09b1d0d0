package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The scripts in real shells. Where zsh or fish is not installed, its tests are skipped.
final class CompletionTest {
  private static final String ASK_BASH =
      """
      source "$1"
      COMP_LINE=$2
      COMP_POINT=${#COMP_LINE}
      COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
      _lightspeed_cli
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  private static final String ASK_FISH = "source $argv[1]; complete -C $argv[2]";

  @TempDir Path folder;

  @BeforeEach
  void writeScripts() throws IOException {
    for (var shell : Shell.values()) {
      Files.writeString(folder.resolve(shell.fileName()), shell.script(CommandDescription.all()));
    }
    // Stands in for the program that is asked for numbers of orders and jobs.
    var program = folder.resolve("lightspeed");
    Files.writeString(program, "#!/bin/sh\necho \"PO-$2-1\"\necho \"PO-$2-2\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private List<String> run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).directory(folder.toFile()).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(errors).isZero();
    assertThat(errors).isEmpty();
    return output.lines().filter(line -> !line.isEmpty()).toList();
  }

  private List<String> inBash(String line) throws IOException, InterruptedException {
    return run("bash", "-c", ASK_BASH, "bash", path(Shell.BASH), line);
  }

  private String path(Shell shell) {
    return folder.resolve(shell.fileName()).toString();
  }

  private static boolean isInstalled(Shell shell) {
    return Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, shell.word())));
  }

  /// Bash takes the colon and the equals sign for ends of words, so what stands before is left out.
  @ParameterizedTest
  @CsvSource({
    "lightspeed-cli queue:li, list",
    "lightspeed-cli heal, health",
    "lightspeed-cli --quiet heal, health",
    "lightspeed-cli queue:list --sta, --status=",
    "lightspeed-cli queue:list --status=FAI, FAILED",
    "lightspeed-cli queue:list --status FAI, FAILED",
    "lightspeed-cli sync:po PO-1 --priority=cri, critical",
    "lightspeed-cli queue:list --jso, --json",
    "lightspeed-cli completion z, zsh",
    "lightspeed-cli --env-file x completion z, zsh",
    "lightspeed-cli config:show lightspeed_api_t, lightspeed_api_token",
    "lightspeed-cli help queue:lis, list",
    "lightspeed-cli po:import lightspeed-cli.f, lightspeed-cli.fish"
  })
  void bashCompletes(String line, String word) throws Exception {
    assertThat(inBash(line)).containsExactly(word);
  }

  @Test
  void bashAsksTheProgramForNumbers() throws Exception {
    assertThat(inBash("./lightspeed sync:status ")).containsExactly("PO-orders-1", "PO-orders-2");
    assertThat(inBash("./lightspeed po:approve PO-orders-1 "))
        .containsExactly("PO-orders-1", "PO-orders-2");
    assertThat(inBash("./lightspeed queue:show ")).containsExactly("PO-jobs-1", "PO-jobs-2");
  }

  @Test
  void bashIsSilentWhenThereIsNothingToSay() throws Exception {
    assertThat(inBash("lightspeed-cli queue:stats ")).isEmpty();
    assertThat(inBash("lightspeed-cli config:set queue_max_retries ")).isEmpty();
    assertThat(inBash("no-such-program sync:status ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "lightspeed-cli queue:li, queue:list",
    "lightspeed-cli queue:list --status F, FAILED",
    "lightspeed-cli sync:po --priority=cri, --priority=critical",
    "lightspeed-cli completion z, zsh"
  })
  void fishCompletes(String line, String word) throws Exception {
    assumeTrue(isInstalled(Shell.FISH), "fish is not installed");

    var proposals = run("fish", "--no-config", "-c", ASK_FISH, path(Shell.FISH), line);

    assertThat(proposals).allSatisfy(one -> assertThat(one.split("\t", 2)[0]).isEqualTo(word));
    assertThat(proposals).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aShellAcceptsItsScript(Shell shell) throws Exception {
    assumeTrue(isInstalled(shell), shell.word() + " is not installed");

    assertThat(run(shell.word(), "-n", path(shell))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandAndOptionIsInEveryScript(Shell shell) throws IOException {
    var script = Files.readString(folder.resolve(shell.fileName()));

    for (var command : CommandDescription.all()) {
      var name = command.entry().name();
      assertThat(script.replace("\\:", ":")).contains(name);
      for (var option : command.options()) {
        var longName = option.longest().substring(2);
        assertThat(script).as(name).contains(longName);
      }
    }
  }

  @Test
  void anotherShellIsRefusedWithThoseThatThereAre() {
    var captured = Captured.pipes();

    int exit =
        Cli.inside(captured.streams(), java.util.Map.of(), new NoServices())
            .run("completion", "powershell");

    assertThat(exit).isEqualTo(2);
    assertThat(captured.err()).contains("bash, zsh and fish");
  }

  @Test
  void theProgramIsSilentWhenItCannotSay() {
    var captured = Captured.pipes();

    int exit =
        Cli.inside(captured.streams(), java.util.Map.of(), new NothingWorks())
            .run("__complete", "orders", "--", "PO");

    assertThat(exit).isZero();
    assertThat(captured.out()).isEmpty();
    assertThat(captured.err()).isEmpty();
  }

  /// Makes services of which each fails when it is used.
  private static final class NothingWorks implements ServicesFactory {
    @Override
    public Services services(Request request) {
      return (Services)
          java.lang.reflect.Proxy.newProxyInstance(
              Services.class.getClassLoader(),
              new Class<?>[] {Services.class},
              (_, method, _) -> {
                if (method.getName().equals("close")) {
                  return null;
                }
                throw new IllegalStateException("nothing works");
              });
    }

    @Override
    public String version() {
      return "1.2.3";
    }
  }
}
