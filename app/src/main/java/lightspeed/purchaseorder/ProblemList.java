package lightspeed.purchaseorder;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts all problems and keeps the first ones of each check, so that a file in which every row is
/// bad needs no more memory than any other.
final class ProblemList {
  /// More than anybody reads, few enough to keep.
  static final int KEPT = 200;

  private final List<ImportProblem> kept = new ArrayList<>();
  private long count;

  void add(long row, @Nullable String column, String reason) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(new ImportProblem(row, column, reason));
    }
  }

  /// Counts problems that were found but are not shown one by one.
  void addUnseen(long more) {
    count += more;
  }

  boolean isFull() {
    return kept.size() >= KEPT;
  }

  long count() {
    return count;
  }

  /// The kept ones by row.
  List<ImportProblem> sorted() {
    return kept.stream().sorted().toList();
  }
}
