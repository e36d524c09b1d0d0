package lightspeed.audit;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the chain of audit entries begins and ends, as the row of `audit_chain` says.
///
/// @param last the newest entry
/// @param pruned the last entry that was deleted by [PruneAudit]; [AuditHead#NONE] when none was
/// @param keyId of the key that sealed this row; null before the first keyed entry
/// @param seal proves that the product wrote this row, null before the first keyed entry
record ChainState(AuditHead last, AuditHead pruned, @Nullable String keyId, @Nullable String seal) {
  static final ChainState EMPTY = new ChainState(AuditHead.NONE, AuditHead.NONE, null, null);

  /// Keeps seals apart from hashes of entries.
  private static final String PURPOSE = "audit end 1";

  /// Reads `last_id`, `hash`, `pruned_id`, `pruned_hash`, `key_id` and `seal`.
  static ChainState of(ResultSet row) throws SQLException {
    return new ChainState(
        new AuditHead(row.getLong("last_id"), row.getString("hash")),
        new AuditHead(
            row.getLong("pruned_id"),
            Objects.requireNonNullElse(row.getString("pruned_hash"), AuditHead.NONE.hash())),
        row.getString("key_id"),
        row.getString("seal"));
  }

  boolean isEmpty() {
    return last.entryId() == 0;
  }

  ChainState sealed(AuditHead newLast, AuditHead newPruned, ChainKey key) {
    var unsealed = new ChainState(newLast, newPruned, key.id(), null);
    return new ChainState(newLast, newPruned, key.id(), unsealed.sealWith(key));
  }

  boolean isSealedWith(ChainKey key) {
    return sealWith(key).equals(seal);
  }

  private String sealWith(ChainKey key) {
    var text = PURPOSE + " " + key.id() + " " + last + " " + pruned;
    var seal = key.mac().doFinal(text.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(seal);
  }
}
