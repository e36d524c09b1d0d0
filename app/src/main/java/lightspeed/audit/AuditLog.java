package lightspeed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Appends to the audit log, in the transaction of the change that is audited: both become
/// permanent together or not at all.
///
/// Entries form a chain: the hash of each is made with a key that is not in the database, over the
/// entry and the hash of the one before. `audit_chain` holds the last hash, sealed with the same
/// key. So an entry that was changed, removed or cut off the end is found by [VerifyAudit], also
/// when whoever did it could write to the database. People are written by id, see [ActorName].
///
/// **Threads:** safe. The row of `audit_chain` is locked until the caller's transaction ends, so
/// audited transactions run one after the other: append last and commit soon.
public final class AuditLog {
  /// What the log tells about itself.
  static final String ITSELF = "audit";

  /// From here on another key counts; binds everything before.
  static final String KEY_CHANGED = "audit.key_changed";

  /// The row of `audit_chain` was not as the product wrote it.
  static final String END_CHANGED = "audit.end_changed";

  private static final DateTimeFormatter DATABASE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  /// The subqueries read people without locking them.
  private static final String LOCK_CHAIN =
      """
      SELECT last_id, hash, pruned_id, pruned_hash, key_id, seal,
        (SELECT id FROM users WHERE username = :actor) AS actor_id,
        (SELECT id FROM users WHERE username = :entity) AS entity_id
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
         previous_hash, hash, key_id, created_at)
      VALUES
        (:id, :actor, :action, :entityType, :entityId, :details, :sourceAddress,
         :previousHash, :hash, :keyId, :createdAt)
      """;

  private static final String MOVE_CHAIN =
      """
      UPDATE audit_chain
      SET last_id = :lastId,
          hash = :hash,
          pruned_id = :prunedId,
          pruned_hash = :prunedHash,
          key_id = :keyId,
          seal = :seal
      WHERE id = 1
      """;

  private final InstantSource clock;
  private final ChainKeys keys;

  public AuditLog(InstantSource clock, ChainKeys keys) {
    this.clock = clock;
    this.keys = keys;
  }

  ChainKeys keys() {
    return keys;
  }

  /// What is told of an entry besides its place in the chain.
  private record Told(
      String actor,
      String action,
      @Nullable String entityType,
      @Nullable String entityId,
      @Nullable String details,
      @Nullable String sourceAddress) {}

  private record Locked(ChainState chain, @Nullable Long actorId, @Nullable Long entityId) {
    static Locked of(ResultSet row) throws SQLException {
      return new Locked(
          ChainState.of(row),
          row.getObject("actor_id", Long.class),
          row.getObject("entity_id", Long.class));
    }
  }

  /// Appends one entry; the transaction of `handle` decides whether it stays.
  ///
  /// @param actor who: a user name, `cli:<login>` or the name of a part of the product
  /// @param action what was done, such as `setting.set`
  /// @param entityType what kind of thing it was done to, null when to none
  /// @param entityId which one; of type `USER` the name
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
    var _ =
        append(handle, new Told(actor, action, entityType, entityId, detailsJson, sourceAddress));
  }

  private ChainState append(Handle handle, Told told) {
    if (!handle.isInTransaction()) {
      throw new IllegalStateException("an audit entry needs the transaction of what it audits");
    }
    var entity = "USER".equals(told.entityType()) ? told.entityId() : null;
    var locked = lock(handle, ActorName.person(told.actor()), entity);
    var key = keys.current();
    var before = wholeAgain(handle, locked.chain(), key);
    var byId =
        new Told(
            ActorName.byId(told.actor(), locked.actorId()),
            told.action(),
            told.entityType(),
            entity == null ? told.entityId() : ActorName.byId(entity, locked.entityId()),
            told.details(),
            told.sourceAddress());
    var after = before.sealed(insert(handle, before.last(), byId, key), before.pruned(), key);
    move(handle, after);
    return after;
  }

  /// Writes first what the log has to tell about itself: that the key is another one from here on,
  /// or that its end was changed. What it tells stays, so continuing hides nothing.
  private ChainState wholeAgain(Handle handle, ChainState chain, ChainKey key) {
    if (chain.isEmpty() && chain.keyId() == null) {
      return chain;
    }
    var details =
        new AuditDetails()
            .with("key", chain.keyId())
            .with("entry", Long.toString(chain.last().entryId()))
            .with("hash", chain.last().hash())
            .json();
    String action;
    if (!key.id().equals(chain.keyId())) {
      action = KEY_CHANGED;
    } else if (!chain.isSealedWith(key)) {
      action = END_CHANGED;
    } else {
      return chain;
    }
    var told = new Told(ITSELF, action, null, null, details, null);
    return chain.sealed(insert(handle, chain.last(), told, key), chain.pruned(), key);
  }

  private AuditHead insert(Handle handle, AuditHead last, Told told, ChainKey key) {
    var entry =
        new AuditEntry(
            last.entryId() + 1,
            told.actor(),
            told.action(),
            told.entityType(),
            told.entityId(),
            told.details(),
            told.sourceAddress(),
            DATABASE_TIME.format(clock.instant()));
    var hash = entry.hashAfter(last.hash(), key);
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
        .bind("keyId", key.id())
        .bind("createdAt", entry.createdAt())
        .execute();
    return new AuditHead(entry.id(), hash);
  }

  private static final String HASH_OF =
      """
      SELECT id, hash
      FROM audit_log
      WHERE id <= :id
      ORDER BY id DESC
      LIMIT 1
      """;

  private static final String DELETE =
      """
      DELETE FROM audit_log
      WHERE id <= :id
      """;

  /// Deletes entries up to `entryId`, which stays the beginning of those that are left.
  ///
  /// @return how many were deleted
  int cutBefore(Handle tx, long entryId) {
    var chain = lock(tx, null, null).chain();
    if (entryId <= chain.pruned().entryId()) {
      return 0;
    }
    var key = keys.current();
    var pruned =
        tx.createQuery(HASH_OF)
            .bind("id", entryId)
            .map((row, _) -> new AuditHead(row.getLong("id"), row.getString("hash")))
            .findOne();
    if (pruned.isEmpty()) {
      return 0; // Missing entries stay missing, and are told as such.
    }
    move(tx, chain.sealed(chain.last(), pruned.get(), key));
    return tx.createUpdate(DELETE).bind("id", entryId).execute();
  }

  /// As it is now, without waiting for anybody.
  static ChainState state(Handle handle) {
    return handle
        .createQuery(STATE)
        .map((row, _) -> ChainState.of(row))
        .findOne()
        .orElse(ChainState.EMPTY);
  }

  private static final String STATE =
      """
      SELECT last_id, hash, pruned_id, pruned_hash, key_id, seal
      FROM audit_chain
      WHERE id = 1
      """;

  private static void move(Handle handle, ChainState chain) {
    handle
        .createUpdate(MOVE_CHAIN)
        .bind("lastId", chain.last().entryId())
        .bind("hash", chain.last().hash())
        .bind("prunedId", chain.pruned().entryId())
        .bind("prunedHash", chain.pruned().entryId() == 0 ? null : chain.pruned().hash())
        .bind("keyId", chain.keyId())
        .bind("seal", chain.seal())
        .execute();
  }

  /// The end of the chain, locked. A row that somebody removed from a log with entries begins anew
  /// at 1 and then meets the entry 1 that exists: the append fails and the fault shows.
  private static Locked lock(Handle handle, @Nullable String actor, @Nullable String entity) {
    return locked(handle, actor, entity)
        .or(
            () -> {
              handle
                  .createUpdate(BEGIN_CHAIN)
                  .bind("lastId", ChainState.EMPTY.last().entryId())
                  .bind("hash", ChainState.EMPTY.last().hash())
                  .execute();
              return locked(handle, actor, entity);
            })
        .orElseThrow();
  }

  private static Optional<Locked> locked(
      Handle handle, @Nullable String actor, @Nullable String entity) {
    return handle
        .createQuery(LOCK_CHAIN)
        .bind("actor", actor)
        .bind("entity", entity)
        .map((row, _) -> Locked.of(row))
        .findOne();
  }
}
