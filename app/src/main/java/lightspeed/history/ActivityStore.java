package lightspeed.history;

import java.util.SortedMap;
import java.util.TreeMap;
import lightspeed.db.Database;
import org.jdbi.v3.core.Handle;

/// Counts for [Activity].
///
/// **Threads:** safe.
public final class ActivityStore {
  private static final String SENT =
      """
      SELECT COUNT(*)
      FROM vend_consignments
      WHERE sent_at > NOW(6) - INTERVAL 1 DAY
      """;

  private static final String OPERATIONS_FAILED =
      """
      SELECT COUNT(*)
      FROM lightspeed_sync_log
      WHERE status = 'FAILED'
        AND created_at > NOW(6) - INTERVAL 1 DAY
      """;

  private static final String WEBHOOKS =
      """
      SELECT status AS word, COUNT(*) AS number
      FROM lightspeed_webhooks
      WHERE received_at > NOW(6) - INTERVAL 1 DAY
      GROUP BY status
      """;

  private static final String BY_SYNC =
      """
      SELECT sync_status AS word, COUNT(*) AS number
      FROM vend_consignments
      WHERE transfer_category = 'PURCHASE_ORDER'
        AND deleted_at IS NULL
      GROUP BY sync_status
      """;

  private static final String BY_STATE =
      """
      SELECT state AS word, COUNT(*) AS number
      FROM vend_consignments
      WHERE transfer_category = 'PURCHASE_ORDER'
        AND deleted_at IS NULL
      GROUP BY state
      """;

  private final Database database;

  public ActivityStore(Database database) {
    this.database = database;
  }

  /// Counts now.
  public Activity read() {
    return database.read(
        handle ->
            new Activity(
                one(handle, SENT),
                one(handle, OPERATIONS_FAILED),
                byWord(handle, WEBHOOKS),
                byWord(handle, BY_SYNC),
                byWord(handle, BY_STATE)));
  }

  private static long one(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }

  private static SortedMap<String, Long> byWord(Handle handle, String sql) {
    var counts = new TreeMap<String, Long>();
    handle
        .createQuery(sql)
        .map((row, _) -> counts.put(row.getString("word"), row.getLong("number")))
        .list();
    return counts;
  }
}
