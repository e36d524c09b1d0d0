package lightspeed.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Rows of `lightspeed_webhooks` without their bodies.
final class ListDeliveries {
  private ListDeliveries() {}

  /// @param before only those with a lower id; null: from the newest
  static List<StoredDelivery> newest(
      Handle handle, @Nullable DeliveryStatus status, @Nullable Long before, int limit) {
    return handle
        .createQuery(
            """
            SELECT id, event_type, status, verified_by, source_address, consignment_id,
                   LENGTH(body) AS bytes, error_message, received_at, processed_at
            FROM lightspeed_webhooks
            WHERE (:status IS NULL OR status = :status)
              AND (:before IS NULL OR id < :before)
            ORDER BY id DESC
            LIMIT :limit
            """)
        .bind("status", status == null ? null : status.name())
        .bind("before", before)
        .bind("limit", limit)
        .map((row, _) -> delivery(row))
        .list();
  }

  static List<StoredDelivery> after(Handle handle, long id, int limit) {
    return handle
        .createQuery(
            """
            SELECT id, event_type, status, verified_by, source_address, consignment_id,
                   LENGTH(body) AS bytes, error_message, received_at, processed_at
            FROM lightspeed_webhooks
            WHERE id > :id
            ORDER BY id
            LIMIT :limit
            """)
        .bind("id", id)
        .bind("limit", limit)
        .map((row, _) -> delivery(row))
        .list();
  }

  private static StoredDelivery delivery(ResultSet row) throws SQLException {
    return new StoredDelivery(
        row.getLong("id"),
        row.getString("event_type"),
        DeliveryStatus.valueOf(row.getString("status")),
        row.getString("verified_by"),
        row.getString("source_address"),
        row.getString("consignment_id"),
        row.getLong("bytes"),
        row.getString("error_message"),
        Utc.get(row, "received_at"),
        Utc.find(row, "processed_at"));
  }
}
