package lightspeed.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.db.Utc;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncJob;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/// Everything that happened to one order as one list, newest first: people, changes of state, steps
/// of its sync, every API call, jobs and their attempts, webhooks, notifications and differences.
///
/// **Threads:** safe.
public final class Timeline {
  private final Database database;

  public Timeline(Database database) {
    this.database = database;
  }

  /// A part of the timeline.
  ///
  /// @param before where the part before ended, null for the newest
  /// @param limit how many entries at most, from 1
  public TimelinePage page(PurchaseOrder order, TimelinePage.@Nullable Position before, int limit) {
    List<TimelineEntry> found =
        database.read(
            handle -> {
              List<TimelineEntry> all = new ArrayList<>();
              for (TimelineKind kind : TimelineKind.values()) {
                all.addAll(list(handle, kind, order, before, limit + 1));
              }
              return all;
            });
    found.sort(Comparator.comparing(TimelineEntry::position).reversed());
    if (found.size() <= limit) {
      return new TimelinePage(found, null);
    }
    List<TimelineEntry> shown = found.subList(0, limit);
    return new TimelinePage(shown, shown.getLast().position());
  }

  /// What was sent and answered, or the content of a webhook; secrets were taken out when it was
  /// stored.
  ///
  /// @return empty when there is nothing, or it belongs to another order
  public Optional<String> body(PurchaseOrder order, TimelineKind kind, long id) {
    String sql = kind.body();
    if (sql == null) {
      return Optional.empty();
    }
    return database.read(
        handle -> query(handle, sql, order).bind("id", id).mapTo(String.class).findOne());
  }

  private static List<TimelineEntry> list(
      Handle handle,
      TimelineKind kind,
      PurchaseOrder order,
      TimelinePage.@Nullable Position before,
      int limit) {
    Query query = query(handle, kind.listBefore(before), order).bind("limit", limit);
    if (before != null) {
      query.bind("at", Utc.of(before.at())).bind("id", before.id());
    }
    return query.map((row, _) -> entry(kind, row)).list();
  }

  /// Each statement asks for the order in the way of its table.
  private static Query query(Handle handle, String sql, PurchaseOrder order) {
    Query query = handle.createQuery(sql);
    query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    return query
        .bind("order", order.id().value())
        .bind("key", new SyncJob(order.id()).uniqueKey())
        .bind("consignment", order.lightspeedConsignmentId());
  }

  private static TimelineEntry entry(TimelineKind kind, ResultSet row) throws SQLException {
    return new TimelineEntry(
        Utc.get(row, "at"),
        kind,
        row.getLong("id"),
        row.getString("what"),
        row.getString("status"),
        row.getString("detail"),
        row.getString("who"),
        HistoryRows.longOrNull(row, "job"),
        HistoryRows.longOrNull(row, "millis"),
        HistoryRows.intOrNull(row, "budget"),
        row.getBoolean("has_body"));
  }
}
