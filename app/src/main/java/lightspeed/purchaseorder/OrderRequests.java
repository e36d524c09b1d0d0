package lightspeed.purchaseorder;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Rows of `order_requests`: which order came of what a program asked for.
final class OrderRequests {
  /// @param order null while the transaction that makes it is not done
  record Earlier(String contentHash, @Nullable PurchaseOrderId order) {}

  private static final String CLAIM =
      """
      INSERT IGNORE INTO order_requests (client_id, content_hash, created_by)
      VALUES (:client, :hash, :actor)
      """;

  private static final String FIND =
      """
      SELECT content_hash, order_id
      FROM order_requests
      WHERE client_id = :client
      """;

  private static final String NAME_ORDER =
      """
      UPDATE order_requests
      SET order_id = :order
      WHERE client_id = :client
      """;

  private OrderRequests() {}

  /// Takes the id for this transaction; waits for another one that is taking it.
  ///
  /// @return false when it was taken before
  static boolean claim(Handle handle, String clientId, String contentHash, String actor) {
    return handle
            .createUpdate(CLAIM)
            .bind("client", clientId)
            .bind("hash", contentHash)
            .bind("actor", actor)
            .execute()
        == 1;
  }

  static Optional<Earlier> find(Handle handle, String clientId) {
    return handle
        .createQuery(FIND)
        .bind("client", clientId)
        .map(
            (row, _) -> {
              String order = row.getString("order_id");
              return new Earlier(
                  row.getString("content_hash"), order == null ? null : new PurchaseOrderId(order));
            })
        .findOne();
  }

  static void name(Handle handle, String clientId, PurchaseOrderId order) {
    handle.createUpdate(NAME_ORDER).bind("client", clientId).bind("order", order.value()).execute();
  }
}
