package lightspeed.purchaseorder;

import java.util.List;
import java.util.Map;

/// What an import did, or would do.
///
/// @param isApplied false: nothing was written, because of problems or because it was a dry run
/// @param orders the orders of the file in the file's order, as many as were asked for; empty when
///     problems kept everything out
/// @param counts how many orders of the file ended how
/// @param rows rows of the file below the header, blank ones not counted
/// @param problemCount how many problems there are in all
/// @param problems the first of them by row, enough to work with
/// @param warningCount how many warnings there are in all
/// @param warnings the first of them; they keep nothing out
public record ImportResult(
    boolean isApplied,
    List<ImportedOrder> orders,
    Map<ImportedOrder.Outcome, Long> counts,
    long rows,
    long problemCount,
    List<ImportProblem> problems,
    long warningCount,
    List<ImportProblem> warnings) {
  public ImportResult {
    orders = List.copyOf(orders);
    counts = Map.copyOf(counts);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  public long count(ImportedOrder.Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  /// How many orders the file has; 0 when problems kept everything out.
  public long orderCount() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  public boolean hasProblems() {
    return problemCount > 0;
  }

  /// The orders of the file that are in the database now with the file's content, to be approved
  /// next.
  public List<PurchaseOrderId> importedIds() {
    return orders.stream()
        .filter(
            order ->
                switch (order.outcome()) {
                  case CREATED, UPDATED, UNCHANGED -> true;
                  case REFUSED, LEFT_OUT -> false;
                })
        .map(ImportedOrder::id)
        .toList();
  }
}
