package lightspeed.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One row of a CSV file (RFC 4180) that is safe to open in a spreadsheet: a text that a
/// spreadsheet would take for a formula gets an apostrophe in front.
final class CsvRow {
  /// Characters with which a formula begins, see OWASP "CSV Injection".
  private static final String FORMULA_STARTS = "=+-@\t\r\n";

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private final List<String> cells = new ArrayList<>();

  /// A text from outside: a name, a SKU.
  CsvRow text(@Nullable Object text) {
    cells.add(quoted(guarded(text == null ? "" : text.toString())));
    return this;
  }

  /// A number or time of our own making.
  CsvRow value(String value) {
    cells.add(NUMBER.matcher(value).matches() ? value : quoted(guarded(value)));
    return this;
  }

  private static String guarded(String value) {
    return !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
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
