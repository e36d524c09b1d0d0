package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TableTest {
  private static Table jobs() {
    return Table.of(
            Table.Column.text("ID"),
            Table.Column.status("STATUS"),
            Table.Column.number("TRIES"),
            Table.Column.flexible("ERROR"))
        .row("job_1", "FAILED", 3, "no product has this SKU;\n\tlook at line 17 of the order")
        .row("job_22", "COMPLETED", 1, null);
  }

  @Test
  void columnsAreAlignedAndErrorsAreOneLine() {
    var captured = Captured.pipes();

    jobs().print(captured.with(Map.of()));

    assertThat(captured.out())
        .isEqualTo(
            """
            ID      STATUS     TRIES  ERROR
            job_1   FAILED         3  no product has this SKU; look at line 17 of the order
            job_22  COMPLETED      1
            """);
  }

  @Test
  void aNarrowTerminalShortensFlexibleColumnsOnly() {
    var captured = Captured.terminal("");

    wide().print(captured.with(Map.of("COLUMNS", "60", "NO_COLOR", "1")));

    assertThat(captured.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(61));
    assertThat(captured.out()).contains("job_1", "FAILED", "…");
  }

  @Test
  void whatIsPipedOnIsNeverCut() {
    var captured = Captured.pipes();

    wide().print(captured.with(Map.of("COLUMNS", "60")));

    assertThat(captured.out()).contains("x".repeat(100)).doesNotContain("…");
  }

  @Test
  void whereEvenShortenedColumnsDoNotFitEachRowIsABlock() {
    var captured = Captured.terminal("");

    wide().print(captured.with(Map.of("COLUMNS", "24", "NO_COLOR", "1")));

    assertThat(captured.out()).contains("ID      job_1\nSTATUS  FAILED\nERROR   xxx");
  }

  @Test
  void statusWordsAreColouredOnATerminal() {
    var captured = Captured.terminal("");

    jobs().print(captured.with(Map.of("COLUMNS", "120")));

    assertThat(captured.out()).contains("\u001b[31mFAILED");
  }

  @Test
  void controlCharactersOfOthersDoNotReachTheTerminal() {
    assertThat(Table.oneLine("a\u001b[2Jb\r\nc")).isEqualTo("a [2Jb c");
  }

  @Test
  void shorteningCountsCharactersNotBytes() {
    assertThat(Table.shortened("héllo wörld", 6)).isEqualTo("héllo…");
    assertThat(Table.shortened("👕👖👗", 3)).isEqualTo("👕👖👗");
    assertThat(Table.shortened("👕👖👗", 2)).isEqualTo("👕…");
  }

  private static Table wide() {
    return Table.of(
            Table.Column.text("ID"), Table.Column.status("STATUS"), Table.Column.flexible("ERROR"))
        .row("job_1", "FAILED", "x".repeat(100));
  }
}
