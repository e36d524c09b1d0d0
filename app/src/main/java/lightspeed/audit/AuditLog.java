package lightspeed.audit;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Appends to the audit log, in the transaction of the change that is audited: both become
/// permanent together or not at all.
///
/// Entries form a chain: each holds the hash of the one before, and `audit_chain` holds the last
/// hash, so that an entry that was changed, removed or cut off the end is found by [VerifyAudit].
///
/// **Threads:** safe. The row of `audit_chain` is locked until the caller's transaction ends, so
/// audited transactions run one after the other: append last and commit soon.
public final class AuditLog {
  private static final DateTimeFormatter DATABASE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private static final String LOCK_CHAIN =
      """
      SELECT last_id, hash
      FROM audit_chain
      WHERE id = 1
      FOR UPDATE
      """;

  private static final String BEGIN_CHAIN =
      """
      INSERT IGNORE INTO audit_chain (id, last_id, hash)
      VALUES (1, :lastId, :hash)
      """;

  private static final String INSERT =
      """
      INSERT INTO audit_log
        (id, actor, action, entity_type, entity_id, details, source_address,
         previous_hash, hash, created_at)
      VALUES
        (:id, :actor, :action, :entityType, :entityId, :details, :sourceAddress,
         :previousHash, :hash, :createdAt)
      """;

  private static final String MOVE_CHAIN =
      """
      UPDATE audit_chain
      SET last_id = :id,
          hash = :hash
      WHERE id = 1
      """;

  private final InstantSource clock;

  public AuditLog(InstantSource clock) {
    this.clock = clock;
  }

  /// Appends one entry; the transaction of `handle` decides whether it stays.
  ///
  /// @param actor who: a user name, `cli:<login>` or the name of a part of the product
  /// @param action what was done, such as `setting.set`
  /// @param entityType what kind of thing it was done to, null when to none
  /// @param entityId which one
  /// @param detailsJson further facts as JSON, see [AuditDetails]; never secrets
  /// @param sourceAddress network address of the actor, null when local
  /// @throws IllegalStateException when `handle` has no transaction
  public void append(
      Handle handle,
      String actor,
      String action,
      @Nullable String entityType,
      @Nullable String entityId,
      @Nullable String detailsJson,
      @Nullable String sourceAddress) {
    if (!handle.isInTransaction()) {
      throw new IllegalStateException("an audit entry needs the transaction of what it audits");
    }
    var last = lockChain(handle);
    var entry =
        new AuditEntry(
            last.lastId() + 1,
            actor,
            action,
            entityType,
            entityId,
            detailsJson,
            sourceAddress,
            DATABASE_TIME.format(clock.instant()));
    var hash = entry.hashAfter(last.hash());
    handle
        .createUpdate(INSERT)
        .bind("id", entry.id())
        .bind("actor", entry.actor())
        .bind("action", entry.action())
        .bind("entityType", entry.entityType())
        .bind("entityId", entry.entityId())
        .bind("details", entry.details())
        .bind("sourceAddress", entry.sourceAddress())
        .bind("previousHash", last.hash())
        .bind("hash", hash)
        .bind("createdAt", entry.createdAt())
        .execute();
    handle.createUpdate(MOVE_CHAIN).bind("id", entry.id()).bind("hash", hash).execute();
  }

  /// The end of the chain, locked. A row that somebody removed from a log with entries begins anew
  /// at 1 and then meets the entry 1 that exists: the append fails and the fault shows.
  private static ChainEnd lockChain(Handle handle) {
    return lockedEnd(handle)
        .or(
            () -> {
              handle
                  .createUpdate(BEGIN_CHAIN)
                  .bind("lastId", ChainEnd.EMPTY.lastId())
                  .bind("hash", ChainEnd.EMPTY.hash())
                  .execute();
              return lockedEnd(handle);
            })
        .orElseThrow();
  }

  private static Optional<ChainEnd> lockedEnd(Handle handle) {
    return handle
        .createQuery(LOCK_CHAIN)
        .map((row, _) -> new ChainEnd(row.getLong("last_id"), row.getString("hash")))
        .findOne();
  }
}
