package lightspeed.purchaseorder;

import java.util.List;

/// What an import did, or would do.
///
/// @param isApplied false: nothing was written, because of problems or because it was a dry run
/// @param orders every order of the file in the file's order; empty when problems kept everything
///     out
/// @param rows rows of the file below the header, blank ones not counted
/// @param problemCount how many problems there are in all
/// @param problems the first of them by row, enough to work with
/// @param warningCount how many warnings there are in all
/// @param warnings the first of them; they keep nothing out
public record ImportResult(
    boolean isApplied,
    List<ImportedOrder> orders,
    long rows,
    long problemCount,
    List<ImportProblem> problems,
    long warningCount,
    List<ImportProblem> warnings) {
  public ImportResult {
    orders = List.copyOf(orders);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  public long count(ImportedOrder.Outcome outcome) {
    return orders.stream().filter(order -> order.outcome() == outcome).count();
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
