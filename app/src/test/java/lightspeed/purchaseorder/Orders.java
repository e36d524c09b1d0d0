package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import lightspeed.db.Database;

/// Orders for tests: good drafts of which a test changes what matters.
final class Orders {
  private Orders() {}

  static OrderDraft draft(int lines) {
    List<OrderDraft.Line> all = new ArrayList<>();
    for (int i = 1; i <= lines; i++) {
      all.add(line("SKU-" + i, i, "1.50"));
    }
    return new OrderDraft("Acme", "Main", null, null, null, all);
  }

  static OrderDraft.Line line(String sku, long quantity, String unitCost) {
    return new OrderDraft.Line(
        sku, "Name of " + sku, BigDecimal.valueOf(quantity), new BigDecimal(unitCost));
  }

  /// Stores a draft under this id, which is also its public id.
  static PurchaseOrderId stored(Database database, String id, int lines) {
    PurchaseOrderId orderId = new PurchaseOrderId(id);
    database.useTransaction(
        handle -> new PurchaseOrderStore().insertDraft(handle, orderId, id, draft(lines), "buyer"));
    return orderId;
  }
}
