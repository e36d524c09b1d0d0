package lightspeed.audit;

import java.time.Duration;
import java.time.InstantSource;
import lightspeed.db.Database;
import lightspeed.db.Utc;

/// Deletes old entries of the audit log. An entry tells who did it and up to where, and
/// `audit_chain` keeps, sealed, the hash that the first entry which is left follows: the rest can
/// be checked as before.
///
/// 1. Look for the last entry that is old enough. Whoever wants to prune a log that was changed has
///    to say so.
/// 2. Write the entry `audit.pruned`. A crash after it leaves old entries; pruning again goes on.
/// 3. Delete in steps of [#BATCH] entries, each with its new beginning in one transaction.
///
/// **Threads:** safe, also from several processes at once.
public final class PruneAudit {
  /// Younger entries stay, so that nobody wipes out what was done lately.
  public static final Duration LEAST = Duration.ofDays(30);

  /// Entries in one transaction: audited changes wait some 10 ms for it.
  private static final int BATCH = 1000;

  private static final String OLD_ENOUGH =
      """
      SELECT COALESCE(
        (SELECT MIN(id) - 1 FROM audit_log WHERE created_at >= :before),
        (SELECT MAX(id) - 1 FROM audit_log),
        0)
      """;

  private final Database database;
  private final AuditLog log;
  private final InstantSource clock;

  /// @param database as a user who may delete from `audit_log`
  public PruneAudit(Database database, AuditLog log, InstantSource clock) {
    this.database = database;
    this.log = log;
    this.clock = clock;
  }

  /// What became of it.
  public sealed interface Result {
    /// Old entries are gone.
    ///
    /// @param entries how many
    /// @param until the last one of them
    record Pruned(long entries, long until) implements Result {}

    /// Nothing was deleted, because that would wipe out traces.
    record Refused(AuditVerification found) implements Result {}
  }

  /// Deletes entries that are older than this.
  ///
  /// @param kept at least [#LEAST]
  /// @param isForced also when the log was changed or cannot be checked; the entry says so
  public Result prune(Duration kept, boolean isForced, String actor) {
    if (kept.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "Entries of the last " + LEAST.toDays() + " days are not pruned.");
    }
    var found = database.read(handle -> VerifyAudit.verify(handle, log.keys(), null));
    if (!isForced && !(found instanceof AuditVerification.Intact)) {
      return new Result.Refused(found);
    }
    var before = Utc.of(clock.instant().minus(kept));
    long until =
        database.read(
            handle ->
                handle.createQuery(OLD_ENOUGH).bind("before", before).mapTo(Long.class).one());
    long begin = database.read(handle -> AuditLog.state(handle).pruned().entryId());
    if (until <= begin) {
      return new Result.Pruned(0, begin);
    }
    var details =
        new AuditDetails()
            .with("until", Long.toString(until))
            .with("older_than_days", Long.toString(kept.toDays()))
            .with("found", found.words());
    database.useTransaction(
        tx -> log.append(tx, actor, "audit.pruned", null, null, details.json(), null));
    long entries = 0;
    for (long step = begin; step < until; ) {
      long end = Math.min(step + BATCH, until);
      entries += database.inTransaction(tx -> log.cutBefore(tx, end));
      step = end;
    }
    return new Result.Pruned(entries, until);
  }
}
