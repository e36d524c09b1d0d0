package lightspeed;

import java.util.List;
import lightspeed.audit.AuditLog;
import lightspeed.catalog.ForgetCatalog;
import lightspeed.db.Database;
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
record InstallationPart(App app) {

  Installation installation(Database database, LightspeedPart lightspeed, KeySource keys) {
    var storeCheck =
        new StoreCheck(
            database,
            lightspeed.client(),
            lightspeed::connection,
            app.isLongRunning(),
            System::nanoTime);
    return new Installation(
        database,
        keys,
        storeCheck,
        List.of(new People(), new References(app), new Jobs(app), new Store()),
        new AuditLog(app.clock()),
        System::nanoTime);
  }

  RestoreBackup restoreBackup() {
    return new RestoreBackup(
        app.unchecked(),
        app.databaseAddress(),
        app::migrations,
        () -> new RestoreBackup.AfterRestore(app.installation(), app.handledQueue(), app::register),
        new AuditLog(app.clock()));
  }

  private record People() implements Belongings {
    @Override
    public void wentBack(Handle tx, String why) {
      EndAllSessions.in(tx);
    }
  }

  private record References(App app) implements Belongings {
    @Override
    public void wentBack(Handle tx, String why) {
      app.register().distrust(tx);
      app.register().restart(tx);
    }

    @Override
    public void storeLeft(Handle tx, String formerStore) {
      app.register().forget(tx);
    }
  }

  /// The queue is asked for when it is needed: its handlers are built after the installation.
  private record Jobs(App app) implements Belongings {
    @Override
    public void wentBack(Handle tx, String why) {
      new LapsedJobs(app.handledQueue()).decisions(tx, why);
    }

    @Override
    public void storeLeft(Handle tx, String formerStore) {
      new LapsedJobs(app.handledQueue()).all(tx, "The store " + formerStore + " was left.");
    }
  }

  private record Store() implements Belongings {
    @Override
    public void storeLeft(Handle tx, String formerStore) {
      LeaveStore.in(tx, formerStore);
      ForgetCatalog.in(tx);
    }
  }
}
