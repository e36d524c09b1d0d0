package lightspeed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import lightspeed.db.Database;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
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

  /// Which entries are wanted; null: all.
  ///
  /// @param who name of a person or program, also as a token's owner
  /// @param action what the action begins with
  /// @param since at this moment or later
  /// @param order id or public id of an order that the entry is about
  public record Filter(
      @Nullable String who,
      @Nullable String action,
      @Nullable Instant since,
      @Nullable String order) {}

  private static final String LIST =
      """
      SELECT id, created_at, %s AS actor, action, entity_type, %s AS entity_id, details,
        source_address
      FROM audit_log
      WHERE (:before IS NULL OR id < :before)
        AND (:who IS NULL
          OR actor IN (:who, :person)
          OR LEFT(actor, CHAR_LENGTH(:who) + 7) = CONCAT(:who, ' (token')
          OR LEFT(actor, CHAR_LENGTH(:person) + 7) = CONCAT(:person, ' (token'))
        AND (:action IS NULL OR LEFT(action, CHAR_LENGTH(:action)) = :action)
        AND (:since IS NULL OR created_at >= :since)
        AND (:order IS NULL
          OR (entity_type = 'PURCHASE_ORDER' AND entity_id IN (:order, :orderId))
          OR (entity_type IS NULL AND (
            JSON_VALUE(details, '$.id') IN (:order, :orderId)
            OR JSON_VALUE(details, '$.public_id') IN (:order, :orderId)
            OR FIND_IN_SET(:order, REPLACE(JSON_VALUE(details, '$.arguments'), ' ', ',')) > 0)))
      ORDER BY id DESC
      LIMIT :limit
      """
          .formatted(ActorName.inWords("actor"), ActorName.inWords("entity_id"));

  private static final String PERSON =
      """
      SELECT CONCAT('person:', id)
      FROM users
      WHERE username = :who
      """;

  private static final String ORDER_ID =
      """
      SELECT id
      FROM vend_consignments
      WHERE public_id = :order
      """;

  /// Who did what.
  ///
  /// @param before only older entries than this id, null for the newest
  public Page list(Filter filter, @Nullable Long before, int limit) {
    List<Entry> found = database.read(handle -> list(handle, filter, before, limit + 1));
    return found.size() <= limit
        ? new Page(found, null)
        : new Page(found.subList(0, limit), found.get(limit - 1).id());
  }

  private static List<Entry> list(Handle handle, Filter filter, @Nullable Long before, int limit) {
    var since = filter.since();
    return handle
        .createQuery(LIST)
        .bind("who", filter.who())
        .bind("person", text(handle, PERSON, "who", filter.who()))
        .bind("action", filter.action())
        .bind("since", since == null ? null : Utc.of(since))
        .bind("order", filter.order())
        .bind("orderId", text(handle, ORDER_ID, "order", filter.order()))
        .bind("before", before)
        .bind("limit", limit)
        .map((row, _) -> entry(row))
        .list();
  }

  private static @Nullable String text(
      Handle handle, String sql, String name, @Nullable String value) {
    return value == null
        ? null
        : handle.createQuery(sql).bind(name, value).mapTo(String.class).findOne().orElse(null);
  }

  /// The newest entry.
  public AuditHead head() {
    return database.read(AuditLog::state).last();
  }

  /// Whether the chain is whole; reads all of it.
  ///
  /// @param known a head that must be found, null: none
  public AuditVerification verify(@Nullable AuditHead known) {
    return database.read(handle -> VerifyAudit.verify(handle, log.keys(), known));
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
