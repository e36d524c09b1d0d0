package lightspeed.world;

import lightspeed.catalog.ForgetCatalog;
import lightspeed.installation.Belongings;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.LeaveStore;
import lightspeed.register.Register;
import lightspeed.sync.LapsedJobs;
import org.jdbi.v3.core.Handle;

/// What must not outlive a past or a store, as the product wires it.
record WorldBelongings(Register register, JobQueue queue) implements Belongings {
  @Override
  public void wentBack(Handle tx, String why) {
    register.distrust(tx);
    register.restart(tx);
    new LapsedJobs(queue).decisions(tx, why);
  }

  @Override
  public void confirmed(Handle tx) {
    register.distrust(tx);
  }

  @Override
  public void storeLeft(Handle tx, String formerStore) {
    register.forget(tx);
    new LapsedJobs(queue).all(tx, "The store " + formerStore + " was left.");
    LeaveStore.in(tx, formerStore);
    ForgetCatalog.in(tx);
  }
}
