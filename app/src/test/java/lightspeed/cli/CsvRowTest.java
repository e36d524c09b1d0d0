package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvRowTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"})
  void whatASpreadsheetWouldTakeForAFormulaGetsAnApostrophe(String text) {
    assertThat(new CsvRow().text(text)).hasToString("'" + text);
  }

  @Test
  void onlyAPlainNumberIsLeftAloneAmongValues() {
    assertThat(new CsvRow().value("-3.5").value("-3+1").value("@x").value("2026-01-01"))
        .hasToString("-3.5,'-3+1,'@x,2026-01-01");
  }

  @Test
  void separatorsAndQuotesAreQuoted() {
    assertThat(new CsvRow().text("a,b").text("say \"x\"").text(null).value("-3"))
        .hasToString("\"a,b\",\"say \"\"x\"\"\",,-3");
  }

  @Test
  void aFormulaWithACommaIsBothMarkedAndQuoted() {
    assertThat(new CsvRow().text("=HYPERLINK(\"x\",1)"))
        .hasToString("\"'=HYPERLINK(\"\"x\"\",1)\"");
  }
}
