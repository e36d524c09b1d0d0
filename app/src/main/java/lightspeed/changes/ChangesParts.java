package lightspeed.changes;

import java.time.InstantSource;
import lightspeed.db.Database;
import lightspeed.drift.DriftStore;
import lightspeed.drift.ReadOrder;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.register.Register;
import lightspeed.sync.Connection;
import lightspeed.sync.FindGone;
import lightspeed.xseries.CallBudget;

/// What everything that brings changes back works with.
public record ChangesParts(
    Database database,
    PurchaseOrderStore orders,
    DriftStore drift,
    JobQueue queue,
    Connection connection,
    CallBudget budget,
    Register register,
    InstantSource clock) {

  /// Reads headers and tells what is gone.
  FindGone findGone() {
    return new FindGone(database, register, connection.client());
  }

  /// Reads orders as Lightspeed has them.
  ReadOrder readOrder() {
    return new ReadOrder(database, connection.client(), findGone());
  }
}
