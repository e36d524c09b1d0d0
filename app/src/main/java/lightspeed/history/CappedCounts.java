package lightspeed.history;

import java.util.EnumMap;
import java.util.Map;
import lightspeed.db.Database;
import lightspeed.purchaseorder.SyncStatus;

/// How many orders stand where in their sync, counted up to a limit, so that a million orders cost
/// no more than a few thousand.
///
/// **Threads:** safe.
public final class CappedCounts {
  /// Beyond it people read "more than".
  public static final int MOST = 1000;

  private static final String COUNT =
      """
      SELECT COUNT(*)
      FROM (
        SELECT 1
        FROM vend_consignments
        WHERE sync_status = :status
        LIMIT :limit
      ) AS some
      """;

  private final Database database;

  public CappedCounts(Database database) {
    this.database = database;
  }

  /// For each sync status the number of orders, [#MOST] + 1 standing for more.
  public Map<SyncStatus, Integer> bySyncStatus() {
    return database.read(
        handle -> {
          Map<SyncStatus, Integer> counts = new EnumMap<>(SyncStatus.class);
          for (SyncStatus status : SyncStatus.values()) {
            counts.put(
                status,
                handle
                    .createQuery(COUNT)
                    .bind("status", status.name())
                    .bind("limit", MOST + 1)
                    .mapTo(Integer.class)
                    .one());
          }
          return counts;
        });
  }
}
