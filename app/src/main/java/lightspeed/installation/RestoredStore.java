package lightspeed.installation;

import java.util.List;
import lightspeed.json.Json;
import org.jdbi.v3.core.Handle;

/// Judges a backup that was loaded beside the tables in use (their names begin with `restored__`),
/// and makes it ready to take their place.
public final class RestoredStore {
  /// What a backup must have before [#prepare], if only empty: an older one does not have them. The
  /// migration that makes them leaves those that are there as they are.
  public static final List<String> TABLES = List.of("installation", "installation_twins");

  private RestoredStore() {}

  private static final String OUTLETS =
      """
      SELECT id
      FROM restored__vend_outlets
      """;

  private static final String FACTS =
      """
      SELECT store_id, store_name, store_outlets
      FROM restored__installation
      WHERE id = 1
        AND store_number > 0
      """;

  private static final String CARRY_OVER =
      """
      UPDATE restored__installation r
      JOIN installation i
        ON i.id = r.id
      SET r.is_copy = r.is_copy OR i.is_copy,
        r.stopped_why = IF(i.stopped_at IS NULL, r.stopped_why, i.stopped_why),
        r.stopped_at = COALESCE(i.stopped_at, r.stopped_at),
        r.epoch = GREATEST(r.epoch, i.epoch) + 1,
        r.went_back_at = CURRENT_TIMESTAMP(6),
        r.went_back_why = 'A backup was restored.'
      """;

  /// Nothing had been sent when the backup was made: otherwise the next sender, whoever it is,
  /// would be the first of all.
  private static final String CARRY_OVER_KEYS =
      """
      UPDATE restored__installation r
      JOIN installation i
        ON i.id = r.id
      SET r.key_id = i.key_id,
        r.key_salt = i.key_salt,
        r.key_mark = i.key_mark,
        r.second_key_id = i.second_key_id,
        r.second_key_salt = i.second_key_salt,
        r.second_key_mark = i.second_key_mark
      WHERE r.key_mark IS NULL
        AND r.second_key_mark IS NULL
      """;

  private static final String CARRY_OVER_TWINS =
      """
      INSERT INTO restored__installation_twins (consignment_id, order_id, seen_at, settled_at)
      SELECT consignment_id, order_id, seen_at, settled_at
      FROM installation_twins
      ON DUPLICATE KEY UPDATE
        settled_at = VALUES(settled_at)
      """;

  private static final String DISTRUST =
      """
      UPDATE restored__lightspeed_register
      SET began_at = NULL,
        ended_at = NULL
      """;

  /// Refuses a backup of another store. Otherwise gives it an epoch of its own and ends its
  /// sessions, so that both hold from the moment it is in use. Who may send is what it was before
  /// the restore: what was said to be a copy stays one, what was stopped stays stopped, and another
  /// key than the one that sends stays another key.
  ///
  /// @throws InstallationRefused when it is of another store
  public static void prepare(Handle tx) {
    if (!isThere(tx, "installation")) {
      return;
    }
    InstallationStanding now = InstallationStore.read(tx);
    StoreFacts theirs = facts(tx);
    boolean isKnown = theirs.id() != null || !theirs.outlets().isEmpty();
    if (now.isStoreKnown() && isKnown && !now.store().isSameAs(theirs)) {
      throw new InstallationRefused(
          "other_store",
          "This is a backup of another store: everything here is about "
              + now.store().shownNameBeside(theirs)
              + ", the backup is about "
              + theirs.shownNameBeside(now.store())
              + ". Nothing was changed. Restore it into a database of its own.");
    }
    boolean isOlder = tx.execute("INSERT IGNORE INTO restored__installation (id) VALUES (1)") > 0;
    if (!isOlder) {
      tx.execute(DISTRUST);
    }
    tx.execute(CARRY_OVER);
    tx.execute(CARRY_OVER_KEYS);
    tx.execute(CARRY_OVER_TWINS);
    tx.execute("DELETE FROM restored__web_sessions");
  }

  private static StoreFacts facts(Handle tx) {
    List<String> outlets = tx.createQuery(OUTLETS).mapTo(String.class).list();
    return tx.createQuery(FACTS)
        .map(
            (row, context) ->
                new StoreFacts(
                    row.getString("store_id"),
                    row.getString("store_name"),
                    List.of(
                        Json.mapper().readValue(row.getString("store_outlets"), String[].class))))
        .findOne()
        .orElseGet(() -> new StoreFacts(null, null, outlets));
  }

  private static boolean isThere(Handle tx, String table) {
    return tx.createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM information_schema.tables
              WHERE table_schema = DATABASE()
                AND table_name = :table)
            """)
        .bind("table", table)
        .mapTo(Boolean.class)
        .one();
  }
}
