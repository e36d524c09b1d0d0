package lightspeed.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a CSV file (RFC 4180) that is safe to open in a spreadsheet: a text that a
/// spreadsheet would take for a formula gets an apostrophe in front.
final class CsvRow {
  /// Characters with which a formula begins, see OWASP "CSV Injection".
  private static final String FORMULA_STARTS = "=+-@\t\r\n";

  private final List<String> cells = new ArrayList<>();

  /// A text from outside: a name, a SKU.
  CsvRow text(@Nullable Object text) {
    var value = text == null ? "" : text.toString();
    var isFormula = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
    cells.add(quoted(isFormula ? "'" + value : value));
    return this;
  }

  /// A number or time of our own making.
  CsvRow value(String value) {
    cells.add(value);
    return this;
  }

  private static String quoted(String value) {
    var isPlain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return String.join(",", cells);
  }
}
