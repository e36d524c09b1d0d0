package lightspeed.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightspeed.spelling.UnseenCharacters;
import org.jspecify.annotations.Nullable;

/// Rows under headings. Where a line is too narrow, the columns made for it are shortened; where
/// even that is not enough, each row becomes a block of lines. What is piped on is never cut.
final class Table {
  static final int USUAL_WIDTH = 80;

  /// What fits here fits on every terminal, so none has to be asked for its width.
  private static final int NARROWEST = 20;

  /// Narrower than this a shortened text says nothing.
  private static final int LEAST_FLEXIBLE = 12;

  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<Column> columns) {
    this.columns = columns;
  }

  /// A heading and how its column behaves.
  ///
  /// @param isNumber aligned to the right
  /// @param isFlexible may be shortened
  /// @param isStatus its words are coloured
  record Column(String heading, boolean isNumber, boolean isFlexible, boolean isStatus) {
    static Column text(String heading) {
      return new Column(heading, false, false, false);
    }

    static Column flexible(String heading) {
      return new Column(heading, false, true, false);
    }

    static Column number(String heading) {
      return new Column(heading, true, false, false);
    }

    static Column status(String heading) {
      return new Column(heading, false, false, true);
    }
  }

  static Table of(Column... columns) {
    return new Table(List.of(columns));
  }

  /// Adds a row; null is shown as nothing, line breaks as a space.
  Table row(@Nullable Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + columns.size() + " columns");
    }
    var row = new ArrayList<String>();
    for (var cell : cells) {
      row.add(cell == null ? "" : oneLine(cell.toString()));
    }
    rows.add(row);
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void print(Terminal terminal) {
    var widths = natural();
    Optional<Integer> width = total(widths) <= NARROWEST ? Optional.empty() : terminal.width();
    if (width.isPresent() && !fit(widths, width.get())) {
      printBlocks(terminal);
      return;
    }
    var headings = columns.stream().map(Column::heading).toList();
    terminal.print(terminal.styled(Style.BOLD, line(headings, widths)));
    for (var row : rows) {
      terminal.print(line(row, widths, terminal));
    }
  }

  /// `text` with its end replaced by an ellipsis when it is longer than `width`.
  static String shortened(String text, int width) {
    int length = text.codePointCount(0, text.length());
    if (length <= width) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, Math.max(width - 1, 0))) + "…";
  }

  /// `text` without line breaks and what else would move the cursor.
  static String oneLine(String text) {
    return UnseenCharacters.madeVisible(text.strip().replaceAll("[\\p{Cntrl}\\s]+", " "));
  }

  private int[] natural() {
    var widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = length(columns.get(i).heading());
      for (var row : rows) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    return widths;
  }

  /// Shortens flexible columns, the widest first, until all fit; false when they cannot.
  private boolean fit(int[] widths, int width) {
    while (total(widths) > width) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (columns.get(i).isFlexible()
            && widths[i] > LEAST_FLEXIBLE
            && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return false;
      }
      widths[widest]--;
    }
    return true;
  }

  private static int total(int[] widths) {
    int total = GAP.length() * (widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    return total;
  }

  private String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : GAP).append(padded(cells.get(i), i, widths));
    }
    return line.toString().stripTrailing();
  }

  private String line(List<String> cells, int[] widths, Terminal terminal) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      var cell = padded(cells.get(i), i, widths);
      line.append(i == 0 ? "" : GAP);
      line.append(
          columns.get(i).isStatus() ? terminal.styled(Style.ofStatus(cells.get(i)), cell) : cell);
    }
    return line.toString().stripTrailing();
  }

  private String padded(String cell, int column, int[] widths) {
    var text = shortened(cell, widths[column]);
    var padding = " ".repeat(widths[column] - length(text));
    return columns.get(column).isNumber() ? padding + text : text + padding;
  }

  private void printBlocks(Terminal terminal) {
    int widest = columns.stream().mapToInt(column -> length(column.heading())).max().orElse(0);
    for (int row = 0; row < rows.size(); row++) {
      if (row > 0) {
        terminal.print("");
      }
      for (int i = 0; i < columns.size(); i++) {
        var heading = columns.get(i).heading();
        var cell = rows.get(row).get(i);
        var shown = columns.get(i).isStatus() ? terminal.styled(Style.ofStatus(cell), cell) : cell;
        terminal.print(heading + " ".repeat(widest - length(heading)) + GAP + shown);
      }
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
