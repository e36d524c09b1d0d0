package lightspeed.installation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import lightspeed.db.Utc;
import lightspeed.json.Json;
import lightspeed.settings.KeySource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The row of `installation`. Works in the caller's transaction.
final class InstallationStore {
  private InstallationStore() {}

  private static final String READ =
      """
      SELECT i.epoch, i.went_back_at, i.went_back_why, i.key_id, i.key_salt, i.key_mark,
        i.second_key_id, i.second_key_salt, i.second_key_mark, i.is_copy, i.stopped_at,
        i.stopped_why, i.store_number, i.store_id, i.store_name, i.store_outlets,
        i.store_connection, i.other_name, i.other_connection,
        i.went_back_at IS NOT NULL AND NOT EXISTS (
          SELECT 1
          FROM lightspeed_register r
          WHERE r.began_at >= i.went_back_at
            AND r.ended_at IS NOT NULL) AS is_comparing
      FROM installation i
      WHERE i.id = 1
      """;

  static InstallationStanding read(Handle handle) {
    return handle.createQuery(READ).map((row, context) -> standing(row)).one();
  }

  /// As [#read], and no other transaction changes it until this one ends.
  static InstallationStanding lock(Handle tx) {
    return tx.createQuery(READ + "FOR UPDATE").map((row, context) -> standing(row)).one();
  }

  private static InstallationStanding standing(ResultSet row) throws SQLException {
    Instant wentBackAt = Utc.find(row, "went_back_at");
    Instant stoppedAt = Utc.find(row, "stopped_at");
    String other = row.getString("other_connection");
    return new InstallationStanding(
        row.getLong("epoch"),
        wentBackAt == null
            ? null
            : new InstallationStanding.WentBack(
                wentBackAt, String.valueOf(row.getString("went_back_why"))),
        row.getBoolean("is_comparing"),
        key(row, "key"),
        key(row, "second_key"),
        row.getBoolean("is_copy"),
        stoppedAt == null
            ? null
            : new InstallationStanding.Stopped(
                stoppedAt, String.valueOf(row.getString("stopped_why"))),
        row.getLong("store_number"),
        new StoreFacts(
            row.getString("store_id"),
            row.getString("store_name"),
            List.of(Json.mapper().readValue(row.getString("store_outlets"), String[].class))),
        row.getString("store_connection"),
        other == null
            ? null
            : new InstallationStanding.OtherStore(
                String.valueOf(row.getString("other_name")), other));
  }

  private static InstallationStanding.@Nullable KnownKey key(ResultSet row, String which)
      throws SQLException {
    String mark = row.getString(which + "_mark");
    return mark == null
        ? null
        : new InstallationStanding.KnownKey(
            String.valueOf(row.getString(which + "_id")),
            String.valueOf(row.getString(which + "_salt")),
            mark);
  }

  static void beginEpoch(Handle tx, String why) {
    tx.createUpdate(
            """
            UPDATE installation
            SET epoch = epoch + 1,
              went_back_at = CURRENT_TIMESTAMP(6),
              went_back_why = :why
            WHERE id = 1
            """)
        .bind("why", why)
        .execute();
  }

  /// Makes sure that the epoch is later than one that was in force elsewhere.
  static void beginEpochAfter(Handle tx, long epoch) {
    tx.execute("UPDATE installation SET epoch = GREATEST(epoch, ?) WHERE id = 1", epoch);
  }

  /// The first sender's key; changes nothing when there is one.
  static void markFirst(Handle tx, String salt, KeySource.Mark mark) {
    tx.createUpdate(
            """
            UPDATE installation
            SET key_id = :keyId,
              key_salt = :salt,
              key_mark = :mark
            WHERE id = 1
              AND key_mark IS NULL
            """)
        .bind("keyId", mark.keyId())
        .bind("salt", salt)
        .bind("mark", mark.value())
        .execute();
  }

  /// This key alone sends from now on.
  static void confirmMoved(Handle tx, String salt, KeySource.Mark mark, String actor) {
    tx.createUpdate(
            """
            UPDATE installation
            SET key_id = :keyId,
              key_salt = :salt,
              key_mark = :mark,
              second_key_id = NULL,
              second_key_salt = NULL,
              second_key_mark = NULL,
              is_copy = FALSE,
              stopped_at = NULL,
              stopped_why = NULL,
              confirmed_by = :actor,
              confirmed_at = CURRENT_TIMESTAMP(6)
            WHERE id = 1
            """)
        .bind("keyId", mark.keyId())
        .bind("salt", salt)
        .bind("mark", mark.value())
        .bind("actor", actor)
        .execute();
    tx.execute(
        """
        UPDATE installation_twins
        SET settled_at = CURRENT_TIMESTAMP(6)
        WHERE settled_at IS NULL
        """);
  }

  /// This key sends from now on, and that of before until [#forgetSecondKey].
  static void renewMark(Handle tx, String salt, KeySource.Mark mark) {
    tx.createUpdate(
            """
            UPDATE installation
            SET second_key_id = key_id,
              second_key_salt = key_salt,
              second_key_mark = key_mark,
              key_id = :keyId,
              key_salt = :salt,
              key_mark = :mark
            WHERE id = 1
            """)
        .bind("keyId", mark.keyId())
        .bind("salt", salt)
        .bind("mark", mark.value())
        .execute();
  }

  static void forgetSecondKey(Handle tx) {
    tx.execute(
        """
        UPDATE installation
        SET second_key_id = NULL,
          second_key_salt = NULL,
          second_key_mark = NULL
        WHERE id = 1
        """);
  }

  static void confirmCopy(Handle tx, String actor) {
    tx.createUpdate(
            """
            UPDATE installation
            SET is_copy = TRUE,
              confirmed_by = :actor,
              confirmed_at = CURRENT_TIMESTAMP(6)
            WHERE id = 1
            """)
        .bind("actor", actor)
        .execute();
  }

  /// Whether it was not known before.
  static boolean addTwin(Handle tx, String orderId, String consignmentId) {
    return tx.createUpdate(
                """
                INSERT IGNORE INTO installation_twins (consignment_id, order_id)
                VALUES (:consignment, :order)
                """)
            .bind("consignment", consignmentId)
            .bind("order", orderId)
            .execute()
        == 1;
  }

  static int twinsOfLastHour(Handle tx) {
    return tx.createQuery(
            """
            SELECT COUNT(*)
            FROM installation_twins
            WHERE settled_at IS NULL
              AND seen_at > CURRENT_TIMESTAMP(6) - INTERVAL 1 HOUR
            """)
        .mapTo(Integer.class)
        .one();
  }

  static void stop(Handle tx, String why) {
    tx.createUpdate(
            """
            UPDATE installation
            SET stopped_at = CURRENT_TIMESTAMP(6),
              stopped_why = :why
            WHERE id = 1
              AND stopped_at IS NULL
            """)
        .bind("why", why)
        .execute();
  }

  /// The first store, or the next one after a switch.
  static void learn(Handle tx, StoreFacts facts, String connection) {
    tx.createUpdate(
            """
            UPDATE installation
            SET store_number = store_number + 1,
              store_id = :id,
              store_name = :name,
              store_outlets = :outlets,
              store_connection = :connection,
              store_asked_at = CURRENT_TIMESTAMP(6),
              other_id = NULL,
              other_name = NULL,
              other_connection = NULL,
              other_seen_at = NULL
            WHERE id = 1
            """)
        .bind("id", facts.id())
        .bind("name", facts.name())
        .bind("outlets", Json.mapper().writeValueAsString(facts.outlets()))
        .bind("connection", connection)
        .execute();
  }

  /// The same store was seen again, perhaps with more than before.
  static void seenAgain(Handle tx, StoreFacts known, StoreFacts facts, String connection) {
    var outlets = new LinkedHashSet<>(known.outlets());
    outlets.addAll(facts.outlets());
    tx.createUpdate(
            """
            UPDATE installation
            SET store_id = COALESCE(:id, store_id),
              store_name = COALESCE(:name, store_name),
              store_outlets = :outlets,
              store_connection = :connection,
              store_asked_at = CURRENT_TIMESTAMP(6),
              other_id = NULL,
              other_name = NULL,
              other_connection = NULL,
              other_seen_at = NULL
            WHERE id = 1
            """)
        .bind("id", facts.id())
        .bind("name", facts.name())
        .bind("outlets", Json.mapper().writeValueAsString(new ArrayList<>(outlets)))
        .bind("connection", connection)
        .execute();
  }

  /// @param name by which people tell it from ours
  static void otherSeen(Handle tx, @Nullable String id, String name, String connection) {
    tx.createUpdate(
            """
            UPDATE installation
            SET other_id = :id,
              other_name = :name,
              other_connection = :connection,
              other_seen_at = CURRENT_TIMESTAMP(6)
            WHERE id = 1
            """)
        .bind("id", id)
        .bind("name", name)
        .bind("connection", connection)
        .execute();
  }

  /// No store is known any more; the next one that is asked becomes the store.
  static void forget(Handle tx) {
    tx.execute(
        """
        UPDATE installation
        SET store_number = store_number + 1,
          store_id = NULL,
          store_name = NULL,
          store_outlets = '[]',
          store_connection = NULL,
          store_asked_at = NULL,
          other_id = NULL,
          other_name = NULL,
          other_connection = NULL,
          other_seen_at = NULL
        WHERE id = 1
        """);
  }
}
