package lightspeed.purchaseorder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules for an order that does not come from a file, the same as for one that does; all that
/// is wrong is told at once.
final class CheckDraft {
  private final List<PurchaseOrderException.InvalidInput.Problem> problems = new ArrayList<>();
  private long count;

  private CheckDraft() {}

  /// Checks everything but whether others exist.
  ///
  /// @param publicId null when one is to be generated
  /// @throws PurchaseOrderException.InvalidInput when something is wrong
  static void check(@Nullable String publicId, OrderDraft draft) {
    var check = of(publicId, draft);
    if (check.count > 0) {
      throw new PurchaseOrderException.InvalidInput(check.problems, check.count);
    }
  }

  /// The first of what is wrong; empty when nothing is.
  static List<PurchaseOrderException.InvalidInput.Problem> problems(
      @Nullable String publicId, OrderDraft draft) {
    return of(publicId, draft).problems;
  }

  private static CheckDraft of(@Nullable String publicId, OrderDraft draft) {
    CheckDraft check = new CheckDraft();
    if (publicId != null) {
      check.add("public_id", TextCells.problemOfId(publicId));
    }
    check.add("supplier", TextCells.problemOfName(draft.supplier(), CheckRow.MAX_NAME));
    check.add("outlet", TextCells.problemOfName(draft.outlet(), CheckRow.MAX_NAME));
    if (draft.supplierInvoice() != null) {
      check.add(
          "supplier_invoice", TextCells.problemOfName(draft.supplierInvoice(), CheckRow.MAX_NAME));
    }
    if (draft.notes() != null) {
      check.add("notes", TextCells.problemOfText(draft.notes(), CheckRow.MAX_NOTES, true));
    }
    check.lines(draft.lines());
    return check;
  }

  /// The id under which a program asks for an order follows the rules of an order's own id.
  ///
  /// @throws PurchaseOrderException.InvalidInput when it cannot be one
  static void checkClientId(String clientId) {
    String problem = TextCells.problemOfId(clientId);
    if (problem != null) {
      throw new PurchaseOrderException.InvalidInput("client_id", problem);
    }
  }

  private void lines(List<OrderDraft.Line> lines) {
    add("lines", OrderDraft.problemOfLines(lines.size()));
    Map<String, Integer> firstOfSku = new HashMap<>();
    for (int index = 0; index < lines.size(); index++) {
      OrderDraft.Line line = lines.get(index);
      String place = "lines[" + (index + 1) + "].";
      add(place + "sku", TextCells.problemOfName(line.sku(), CheckRow.MAX_NAME));
      add(place + "quantity", NumberCells.problemOfQuantity(line.quantity()));
      add(place + "unit_cost", NumberCells.problemOfUnitCost(line.unitCost()));
      if (line.name() != null) {
        add(place + "name", TextCells.problemOfText(line.name(), CheckRow.MAX_PRODUCT_NAME, false));
      }
      Integer first = firstOfSku.putIfAbsent(line.sku(), index + 1);
      if (first != null) {
        add(place + "sku", TextCells.shown(line.sku()) + " is in line " + first + ", too");
      }
    }
  }

  private void add(String field, @Nullable String reason) {
    if (reason == null) {
      return;
    }
    count++;
    if (problems.size() < ProblemList.KEPT) {
      problems.add(new PurchaseOrderException.InvalidInput.Problem(field, reason));
    }
  }
}
