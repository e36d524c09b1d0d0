package lightspeed.sync;

import java.util.List;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Shows the orders that were sent since the last look at the products with a SKU that means
/// another product now: the goods may be the wrong ones. Each is told once, in
/// `lightspeed_moved_skus`, and read again, so that its page and `sync:diff` say so too.
///
/// An order whose lines were announced after this comparison is compared by the next one.
final class ShowMovedSkus {
  private static final String FIND =
      """
      SELECT c.id, c.public_id, c.lightspeed_consignment_id, line.sku, line.product_id,
        COALESCE(was.name, '') AS was_name, meant.id AS meant_id, meant.name AS meant_name
      FROM (
        SELECT DISTINCT entity_id
        FROM lightspeed_sync_log
        WHERE operation = 'ADD_PRODUCTS'
          AND created_at >= COALESCE(
            (SELECT COALESCE(l.began_at, s.updated_at) - INTERVAL 1 MINUTE
              FROM sync_cursors s
              LEFT JOIN catalog_looks l
                ON l.list = s.name
              WHERE s.name = 'products'),
            '1000-01-01')) AS announced
      JOIN vend_consignments c
        ON c.id = announced.entity_id
      JOIN vend_consignment_line_items line
        ON line.consignment_id = c.id
      JOIN vend_products meant
        ON meant.sku = line.sku
        AND LENGTH(meant.sku) = LENGTH(line.sku)
        AND meant.id <> line.product_id
      LEFT JOIN vend_products was
        ON was.id = line.product_id
      WHERE c.state IN ('APPROVED', 'SENT', 'DISPATCHED')
        AND c.deleted_at IS NULL
        AND c.lightspeed_consignment_id IS NOT NULL
        AND c.former_store IS NULL
        AND meant.deleted_at IS NULL
        AND meant.is_active
        AND NOT meant.is_composite
        AND NOT (meant.has_variants AND meant.variant_parent_id IS NULL)
        AND (was.id IS NULL
          OR was.sku <> line.sku
          OR LENGTH(was.sku) <> LENGTH(line.sku)
          OR was.deleted_at IS NOT NULL
          OR NOT was.is_active)
        AND NOT EXISTS (
          SELECT 1
          FROM lightspeed_mappings m
          WHERE m.local_type = 'SKU'
            AND m.local_id = line.sku)
        AND NOT EXISTS (
          SELECT 1
          FROM lightspeed_moved_skus known
          WHERE known.order_id = c.id
            AND known.sku = line.sku
            AND known.sent_as = line.product_id)
      """;

  private static final String REMEMBER =
      """
      INSERT IGNORE INTO lightspeed_moved_skus (order_id, sku, sent_as, means_now)
      VALUES (:order, :sku, :sentAs, :meansNow)
      """;

  private final JobQueue queue;
  private final SyncJournal journal = new SyncJournal();

  ShowMovedSkus(JobQueue queue) {
    this.queue = queue;
  }

  private record Moved(
      PurchaseOrderId order,
      String publicId,
      @Nullable String consignment,
      String sku,
      String sentAs,
      String sentName,
      String meansNow,
      String meantName) {
    String words() {
      return "SKU %s was sent as product \"%s\" (%s), and Lightspeed gave that SKU to \"%s\" (%s) at about the same time: the goods may be the wrong ones. Look at the order in Lightspeed; correct its line there and take it over (sync:diff %s --take-remote), or say that it is right (sync:diff %s --ignore)."
          .formatted(sku, sentName, sentAs, meantName, meansNow, publicId, publicId);
    }
  }

  /// Works in the caller's transaction; call [JobQueue#signal] after the commit.
  ///
  /// **Twice:** shows each once.
  void show(Handle tx) {
    for (Moved moved : find(tx)) {
      tx.createUpdate(REMEMBER)
          .bind("order", moved.order().value())
          .bind("sku", moved.sku())
          .bind("sentAs", moved.sentAs())
          .bind("meansNow", moved.meansNow())
          .execute();
      journal.noteFailure(tx, moved.order(), null, Operation.DRIFT, moved.words());
      if (moved.consignment() != null) {
        RefreshJob.enqueue(tx, queue, new ConsignmentId(moved.consignment()));
      }
    }
  }

  private static List<Moved> find(Handle tx) {
    return tx.createQuery(FIND)
        .map(
            (row, _) ->
                new Moved(
                    new PurchaseOrderId(row.getString("id")),
                    row.getString("public_id"),
                    row.getString("lightspeed_consignment_id"),
                    row.getString("sku"),
                    row.getString("product_id"),
                    row.getString("was_name"),
                    row.getString("meant_id"),
                    row.getString("meant_name")))
        .list();
  }
}
