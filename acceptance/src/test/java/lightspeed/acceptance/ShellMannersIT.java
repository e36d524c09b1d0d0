package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import lightspeed.acceptance.Program.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xseries.emulator.EmulatorOptions;

/// The program among pipes, full disks, strange surroundings and strange arguments: results only on
/// standard output, one sentence otherwise, never a stack trace.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShellMannersIT {
  private Shop shop;

  @BeforeAll
  void open(@TempDir Path folder) throws InterruptedException {
    shop = Shop.ready(folder, EmulatorOptions.defaults(), Map.of());
    shop.succeeds("po:import", shop.csv(100, "PO-A", "PO-B", "PO-C").toString());
  }

  @AfterAll
  void close() {
    shop.close();
  }

  private Result shell(int exitCode, String line) throws InterruptedException {
    return shell(shop.program, exitCode, line);
  }

  private static Result shell(Program program, int exitCode, String line)
      throws InterruptedException {
    Result result = program.shell(line);
    assertThat(result.exitCode())
        .as("%s%n%s%n%s", line, result.output(), result.messages())
        .isEqualTo(exitCode);
    assertThat(result.output() + result.messages())
        .as(line)
        .doesNotContain("\tat ", "Exception", "internal", "should not have happened");
    return result;
  }

  @Test
  void aReaderThatLeavesEarlyIsNoFailure() throws InterruptedException {
    Result head = shell(0, "\"$CLI\" po:export | head -n 2");
    Result list = shell(0, "\"$CLI\" config:show | head -n 1");

    assertThat(head.output().lines()).hasSize(2);
    assertThat(head.messages()).isEmpty();
    assertThat(list.messages()).isEmpty();
  }

  @Test
  void aFullDiskIsAFailureWithItsReason() throws InterruptedException {
    for (String command : new String[] {"po:export", "po:list", "config:show", "help"}) {
      Result result = shell(1, "\"$CLI\" " + command + " > /dev/full");
      assertThat(result.messages()).as(command).contains("No space left on device").hasLineCount(1);
    }
    assertThat(shell(1, "\"$CLI\" po:export --file=/dev/full").messages())
        .contains("No space left on device");
  }

  @Test
  void anExportIsThereWholeOrNotAtAll() throws InterruptedException {
    shell(0, "\"$CLI\" po:export --file=whole.csv");
    Result again = shell(4, "\"$CLI\" po:export --file=whole.csv");

    assertThat(shop.folder.resolve("whole.csv")).isNotEmptyFile();
    assertThat(again.messages()).contains("exists already");
    assertThat(shop.folder.resolve("whole.csv.partial")).doesNotExist();
    assertThat(shell(0, "\"$CLI\" po:import whole.csv").output())
        .contains("UNCHANGED")
        .doesNotContain("CREATED", "UPDATED");
  }

  @Test
  void anythingButAsciiArrivesAlsoInTheLocaleC() throws InterruptedException {
    Result result = shell(3, "LC_ALL=C \"$CLI\" po:show 'Größe-€'");

    assertThat(result.messages()).contains("Größe-€");
  }

  @Test
  void withoutHomeItWorks() throws InterruptedException {
    shell(0, "env -u HOME -u LANG \"$CLI\" queue:stats");
  }

  @Test
  void aDataFolderThatCannotBeMadeIsNamed() throws InterruptedException {
    Program program = shop.programWith(Map.of("LIGHTSPEED_DATA_DIR", "/proc/lightspeed"));

    Result result = shell(program, 2, "\"$CLI\" vend:test");

    assertThat(result.messages()).contains("/proc/lightspeed", "LIGHTSPEED_DATA_DIR");
  }

  @Test
  void colourIsForTerminalsThatWantIt() throws InterruptedException {
    assertThat(shell(0, "\"$CLI\" status").output()).doesNotContain("\u001b");
    assertThat(shell(0, "\"$CLI\" help").output()).doesNotContain("\u001b");
    assertThat(shell(2, "\"$CLI\" no:such").messages()).doesNotContain("\u001b");
  }

  @Test
  void onATerminalOfTwentyColumnsNothingIsLost() throws InterruptedException {
    Result result =
        shell(0, "script -qec 'stty cols 20; \"$CLI\" po:list --no-color' /dev/null </dev/null");

    assertThat(result.output()).contains("PO-A", "DRAFT", "NOT_SYNCED");
  }

  @Test
  void standardInputIsNotNeeded() throws InterruptedException {
    shell(0, "\"$CLI\" queue:stats <&-");
    shell(0, "\"$CLI\" po:list <&- 2>&-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | sync:pending --batch-size=0",
        "2 | sync:pending --batch-size=99999999999999999999",
        "2 | queue:list --limit=99999999999999999999",
        "2 | queue:show 99999999999999999999",
        "2 | queue:prune 99999999999",
        "2 | queue:prune -- -1",
        "2 | queue:work --concurrency=99999999999",
        "2 | health --wait=-1",
        "2 | po:list --since=999999999d",
        "0 | po:list --since=999999d",
        "2 | po:list a b",
        "2 | queue:stats now",
        "2 | sync:status",
        "2 | queue:show ''",
        "3 | sync:status ''",
        "3 | po:show $'it\\'s \"quoted\"\\nand broken'",
        "0 | po:list $'it\\'s \"quoted\"\\nand broken -- % _'",
        "2 | config:set lightspeed_domain_prefix $'a\\n\"b\\''",
        "2 | config:set queue_max_retries 99999999999999999999",
        "2 | config:set queue_retry_delays 60,,900",
        "2 | --env-file=none.env queue:stats",
      })
  void strangeArgumentsGetOneSentence(int exitCode, String command) throws InterruptedException {
    Result result = shell(exitCode, "\"$CLI\" " + command);

    if (exitCode == 0) {
      assertThat(result.messages().lines().count()).isLessThanOrEqualTo(1);
    } else {
      assertThat(result.output()).isEmpty();
      assertThat(result.messages()).startsWith("Error: ");
      // The sentence, and perhaps what to do next.
      assertThat(result.messages().strip().lines().count()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void settingsThatContradictEachOtherAreNamedBoth() throws InterruptedException {
    Program program = shop.programWith(Map.of("LIGHTSPEED_DATABASE_URL", ""));

    Result result = shell(program, 2, "\"$CLI\" config:show");

    assertThat(result.messages())
        .contains(
            "lightspeed_database_user", "lightspeed_database_password", "lightspeed_database_url");
  }

  @Test
  void theBuildLeavesManualPagesAndCompletionsThatWork() throws InterruptedException {
    Path target = Path.of("..", "app", "target").toAbsolutePath().normalize();

    assertThat(target.resolve("man/man1/lightspeed-cli.1")).isNotEmptyFile();
    assertThat(target.resolve("man/man1/lightspeed-cli-sync-po.1")).isNotEmptyFile();
    Result numbers =
        shell(
            0,
            "source '"
                + target.resolve("completions/lightspeed-cli")
                + "'; COMP_LINE=\"$CLI sync:status PO-\"; COMP_POINT=${#COMP_LINE};"
                + " _lightspeed_cli; printf '%s\\n' \"${COMPREPLY[@]}\" | sort");
    assertThat(numbers.output().lines()).containsExactly("PO-A", "PO-B", "PO-C");
  }

  @Test
  void withVerboseTheReasonIsShownInFull() throws InterruptedException {
    Result result =
        shop.programWith(Map.of("LIGHTSPEED_DATABASE_URL", "jdbc:mariadb://127.0.0.1:9/x"))
            .run("queue:stats", "--verbose");

    assertThat(result.exitCode()).isEqualTo(6);
    assertThat(result.messages()).contains("\tat ");
  }
}
