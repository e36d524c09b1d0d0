package lightspeed;

import java.util.List;
import lightspeed.catalog.ForgetCatalog;
import lightspeed.db.Database;
import lightspeed.drift.DriftStore;
import lightspeed.installation.Belongings;
import lightspeed.installation.Installation;
import lightspeed.installation.StoreCheck;
import lightspeed.purchaseorder.LeaveStore;
import lightspeed.restore.RestoreBackup;
import lightspeed.settings.KeySource;
import lightspeed.signin.EndAllSessions;
import lightspeed.sync.LapsedJobs;
import org.jdbi.v3.core.Handle;

/// This installation, and who keeps something that must not outlive a past or a store.
record InstallationPart(Parts parts) {

  Installation installation(Database database, LightspeedPart lightspeed, KeySource keys) {
    var storeCheck =
        new StoreCheck(
            database,
            lightspeed.client(),
            lightspeed::connection,
            parts.isLongRunning(),
            System::nanoTime);
    return new Installation(
        database,
        keys,
        storeCheck,
        List.of(new People(), new References(parts), new Jobs(parts), new Store()),
        parts.auditLog(),
        System::nanoTime);
  }

  RestoreBackup restoreBackup() {
    return new RestoreBackup(
        parts.databasePart().migrationDatabase(),
        parts.databasePart().migrationAddress(),
        () -> parts.databasePart().migrations(),
        () ->
            new RestoreBackup.AfterRestore(
                parts.installation(), parts.handledQueue(), () -> parts.syncPart().register()),
        parts.auditLog());
  }

  private record People() implements Belongings {
    @Override
    public void wentBack(Handle tx, String why) {
      EndAllSessions.in(tx);
    }
  }

  private record References(Parts parts) implements Belongings {
    @Override
    public void wentBack(Handle tx, String why) {
      parts.syncPart().register().distrust(tx);
      parts.syncPart().register().restart(tx);
    }

    @Override
    public void confirmed(Handle tx) {
      parts.syncPart().register().distrust(tx);
    }

    @Override
    public void storeLeft(Handle tx, String formerStore) {
      parts.syncPart().register().forget(tx);
    }
  }

  /// The queue is asked for when it is needed: its handlers are built after the installation.
  private record Jobs(Parts parts) implements Belongings {
    @Override
    public void wentBack(Handle tx, String why) {
      new LapsedJobs(parts.handledQueue()).decisions(tx, why);
    }

    @Override
    public void storeLeft(Handle tx, String formerStore) {
      new LapsedJobs(parts.handledQueue()).all(tx, "The store " + formerStore + " was left.");
    }
  }

  private record Store() implements Belongings {
    @Override
    public void storeLeft(Handle tx, String formerStore) {
      LeaveStore.in(tx, formerStore);
      DriftStore.forgetHistory(tx);
      ForgetCatalog.in(tx);
    }
  }
}
