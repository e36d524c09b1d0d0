package lightspeed.restore;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.db.Database;
import lightspeed.db.DatabaseAddress;
import lightspeed.db.DatabaseException;
import lightspeed.db.Migrations;
import lightspeed.db.Restore;
import lightspeed.installation.AtWork;
import lightspeed.installation.Installation;
import lightspeed.installation.RestoredStore;
import lightspeed.job.JobQueue;
import lightspeed.register.Register;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Restores a backup without sending anything twice.
///
/// 1. Nothing may be at work, and no other restore.
/// 2. The backup is loaded beside the tables in use, and judged: whole, ours, not newer than this
///    program, of this store. Until here nothing is touched.
/// 3. Its tables change places with those in use, at once, with an epoch of their own and with what
///    was said before about who may send.
/// 4. Older tables are migrated, and a new epoch begins. If that fails, the tables change places
///    again.
/// 5. With the new epoch sessions end, decisions lapse, the list of consignments is walked from its
///    beginning, here if Lightspeed can be asked, else by the next worker before it sends.
///
/// A crash after 3 leaves the backup's tables and what they replaced; the next restore clears up.
///
/// **Threads:** one at a time; across processes the database sees to that.
public final class RestoreBackup {
  private static final String WHY = "A backup was restored.";

  /// Is there from the moment in which tables change places until a restore is done.
  private static final String LEFT_OVER = Restore.REPLACED + "flyway_schema_history";

  /// Nothing is known of the backup of a restore that was killed.
  private static final int OLDEST = 0;

  private final Database database;
  private final DatabaseAddress address;
  private final Supplier<Migrations> migrations;
  private final Supplier<AfterRestore> after;
  private final AuditLog audit;

  /// @param database usable whatever its tables are
  /// @param after what is used once the tables are current again
  public RestoreBackup(
      Database database,
      DatabaseAddress address,
      Supplier<Migrations> migrations,
      Supplier<AfterRestore> after,
      AuditLog audit) {
    this.database = database;
    this.address = address;
    this.migrations = migrations;
    this.after = after;
    this.audit = audit;
  }

  /// What is used once the tables are current again.
  public record AfterRestore(
      Installation installation, JobQueue queue, Supplier<Register> register) {}

  /// Nothing may be at work.
  ///
  /// @throws lightspeed.installation.InstallationRefused when a worker or a server is
  public void check() {
    if (hasTables()) {
      database.useTransaction(tx -> AtWork.refuse(tx, "restore the backup"));
    }
  }

  /// Ends a restore that was killed after the tables of the backup had taken their places: they are
  /// migrated, a new epoch begins, the tables of before go.
  ///
  /// **Twice:** changes nothing more.
  ///
  /// @return whether there was one
  /// @throws lightspeed.installation.InstallationRefused when a worker or a server is at work
  /// @throws DatabaseException.RestoreRefused when a restore is running
  public boolean finish(String actor) {
    if (!database.read(handle -> LookBack.isThere(handle, LEFT_OVER))) {
      return false;
    }
    check();
    try (Restore restore = Restore.begin(address)) {
      if (!restore.isHalfDone()) {
        return false;
      }
      var _ = takeIntoUse(restore, OLDEST, "(the restore had been killed)", actor);
      restore.dropReplaced();
      after.get().queue().recover();
      return true;
    }
  }

  /// Restores the backup.
  ///
  /// @param progress hears now and then how many characters are read
  /// @throws lightspeed.installation.InstallationRefused when something is at work, or the backup
  ///     is of another store; nothing was changed
  /// @throws DatabaseException.RestoreRefused when the file cannot be restored, or another restore
  ///     runs; nothing was changed
  public Restored restore(Path file, String actor, LongConsumer progress)
      throws InterruptedException {
    check();
    var _ = finish(actor);
    try (Restore restore = Restore.begin(address)) {
      Restore.Loaded loaded = restore.load(file, progress);
      judge(restore);
      check();
      restore.swap();
      InUse inUse =
          takeIntoUse(restore, loaded.version(), String.valueOf(file.getFileName()), actor);
      restore.dropReplaced();
      AfterRestore with = after.get();
      with.queue().recover();
      return new Restored(
          loaded.version(),
          inUse.migrations(),
          database.read(RestoreBackup::orders),
          inUse.newest(),
          with.installation().overview().epoch(),
          inUse.tokens(),
          inUse.people(),
          new FindUnexplained(database, with.installation(), with.register())
              .after(inUse.newestKnown()));
    }
  }

  /// What was found out while the tables of before were still there.
  private record InUse(
      int migrations,
      List<String> tokens,
      List<String> people,
      @Nullable Instant newest,
      long newestKnown) {}

  /// Whatever goes wrong here, the tables of before are in use again afterwards.
  private InUse takeIntoUse(Restore restore, int version, String file, String actor) {
    boolean isDone = false;
    try {
      if (version < Migrations.NEWEST) {
        restore.freeForeignKeyNames();
      }
      int applied = migrations.get().migrate();
      InUse inUse =
          new InUse(
              applied,
              database.read(LookBack::tokens),
              database.read(LookBack::people),
              database.read(RestoreBackup::newest),
              database.read(FindUnexplained::newestKnown));
      AfterRestore with = after.get();
      database.useTransaction(
          tx -> {
            with.queue().noWorkerIsLeft(tx);
            with.installation().beginNewEpoch(tx, WHY);
            audit.append(
                tx,
                actor,
                "database.restored",
                "INSTALLATION",
                "1",
                new AuditDetails().with("file", file).json(),
                null);
          });
      isDone = true;
      return inUse;
    } finally {
      if (!isDone) {
        restore.swapBack();
      }
    }
  }

  private void judge(Restore restore) {
    boolean isJudged = false;
    try {
      restore.addMissing(RestoredStore.TABLES);
      database.useTransaction(RestoredStore::prepare);
      isJudged = true;
    } finally {
      if (!isJudged) {
        restore.dropLoaded();
      }
    }
  }

  private boolean hasTables() {
    return database.read(handle -> LookBack.isThere(handle, "installation_servers"));
  }

  private static final String NEWEST =
      """
      SELECT GREATEST(
        COALESCE((SELECT MAX(created_at) FROM lightspeed_sync_log), '1970-01-01'),
        COALESCE((SELECT MAX(created_at) FROM audit_log), '1970-01-01'),
        COALESCE((SELECT MAX(created_at) FROM vend_consignments), '1970-01-01'))
      """;

  private static @Nullable Instant newest(Handle handle) {
    Instant newest = handle.createQuery(NEWEST).mapTo(Instant.class).one();
    return newest.equals(Instant.EPOCH) ? null : newest;
  }

  private static long orders(Handle handle) {
    return handle
        .createQuery("SELECT COUNT(*) FROM vend_consignments WHERE deleted_at IS NULL")
        .mapTo(Long.class)
        .one();
  }
}
