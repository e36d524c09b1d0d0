package lightspeed.installation;

import java.util.List;
import lightspeed.json.Json;
import org.jdbi.v3.core.Handle;

/// Judges a backup that was loaded beside the tables in use (their names begin with `restored__`),
/// and makes it ready to take their place.
public final class RestoredStore {
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
        r.epoch = GREATEST(r.epoch, i.epoch) + 1,
        r.went_back_at = CURRENT_TIMESTAMP(6),
        r.went_back_why = 'A backup was restored.'
      """;

  private static final String DISTRUST =
      """
      UPDATE restored__lightspeed_register
      SET began_at = NULL,
        ended_at = NULL
      """;

  /// The highest epoch that was ever in force, when tables of before are still there beside those
  /// in use.
  public static long highestEpoch(Handle handle) {
    long highest = 0;
    for (String table : List.of("installation", "replaced__installation")) {
      if (isThere(handle, table)) {
        highest =
            Math.max(
                highest,
                handle.createQuery("SELECT MAX(epoch) FROM " + table).mapTo(Long.class).one());
      }
    }
    return highest;
  }

  /// Refuses a backup of another store. Otherwise gives it an epoch of its own and ends its
  /// sessions, so that both hold from the moment it is in use; what was said to be a copy stays
  /// one.
  ///
  /// @return the highest epoch that was in force; 0 when there were no tables
  /// @throws InstallationRefused when it is of another store
  public static long prepare(Handle tx) {
    boolean isRestoredNew = isThere(tx, "restored__installation");
    if (!isThere(tx, "installation")) {
      return 0;
    }
    Standing now = InstallationStore.read(tx);
    StoreFacts theirs = facts(tx, isRestoredNew);
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
    if (isRestoredNew) {
      tx.execute(CARRY_OVER);
      tx.execute(DISTRUST);
    }
    tx.execute("DELETE FROM restored__web_sessions");
    return now.epoch();
  }

  private static StoreFacts facts(Handle tx, boolean isRestoredNew) {
    List<String> outlets = tx.createQuery(OUTLETS).mapTo(String.class).list();
    StoreFacts fromMirror = new StoreFacts(null, null, outlets);
    if (!isRestoredNew) {
      return fromMirror;
    }
    return tx.createQuery(FACTS)
        .map(
            (row, context) ->
                new StoreFacts(
                    row.getString("store_id"),
                    row.getString("store_name"),
                    List.of(
                        Json.mapper().readValue(row.getString("store_outlets"), String[].class))))
        .findOne()
        .orElse(fromMirror);
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
