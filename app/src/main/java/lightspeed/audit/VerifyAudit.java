package lightspeed.audit;

import java.util.List;
import java.util.Optional;
import lightspeed.audit.AuditVerification.Broken;
import lightspeed.audit.AuditVerification.HeadMissing;
import lightspeed.audit.AuditVerification.Intact;
import lightspeed.audit.AuditVerification.KeyMissing;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Recomputes the chain of the audit log from its beginning. Made anew for each look.
final class VerifyAudit {
  /// Entries read at once, so that a log of any length fits into memory.
  private static final int BATCH = 1000;

  private static final String ENDS =
      """
      SELECT (SELECT MIN(a.id) FROM audit_log a WHERE a.id <= COALESCE(c.pruned_id, 0)) AS before_id,
        (SELECT MAX(id) FROM audit_log) AS newest_id, c.last_id,
        COALESCE(c.hash, REPEAT('0', 64)) AS hash, COALESCE(c.pruned_id, 0) AS pruned_id,
        c.pruned_hash, c.key_id, c.seal
      FROM (SELECT 1 AS id) AS one
      LEFT JOIN audit_chain c ON c.id = one.id
      """;

  private static final String NEXT_ENTRIES =
      """
      SELECT id, actor, action, entity_type, entity_id, details, source_address,
        CAST(created_at AS CHAR) AS created_at, previous_hash, hash, key_id
      FROM audit_log
      WHERE id > :after
        AND id <= :last
      ORDER BY id
      LIMIT :batch
      """;

  private record Stored(
      AuditEntry entry, String previousHash, String hash, @Nullable String keyId) {}

  /// Read in one statement, so that both are of the same moment.
  ///
  /// @param beforeId of an entry before the first one that there can be; null: there is none
  private record Ends(@Nullable Long beforeId, long newestId, ChainState chain) {}

  private final Handle handle;
  private final ChainKeys keys;
  private final @Nullable AuditHead known;

  private AuditHead reached = AuditHead.NONE;
  private boolean isKnownSeen;
  private boolean isFirst = true;
  private @Nullable String keyInForce;
  private @Nullable ChainKey lastUsed;
  private long unkeyedUntil;
  private @Nullable KeyMissing keyMissing;

  private VerifyAudit(Handle handle, ChainKeys keys, @Nullable AuditHead known) {
    this.handle = handle;
    this.keys = keys;
    this.known = known;
  }

  /// Checks every entry up to the last one at the moment of the call; entries that are appended
  /// meanwhile do not disturb it. When entries are pruned meanwhile it begins again.
  ///
  /// @param known a head that must be found, null: none
  static AuditVerification verify(Handle handle, ChainKeys keys, @Nullable AuditHead known) {
    while (true) {
      var ends = ends(handle);
      var found = new VerifyAudit(handle, keys, known).check(ends);
      if (found instanceof Intact || ends(handle).chain().pruned().equals(ends.chain().pruned())) {
        return found;
      }
    }
  }

  private static Ends ends(Handle handle) {
    return handle
        .createQuery(ENDS)
        .map(
            (row, _) ->
                new Ends(
                    row.getObject("before_id", Long.class),
                    row.getLong("newest_id"),
                    ChainState.of(row)))
        .one();
  }

  private AuditVerification check(Ends ends) {
    var end = ends.chain();
    if (ends.beforeId() != null) {
      return new Broken(ends.beforeId(), "it was not written by the product");
    }
    if (ends.newestId() > end.last().entryId()) {
      return new Broken(end.last().entryId() + 1, "it was not written by the product");
    }
    if (!isSealIntact(end)) {
      return new Broken(
          end.last().entryId(), "the note in audit_chain that it is the last one was changed");
    }
    reached = end.pruned();
    see(reached);
    while (reached.entryId() < end.last().entryId()) {
      var batch = next(end.last().entryId());
      if (batch.isEmpty()) {
        return new Broken(reached.entryId() + 1, "it and all after it are missing");
      }
      for (var stored : batch) {
        var fault = fault(stored);
        if (fault.isPresent()) {
          return new Broken(reached.entryId() + 1, fault.get());
        }
        reached = new AuditHead(stored.entry().id(), stored.hash());
        see(reached);
      }
    }
    return result(end);
  }

  private boolean isSealIntact(ChainState end) {
    var keyId = end.keyId();
    if (keyId == null) {
      return end.seal() == null && end.pruned().entryId() == 0;
    }
    var key = key(keyId, end.last().entryId());
    return key.isEmpty() || end.isSealedWith(key.get());
  }

  private Optional<String> fault(Stored stored) {
    if (stored.entry().id() != reached.entryId() + 1) {
      return Optional.of("it is missing");
    }
    if (!stored.previousHash().equals(reached.hash())) {
      return Optional.of("it does not follow the entry before it");
    }
    var keyId = stored.keyId();
    if (keyId == null) {
      if (keyInForce != null) {
        return Optional.of("it has no key, and entries before it have one");
      }
      unkeyedUntil = stored.entry().id();
      isFirst = false;
      return stored.entry().unkeyedHashAfter(reached.hash()).equals(stored.hash())
          ? Optional.empty()
          : Optional.of("its content was changed");
    }
    var key = key(keyId, stored.entry().id());
    if (key.isPresent()
        && !stored.entry().hashAfter(reached.hash(), key.get()).equals(stored.hash())) {
      return Optional.of("its content was changed");
    }
    boolean isTold = isFirst || stored.entry().action().equals(AuditLog.KEY_CHANGED);
    if (!keyId.equals(keyInForce) && !isTold) {
      return Optional.of("it was written with another key, and no entry says that the key changed");
    }
    keyInForce = keyId;
    isFirst = false;
    return stored.entry().action().equals(AuditLog.END_CHANGED)
        ? Optional.of(
            "when it was written, the end of the log had been changed: entries after "
                + reached.entryId()
                + " may have been cut off")
        : Optional.empty();
  }

  private AuditVerification result(ChainState end) {
    if (!reached.hash().equals(end.last().hash())) {
      return new Broken(reached.entryId(), "it is not the entry that was written last");
    }
    if (keyInForce == null && !end.isEmpty() && !end.last().equals(end.pruned())) {
      return new Broken(
          reached.entryId(),
          "no entry has a key; the first one after an upgrade begins keyed entries, so either no"
              + " change was made since db:migrate or keyed entries were removed");
    }
    if (keyMissing != null) {
      return keyMissing;
    }
    if (known != null && !isKnownSeen) {
      return new HeadMissing(known, whyHeadIsMissing(known, end));
    }
    return new Intact(
        end.last().entryId() - end.pruned().entryId(),
        end.pruned().entryId(),
        unkeyedUntil,
        end.last());
  }

  private static String whyHeadIsMissing(AuditHead known, ChainState end) {
    if (known.entryId() > end.last().entryId()) {
      return "The audit log ends at entry "
          + end.last().entryId()
          + " and the head names entry "
          + known.entryId()
          + ": the end of the log was cut off, or an older backup was restored.";
    }
    if (known.entryId() < end.pruned().entryId()) {
      return "Entry "
          + known.entryId()
          + " was pruned, so its head cannot be compared; entries are here from "
          + (end.pruned().entryId() + 1)
          + " on. Give a newer head.";
    }
    return "Entry "
        + known.entryId()
        + " is not the one of the head: the log was rewritten from an earlier point, or an older"
        + " backup was restored and the log went on from there.";
  }

  private void see(AuditHead head) {
    isKnownSeen |= head.equals(known);
  }

  /// Empty when the key is not here, which is remembered.
  private Optional<ChainKey> key(String keyId, long entryId) {
    if (lastUsed != null && lastUsed.id().equals(keyId)) {
      return Optional.of(lastUsed);
    }
    var found =
        keyMissing != null && keyMissing.keyId().equals(keyId)
            ? Optional.<ChainKey>empty()
            : keys.find(keyId);
    if (found.isPresent()) {
      lastUsed = found.get();
    } else if (keyMissing == null || entryId < keyMissing.entryId()) {
      keyMissing = new KeyMissing(entryId, keyId, keys.place());
    }
    return found;
  }

  private List<Stored> next(long last) {
    return handle
        .createQuery(NEXT_ENTRIES)
        .bind("after", reached.entryId())
        .bind("last", last)
        .bind("batch", BATCH)
        .map(
            (row, _) ->
                new Stored(
                    new AuditEntry(
                        row.getLong("id"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("entity_type"),
                        row.getString("entity_id"),
                        row.getString("details"),
                        row.getString("source_address"),
                        row.getString("created_at")),
                    row.getString("previous_hash"),
                    row.getString("hash"),
                    row.getString("key_id")))
        .list();
  }
}
