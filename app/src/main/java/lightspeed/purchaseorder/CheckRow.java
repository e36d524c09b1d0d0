package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns the cells of one row into an [ImportRow] and reports all that is wrong with them.
final class CheckRow {
  static final int MAX_NAME = 255;
  static final int MAX_PRODUCT_NAME = 512;
  static final int MAX_NOTES = 2000;

  private final ImportHeader header;
  private final ImportOptions options;
  private final boolean mayDotMeanThousands;
  private final ProblemList problems;
  private final Function<String, ZoneId> zones;

  /// @param zones by outlet, as the file writes it
  /// @param separator of the file: where ; separates cells, a comma is the decimal mark and a dot
  ///     may mean thousands
  CheckRow(
      ImportHeader header,
      ImportOptions options,
      char separator,
      ProblemList problems,
      Function<String, ZoneId> zones) {
    this.zones = zones;
    this.header = header;
    this.options = options;
    this.mayDotMeanThousands = separator == ';';
    this.problems = problems;
  }

  /// What became of a row.
  sealed interface Checked {
    record Good(ImportRow row) implements Checked {}

    /// Something is wrong with it.
    ///
    /// @param orderKey which order must be left out, null when nobody can tell
    record Bad(@Nullable String orderKey) implements Checked {}
  }

  Checked check(long row, List<String> cells) {
    Cells reader = new Cells(row, cells);
    if (cells.size() != header.cells()) {
      return reader.bad(
          null,
          "the row has %d cells, the header has %d: is a separator missing or not in quotation marks?"
              .formatted(cells.size(), header.cells()));
    }
    if (header.isRepeatedIn(cells)) {
      return reader.bad(null, "this row repeats the header: remove it");
    }
    int stray = header.strayCell(cells);
    if (stray > 0) {
      return reader.bad(null, "cell " + stray + " has no column name above it");
    }
    return reader.read();
  }

  /// Reads the cells of one row, remembering whether one of them was bad.
  private final class Cells {
    private final long row;
    private final List<String> cells;
    private boolean isBad;

    Cells(long row, List<String> cells) {
      this.row = row;
      this.cells = cells;
    }

    Checked read() {
      String key = header.has(ImportColumn.PUBLIC_ID) ? requiredId() : "";
      String id = optionalId();
      String supplier = partner(ImportColumn.SUPPLIER, options.supplier());
      String outlet = partner(ImportColumn.OUTLET, options.outlet());
      String sku = optionalName(ImportColumn.SKU);
      String handle = optionalName(ImportColumn.HANDLE);
      if (sku == null && handle == null && !isBad) {
        problem(ImportColumn.SKU, "is empty");
      }
      BigDecimal quantity =
          number(ImportColumn.QUANTITY, NumberCells.quantity(cell(ImportColumn.QUANTITY)));
      BigDecimal cost =
          number(
              ImportColumn.UNIT_COST,
              NumberCells.unitCost(cell(ImportColumn.UNIT_COST), mayDotMeanThousands));
      String name = text(ImportColumn.NAME, MAX_PRODUCT_NAME, false);
      LocalDate dueAt = dueAt(outlet);
      String invoice = optionalName(ImportColumn.SUPPLIER_INVOICE);
      String notes = text(ImportColumn.NOTES, MAX_NOTES, true);
      if (isBad) {
        return new Checked.Bad(key.isEmpty() && header.has(ImportColumn.PUBLIC_ID) ? null : key);
      }
      return new Checked.Good(
          new ImportRow(
              row, key, id, supplier, outlet, sku, handle, name, quantity, cost, dueAt, invoice,
              notes));
    }

    Checked.Bad bad(@Nullable ImportColumn column, String reason) {
      problems.add(row, column == null ? null : column.word(), reason);
      return new Checked.Bad(header.has(ImportColumn.PUBLIC_ID) ? null : "");
    }

    private String cell(ImportColumn column) {
      return TextCells.unguarded(header.cell(cells, column));
    }

    private void problem(ImportColumn column, @Nullable String reason) {
      if (reason != null) {
        problems.add(row, column.word(), reason);
        isBad = true;
      }
    }

    private String requiredId() {
      String value = cell(ImportColumn.PUBLIC_ID);
      problem(ImportColumn.PUBLIC_ID, TextCells.problemOfId(value));
      return value;
    }

    private @Nullable String optionalId() {
      String value = cell(ImportColumn.ID);
      if (value.isEmpty()) {
        return null;
      }
      problem(ImportColumn.ID, TextCells.problemOfId(value));
      return value;
    }

    private String partner(ImportColumn column, @Nullable String given) {
      if (given != null) {
        return given;
      }
      String value = cell(column);
      problem(column, TextCells.problemOfName(value, MAX_NAME));
      return value;
    }

    private @Nullable String optionalName(ImportColumn column) {
      String value = cell(column);
      if (value.isEmpty()) {
        return null;
      }
      problem(column, TextCells.problemOfName(value, MAX_NAME));
      return value;
    }

    private @Nullable String text(ImportColumn column, int maxLength, boolean mayHaveLines) {
      String value = cell(column);
      if (value.isEmpty()) {
        return null;
      }
      problem(column, TextCells.problemOfText(value, maxLength, mayHaveLines));
      return value;
    }

    /// Zero stands for a bad one; the row is not used then.
    private BigDecimal number(ImportColumn column, NumberCells.Read read) {
      return switch (read) {
        case NumberCells.Read.Value(BigDecimal number) -> number;
        case NumberCells.Read.Problem(String reason) -> {
          problem(column, reason);
          yield BigDecimal.ZERO;
        }
      };
    }

    private @Nullable LocalDate dueAt(String outlet) {
      String value = cell(ImportColumn.DUE_AT);
      if (value.isEmpty()) {
        return null;
      }
      return switch (DueDates.read(value, () -> zones.apply(outlet))) {
        case DueDates.Read.Day(LocalDate day) -> day;
        case DueDates.Read.Problem(String reason) -> {
          problem(ImportColumn.DUE_AT, reason);
          yield null;
        }
      };
    }
  }
}
