package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncJob;
import org.jdbi.v3.core.Handle;

/// Orders that are approved and queued in a moment: copies of drafts that the program imported
/// once.
final class OrderCopies {
  private final Shop shop;

  private OrderCopies(Shop shop) {
    this.shop = shop;
  }

  /// Imports one draft of each size.
  static OrderCopies imported(Shop shop, Set<Integer> sizes) throws InterruptedException {
    StringBuilder all = new StringBuilder();
    for (int lines : sizes) {
      String text = read(shop.csv(lines, draft(lines)));
      all.append(all.isEmpty() ? text : text.substring(text.indexOf('\n') + 1));
    }
    shop.succeeds("po:import", shop.write("drafts.csv", all.toString()).toString());
    return new OrderCopies(shop);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String draft(int lines) {
    return "DRAFT-" + lines;
  }

  /// An approved order with its job, in one transaction, as approving leaves it.
  void approve(String order, int lines) {
    shop.database
        .database()
        .useTransaction(
            tx -> {
              copyOrder(tx, order, draft(lines));
              SyncJob job = new SyncJob(new PurchaseOrderId(order));
              tx.execute(
                  "INSERT INTO queue_jobs (job_type, payload, unique_key) VALUES (?, ?, ?)",
                  SyncJob.TYPE.name(),
                  job.payload(),
                  job.uniqueKey());
            });
  }

  private static void copyOrder(Handle tx, String order, String draft) {
    tx.execute(
        """
        INSERT INTO vend_consignments
          (id, public_id, state, supplier, outlet, line_count, total_quantity, total_cost,
           approved_by, approved_at, sync_status)
        SELECT ?, ?, 'APPROVED', supplier, outlet, line_count, total_quantity, total_cost,
          'test', CURRENT_TIMESTAMP(6), 'QUEUED'
        FROM vend_consignments
        WHERE public_id = ?
        """,
        order,
        order,
        draft);
    tx.execute(
        """
        INSERT INTO vend_consignment_line_items
          (consignment_id, line_number, sku, name, quantity, unit_cost)
        SELECT ?, i.line_number, i.sku, i.name, i.quantity, i.unit_cost
        FROM vend_consignment_line_items i
        JOIN vend_consignments v ON v.id = i.consignment_id
        WHERE v.public_id = ?
        """,
        order,
        draft);
  }
}
