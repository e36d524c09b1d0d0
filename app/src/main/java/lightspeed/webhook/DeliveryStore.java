package lightspeed.webhook;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The rows of `lightspeed_webhooks` as the receiver and its job use them.
final class DeliveryStore {
  private DeliveryStore() {}

  static void insert(Handle handle, List<Delivery> deliveries) {
    var batch =
        handle.prepareBatch(
            """
            INSERT INTO lightspeed_webhooks
              (event_type, body, content_type, headers, verified_by, source_address,
               consignment_id)
            VALUES (:type, :body, :contentType, :headers, :proof, :source, :consignment)
            """);
    for (var delivery : deliveries) {
      batch
          .bind("type", delivery.eventType())
          .bind("body", delivery.body())
          .bind("contentType", delivery.contentType())
          .bind("headers", delivery.headers())
          .bind("proof", delivery.verifiedBy().name())
          .bind("source", delivery.sourceAddress())
          .bind("consignment", delivery.consignmentId())
          .add();
    }
    batch.execute();
  }

  /// What the job needs of a delivery; small, because bodies are read one at a time.
  record Unread(long id, String eventType) {}

  /// The deliveries about `consignmentId` that nobody has looked at, the oldest first.
  ///
  /// @param consignmentId null for those that name none
  static List<Unread> unread(Handle handle, @Nullable String consignmentId, int limit) {
    return handle
        .createQuery(
            """
            SELECT id, event_type
            FROM lightspeed_webhooks
            WHERE consignment_id <=> :consignment
              AND status = 'RECEIVED'
            ORDER BY id
            LIMIT :limit
            """)
        .bind("consignment", consignmentId)
        .bind("limit", limit)
        .map((row, _) -> new Unread(row.getLong("id"), row.getString("event_type")))
        .list();
  }

  static DeliveryContent content(Handle handle, long id) {
    return handle
        .createQuery(
            """
            SELECT content_type, body
            FROM lightspeed_webhooks
            WHERE id = :id
            """)
        .bind("id", id)
        .map(
            (row, _) ->
                DeliveryContent.read(
                    String.valueOf(row.getString("content_type")), row.getBytes("body")))
        .one();
  }

  static void finish(Handle handle, long id, DeliveryStatus status, @Nullable String reason) {
    handle
        .createUpdate(
            """
            UPDATE lightspeed_webhooks
            SET status = :status, error_message = :reason, processed_at = NOW(6)
            WHERE id = :id
              AND status = 'RECEIVED'
            """)
        .bind("id", id)
        .bind("status", status.name())
        .bind("reason", reason)
        .execute();
  }

  /// Makes a delivery look as if it had just come.
  ///
  /// @return what it is about; empty when there is no such delivery
  static Optional<ProcessJob> reset(Handle handle, long id) {
    var about =
        handle
            .createQuery(
                """
                SELECT consignment_id
                FROM lightspeed_webhooks
                WHERE id = :id
                FOR UPDATE
                """)
            .bind("id", id)
            .map((row, _) -> new ProcessJob(row.getString("consignment_id")))
            .findOne();
    if (about.isPresent()) {
      handle
          .createUpdate(
              """
              UPDATE lightspeed_webhooks
              SET status = 'RECEIVED', error_message = NULL, processed_at = NULL
              WHERE id = :id
              """)
          .bind("id", id)
          .execute();
    }
    return about;
  }

  /// Whether one of our orders has this consignment.
  static boolean isOurs(Handle handle, String consignmentId) {
    return handle
        .createQuery(
            """
            SELECT 1
            FROM vend_consignments
            WHERE lightspeed_consignment_id = :id
              AND deleted_at IS NULL
            """)
        .bind("id", consignmentId)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }
}
