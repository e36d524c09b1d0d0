package lightspeed.purchaseorder;

import org.jspecify.annotations.Nullable;

/// Something that is wrong, or odd, in an import file.
///
/// @param row as a spreadsheet counts them, the header is row 1; 0: the whole file
/// @param column the column's name, null when it is not about one
/// @param reason what is wrong and what to write instead
public record ImportProblem(long row, @Nullable String column, String reason)
    implements Comparable<ImportProblem> {

  /// As a person reads it: "row 7, quantity: …".
  public String sentence() {
    String place = row == 0 ? "" : "row " + row;
    String where = column == null ? place : place.isEmpty() ? column : place + ", " + column;
    return where.isEmpty() ? reason : where + ": " + reason;
  }

  @Override
  public int compareTo(ImportProblem other) {
    return Long.compare(row, other.row);
  }
}
