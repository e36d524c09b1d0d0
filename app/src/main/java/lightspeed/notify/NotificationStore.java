package lightspeed.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import lightspeed.db.Utc;
import lightspeed.json.Json;
import lightspeed.outgoing.OutgoingHttp;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The rows of `lightspeed_notifications`. Works in the caller's transaction.
final class NotificationStore {
  private NotificationStore() {}

  /// Writes down what is to be sent.
  ///
  /// @return its id
  static long insert(Handle handle, String type, Message.Order order) {
    return handle
        .createQuery(
            """
            INSERT INTO lightspeed_notifications (event_type, consignment_id, content)
            VALUES (:type, :order, :content)
            RETURNING id
            """)
        .bind("type", type)
        .bind("order", order.id())
        .bind("content", Json.mapper().writeValueAsString(order))
        .mapTo(Long.class)
        .one();
  }

  /// What is to be sent; empty when there is no such notification.
  static Optional<Message> message(Handle handle, long id) {
    return handle
        .createQuery(
            """
            SELECT id, event_type, content, created_at
            FROM lightspeed_notifications
            WHERE id = :id
            """)
        .bind("id", id)
        .map(
            (row, _) ->
                new Message(
                    row.getLong("id"),
                    row.getString("event_type"),
                    Utc.get(row, "created_at"),
                    Json.mapper().readValue(row.getString("content"), Message.Order.class)))
        .findOne();
  }

  /// Newest first.
  static List<Notification> newest(Handle handle, int limit) {
    return handle
        .createQuery(
            """
            SELECT id, event_type, JSON_VALUE(content, '$.public_id') AS public_id, status, tries,
              http_status, answer, error_message, created_at, delivered_at
            FROM lightspeed_notifications
            ORDER BY id DESC
            LIMIT :limit
            """)
        .bind("limit", limit)
        .map((row, _) -> notification(row))
        .list();
  }

  /// Writes down what came of a try.
  ///
  /// @param answer null when there was none
  /// @param error null when it was delivered
  static void tried(
      Handle handle, long id, OutgoingHttp.@Nullable Answer answer, @Nullable String error) {
    handle
        .createUpdate(
            """
            UPDATE lightspeed_notifications
            SET tries = tries + 1,
              http_status = :httpStatus,
              answer = :answer,
              error_message = :error,
              status = IF(:error IS NULL, 'DELIVERED', status),
              delivered_at = IF(:error IS NULL, NOW(6), delivered_at)
            WHERE id = :id
            """)
        .bind("id", id)
        .bind("httpStatus", answer == null ? null : answer.status())
        .bind("answer", answer == null ? null : answer.excerpt())
        .bind("error", error)
        .execute();
  }

  /// Says how far it is.
  ///
  /// @param error null to keep the one that is there
  /// @return whether there is such a notification
  static boolean setStatus(
      Handle handle, long id, Notification.Status status, @Nullable String error) {
    return handle
            .createUpdate(
                """
                UPDATE lightspeed_notifications
                SET status = :status,
                  error_message = COALESCE(:error, error_message)
                WHERE id = :id
                """)
            .bind("id", id)
            .bind("status", status.name())
            .bind("error", error)
            .execute()
        > 0;
  }

  private static Notification notification(ResultSet row) throws SQLException {
    return new Notification(
        row.getLong("id"),
        row.getString("event_type"),
        row.getString("public_id"),
        Notification.Status.valueOf(row.getString("status")),
        row.getInt("tries"),
        row.getObject("http_status", Integer.class),
        row.getString("answer"),
        row.getString("error_message"),
        Utc.get(row, "created_at"),
        Utc.find(row, "delivered_at"));
  }
}
