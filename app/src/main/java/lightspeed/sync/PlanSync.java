package lightspeed.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lightspeed.db.Database;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;
import org.jspecify.annotations.Nullable;

/// Makes the plan of `--dry-run`: step 0 and reads, nothing is written. Follows the very decisions
/// of [SendPurchaseOrder] and its steps.
final class PlanSync {
  private final Database database;
  private final SyncJournal journal = new SyncJournal();
  private final CheckOrder checkOrder;
  private final Connection connection;
  private final CallBudget budget;

  PlanSync(SyncParts parts, CallBudget budget) {
    this.database = parts.database();
    this.checkOrder = parts.checkOrder();
    this.connection = parts.connection();
    this.budget = budget;
  }

  SyncPlan plan(OrderWithLines order) throws InterruptedException {
    PurchaseOrder header = order.order();
    if (header.state() != OrderState.APPROVED && header.state() != OrderState.DRAFT) {
      return planOf(header, List.of(), List.of(), true);
    }
    CatalogLookup lookup = new CatalogLookup(connection.client(), Caller.person());
    CheckOrder.Result result = checkOrder.check(order, lookup, CheckOrder.Mirror.LEAVE);
    List<PlannedCall> calls = new ArrayList<>(lookup.calls());
    return switch (result) {
      case CheckOrder.Result.Refused refused -> planOf(header, calls, refused.problems(), true);
      case CheckOrder.Result.Ready ready -> {
        boolean isComplete = addCalls(ready.order(), calls);
        yield planOf(header, calls, List.of(), isComplete);
      }
    };
  }

  private SyncPlan planOf(
      PurchaseOrder order,
      List<PlannedCall> calls,
      List<SyncProblem> problems,
      boolean isComplete) {
    return new SyncPlan(
        order.publicId(),
        calls,
        problems,
        SyncPlan.Budget.of(calls.size(), budget.state()),
        isComplete);
  }

  /// @return whether the calls are all that can be needed
  private boolean addCalls(ResolvedOrder order, List<PlannedCall> calls) {
    String known = order.order().lightspeedConsignmentId();
    boolean isInDoubt = database.read(tx -> journal.isInDoubt(tx, order.order().id()));
    String id = known == null ? "{id}" : known;
    if (known != null) {
      calls.add(new PlannedCall("GET", "/consignments/" + id, "read the header"));
    } else if (isInDoubt) {
      calls.add(
          new PlannedCall(
              "GET", "/consignments?type=SUPPLIER", "look for " + order.order().publicId()));
    }
    if (isInDoubt) {
      calls.add(
          new PlannedCall(
              "GET", "/consignments/" + id + "/products", "compare the lines, then repair"));
    }
    if (known == null && !isInDoubt) {
      calls.add(
          new PlannedCall(
              "POST",
              "/consignments",
              "SUPPLIER order "
                  + order.order().publicId()
                  + ", status OPEN, supplier "
                  + order.supplierId()
                  + ", outlet "
                  + order.outletId()));
    }
    if (!isInDoubt) {
      addBulkCalls(order, known, id, calls);
    }
    calls.add(new PlannedCall("PUT", "/consignments/" + id, "status SENT"));
    return !isInDoubt;
  }

  private void addBulkCalls(
      ResolvedOrder order, @Nullable String known, String id, List<PlannedCall> calls) {
    Set<String> added =
        known == null
            ? Set.of()
            : database.read(tx -> journal.addedProducts(tx, order.order().id(), known));
    long lines =
        order.lines().stream().filter(line -> !added.contains(line.product().value())).count();
    for (long from = 0; from < lines; from += LinesStep.CHUNK) {
      long size = Math.min(LinesStep.CHUNK, lines - from);
      calls.add(
          new PlannedCall(
              "POST",
              "/consignments/" + id + "/bulk",
              size + (size == 1 ? " line" : " lines") + " with product_id, count, cost"));
    }
  }
}
