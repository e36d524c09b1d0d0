package lightspeed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import lightspeed.audit.AuditVerification.Broken;
import lightspeed.audit.AuditVerification.Intact;
import org.jdbi.v3.core.Handle;

/// Recomputes the chain of the audit log from its beginning.
public final class VerifyAudit {
  /// Entries read at once, so that a log of any length fits into memory.
  private static final int BATCH = 1000;

  private static final String CHAIN_END =
      """
      SELECT (SELECT MAX(id) FROM audit_log) AS newest_id,
             (SELECT last_id FROM audit_chain WHERE id = 1) AS last_id,
             (SELECT hash FROM audit_chain WHERE id = 1) AS hash
      """;

  private static final String NEXT_ENTRIES =
      """
      SELECT id, actor, action, entity_type, entity_id, details, source_address,
             CAST(created_at AS CHAR) AS created_at, previous_hash, hash
      FROM audit_log
      WHERE id > :after
        AND id <= :last
      ORDER BY id
      LIMIT :batch
      """;

  private record Stored(AuditEntry entry, String previousHash, String hash) {}

  /// Read in one statement, so that both are of the same moment.
  private record Ends(long newestId, ChainEnd chainEnd) {
    static Ends of(ResultSet row) throws SQLException {
      var hash = row.getString("hash");
      return new Ends(
          row.getLong("newest_id"),
          hash == null ? ChainEnd.EMPTY : new ChainEnd(row.getLong("last_id"), hash));
    }
  }

  private VerifyAudit() {}

  /// Checks every entry up to the last one at the moment of the call; entries that are appended
  /// meanwhile do not disturb it.
  public static AuditVerification verify(Handle handle) {
    var ends = handle.createQuery(CHAIN_END).map((row, _) -> Ends.of(row)).one();
    var end = ends.chainEnd();
    if (ends.newestId() > end.lastId()) {
      return new Broken(end.lastId() + 1, "it was not written by the product");
    }
    var reached = ChainEnd.EMPTY;
    while (reached.lastId() < end.lastId()) {
      var batch = next(handle, reached, end);
      if (batch.isEmpty()) {
        return new Broken(reached.lastId() + 1, "it and all after it are missing");
      }
      for (var stored : batch) {
        long expectedId = reached.lastId() + 1;
        if (stored.entry().id() != expectedId) {
          return new Broken(expectedId, "it is missing");
        }
        if (!stored.previousHash().equals(reached.hash())) {
          return new Broken(expectedId, "it does not follow the entry before it");
        }
        if (!stored.entry().hashAfter(reached.hash()).equals(stored.hash())) {
          return new Broken(expectedId, "its content was changed");
        }
        reached = new ChainEnd(expectedId, stored.hash());
      }
    }
    return reached.hash().equals(end.hash())
        ? new Intact(reached.lastId())
        : new Broken(reached.lastId(), "it is not the entry that was written last");
  }

  private static List<Stored> next(Handle handle, ChainEnd reached, ChainEnd end) {
    return handle
        .createQuery(NEXT_ENTRIES)
        .bind("after", reached.lastId())
        .bind("last", end.lastId())
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
                    row.getString("hash")))
        .list();
  }
}
