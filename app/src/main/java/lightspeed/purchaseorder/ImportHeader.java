package lightspeed.purchaseorder;

import static java.util.Objects.requireNonNullElse;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lightspeed.catalog.NearMatches;

/// Which column stands where in a file.
final class ImportHeader {
  private final Map<ImportColumn, Integer> positions;
  private final int cells;

  private ImportHeader(Map<ImportColumn, Integer> positions, int cells) {
    this.positions = positions;
    this.cells = cells;
  }

  /// Reads the header row and reports everything that is wrong with it.
  static ImportHeader read(
      long row, List<String> header, ImportOptions options, ProblemList problems) {
    Map<ImportColumn, Integer> positions = new EnumMap<>(ImportColumn.class);
    for (int i = 0; i < header.size(); i++) {
      String cell = header.get(i);
      var column = ImportColumn.of(cell);
      if (cell.isEmpty()) {
        continue; // a separator at the end of each row; the rows' own cells must be empty, too
      }
      if (column.isEmpty()) {
        problems.add(row, cell, "is not a column of an import file" + hint(cell));
      } else if (positions.putIfAbsent(column.get(), i) != null) {
        problems.add(row, cell, "is there twice: keep one of the two columns");
      }
    }
    requireColumns(row, positions, options, problems);
    return new ImportHeader(positions, header.size());
  }

  private static String hint(String cell) {
    List<String> near = NearMatches.names(cell, ImportColumn.allNames());
    return near.isEmpty()
        ? ": remove it; there are " + String.join(", ", ImportColumn.allNames())
        : ": did you mean " + String.join(" or ", near) + "?";
  }

  private static void requireColumns(
      long row, Map<ImportColumn, Integer> positions, ImportOptions options, ProblemList problems) {
    if (!positions.containsKey(ImportColumn.SKU) && !positions.containsKey(ImportColumn.HANDLE)) {
      problems.add(row, "sku", "is missing: the file needs a column sku, or handle");
    }
    for (ImportColumn column : List.of(ImportColumn.QUANTITY, ImportColumn.UNIT_COST)) {
      if (!positions.containsKey(column)) {
        problems.add(row, column.word(), "is missing: the file needs this column");
      }
    }
    partner(row, ImportColumn.SUPPLIER, positions, options.supplier() != null, problems);
    partner(row, ImportColumn.OUTLET, positions, options.outlet() != null, problems);
  }

  private static void partner(
      long row,
      ImportColumn column,
      Map<ImportColumn, Integer> positions,
      boolean isGiven,
      ProblemList problems) {
    boolean isInFile = positions.containsKey(column);
    if (!isInFile && !isGiven) {
      problems.add(
          row,
          column.word(),
          "is missing: add the column, or give --" + column.word() + " for the whole file");
    } else if (isInFile && isGiven) {
      problems.add(
          row,
          column.word(),
          "is in the file, and --" + column.word() + " was given, too: remove one of the two");
    }
  }

  boolean has(ImportColumn column) {
    return positions.containsKey(column);
  }

  /// How many cells each row must have.
  int cells() {
    return cells;
  }

  /// The cell of a row, empty when the file has no such column.
  String cell(List<String> row, ImportColumn column) {
    int position = requireNonNullElse(positions.get(column), -1);
    return position < 0 ? "" : row.get(position);
  }

  /// A cell under an empty header cell that is not empty itself, as its number from 1; 0: none.
  int strayCell(List<String> row) {
    for (int i = 0; i < row.size(); i++) {
      if (!row.get(i).isEmpty() && !positions.containsValue(i)) {
        return i + 1;
      }
    }
    return 0;
  }

  /// Whether the row is the header once more, as when files were put together.
  boolean isRepeatedIn(List<String> row) {
    return positions.entrySet().stream()
        .allMatch(
            entry ->
                ImportColumn.of(row.get(entry.getValue()))
                    .filter(column -> column == entry.getKey())
                    .isPresent());
  }
}
