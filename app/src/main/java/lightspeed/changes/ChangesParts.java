package lightspeed.changes;

import java.time.InstantSource;
import lightspeed.db.Database;
import lightspeed.drift.DriftStore;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.register.Register;
import lightspeed.sync.Connection;
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
    InstantSource clock) {}
