package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CliTest {
  private final Captured captured = Captured.pipes();

  private int run(String... words) {
    return Cli.inside(captured.streams(), Map.of(), new NoServices()).run(words);
  }

  @Test
  void withoutArgumentsTheCommandsAreListedByTask() {
    int exit = run();

    assertThat(exit).isZero();
    assertThat(captured.out())
        .contains("Purchase orders", "po:import", "Queue and workers", "queue:work");
    assertThat(captured.err()).isEmpty();
  }

  @Test
  void helpAsJsonNamesEveryCommand() {
    int exit = run("help", "--json");

    assertThat(exit).isZero();
    assertThat(captured.out()).contains("\"name\": \"sync:po\"", "\"summary\": ");
  }

  @Test
  void versionIsPrintedAlone() {
    int exit = run("--version");

    assertThat(exit).isZero();
    assertThat(captured.out()).isEqualTo("lightspeed-cli 1.2.3\n");
  }

  @Test
  void anUnknownCommandNamesTheNearest() {
    int exit = run("queue:lst");

    assertThat(exit).isEqualTo(2);
    assertThat(captured.out()).isEmpty();
    assertThat(captured.err())
        .isEqualTo(
            """
            Error: There is no command queue:lst. Did you mean queue:list?
            lightspeed-cli help lists all commands.
            """);
  }

  @Test
  void helpOnAnUnknownCommandIsAUsageErrorToo() {
    assertThat(run("help", "queue:lst")).isEqualTo(2);
    assertThat(run("queue:lst", "--help")).isEqualTo(2);
  }

  @Test
  void anUnknownOptionNamesTheNearestInOneSentence() {
    int exit = run("queue:list", "--stauts=FAILED");

    assertThat(exit).isEqualTo(2);
    assertThat(captured.err())
        .startsWith("Error: There is no option --stauts of queue:list. Did you mean --status?\n");
  }

  @Test
  void aMisspeltGlobalOptionIsRecognisedBehindACommand() {
    int exit = run("queue:list", "--jsn");

    assertThat(exit).isEqualTo(2);
    assertThat(captured.err()).contains("Did you mean --json?");
  }

  @Test
  void errorsAreOneJsonDocumentWhenAskedFor() {
    int exit = run("queue:show", "--json");

    assertThat(exit).isEqualTo(2);
    assertThat(captured.out()).isEmpty();
    assertThat(captured.err())
        .isEqualTo(
            """
            {
              "error": {
                "code": "usage",
                "message": "queue:show needs <job>.",
                "hint": "lightspeed-cli queue:show --help explains it."
              }
            }
            """);
  }

  @Test
  void anErrorBeforeTheCommandIsJsonToo() {
    int exit = run("--jsno", "--json", "queue:list");

    assertThat(exit).isEqualTo(2);
    assertThat(captured.err()).startsWith("{").contains("\"code\": \"usage\"");
  }

  @Test
  void aWrongJobIsExplained() {
    int exit = run("queue:show", "job_x");

    assertThat(exit).isEqualTo(2);
    assertThat(captured.err()).contains("A job is written as 123 or job_123, not \"job_x\".");
  }

  @Test
  void anArgumentTooManyIsRefused() {
    int exit = run("queue:stats", "now");

    assertThat(exit).isEqualTo(2);
    assertThat(captured.err()).contains("\"now\" is one argument too many for queue:stats.");
  }

  @Test
  void aFaultOfTheProgramShowsItsStackOnlyWhenAsked() {
    int exit = run("queue:list");

    assertThat(exit).isEqualTo(1);
    assertThat(captured.err())
        .contains("no service was to be needed", "--verbose")
        .doesNotContain("\tat ");

    run("queue:list", "-v");

    assertThat(captured.err()).contains("\tat lightspeed.cli.NoServices");
  }

  @Test
  void theSandboxSaysThatTheLauncherStartsIt() {
    var factory = new NoServices();

    int exit = Cli.inside(captured.streams(), Map.of(), factory).run("sandbox", "--help");

    assertThat(exit).isZero();
    assertThat(captured.out()).contains("--port 9100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook:lists", "server", "po:delete", "__complete-me"})
  void anUnknownCommandIsNamedWithTheNearestOnes(String name) {
    int exit = run(name);

    assertThat(exit).isEqualTo(2);
    assertThat(captured.err()).contains("There is no command " + name + ".");
  }
}
