package lightspeed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import lightspeed.db.Database;
import lightspeed.db.Utc;
import org.jspecify.annotations.Nullable;

/// The audit log as people use it: note that somebody asked for something, look who did what, check
/// that nobody changed it.
///
/// **Threads:** safe.
public final class AuditTrail {
  private final Database database;
  private final AuditLog log;

  public AuditTrail(Database database, AuditLog log) {
    this.database = database;
    this.log = log;
  }

  /// One entry as people read it.
  public record Entry(
      long id,
      Instant at,
      String actor,
      String action,
      @Nullable String entityType,
      @Nullable String entityId,
      @Nullable String details,
      @Nullable String sourceAddress) {}

  /// Some entries, newest first.
  ///
  /// @param next the id to go on from, null when these are the last
  public record Page(List<Entry> entries, @Nullable Long next) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /// Notes, in a transaction of its own and before anything is done, that somebody asked for it.
  /// What comes of it is in the tables of what was changed.
  ///
  /// @param details from [AuditDetails]
  public void note(String actor, String action, String details, @Nullable String sourceAddress) {
    database.useTransaction(
        tx -> log.append(tx, actor, action, null, null, details, sourceAddress));
  }

  private static final String LIST =
      """
      SELECT id, created_at, actor, action, entity_type, entity_id, details, source_address
      FROM audit_log
      WHERE (:before IS NULL OR id < :before)
        AND (:actor IS NULL OR actor = :actor)
        AND (:action IS NULL OR action LIKE CONCAT(:action, '%'))
      ORDER BY id DESC
      LIMIT :limit
      """;

  /// Who did what.
  ///
  /// @param actor only what this one did, null: all
  /// @param action only what begins like this, null: all
  /// @param before only older entries than this id, null for the newest
  public Page list(
      @Nullable String actor, @Nullable String action, @Nullable Long before, int limit) {
    List<Entry> found =
        database.read(
            handle ->
                handle
                    .createQuery(LIST)
                    .bind("actor", actor)
                    .bind("action", action)
                    .bind("before", before)
                    .bind("limit", limit + 1)
                    .map((row, _) -> entry(row))
                    .list());
    return found.size() <= limit
        ? new Page(found, null)
        : new Page(found.subList(0, limit), found.get(limit - 1).id());
  }

  /// Whether the chain is whole; reads all of it.
  public AuditVerification verify() {
    return database.read(VerifyAudit::verify);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("id"),
        Utc.get(row, "created_at"),
        row.getString("actor"),
        row.getString("action"),
        row.getString("entity_type"),
        row.getString("entity_id"),
        row.getString("details"),
        row.getString("source_address"));
  }
}
