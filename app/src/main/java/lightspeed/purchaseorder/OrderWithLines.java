package lightspeed.purchaseorder;

import java.util.List;

/// An order and its lines, read in one transaction.
public record OrderWithLines(PurchaseOrder order, List<LineItem> lines) {
  public OrderWithLines {
    lines = List.copyOf(lines);
  }
}
