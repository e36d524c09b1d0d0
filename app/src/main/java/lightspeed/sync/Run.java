package lightspeed.sync;

import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.xseries.CallBudget.Urgency;
import lightspeed.xseries.Caller;

/// One attempt to synchronise one order: the claimed job and the order it is about.
///
/// @param continuity whether the attempt may rely on what it knows
/// @param writes its writes, which are granted together
/// @param taken the writes that Lightspeed took
record Run(
    RunningJob job,
    PurchaseOrderId order,
    Continuity continuity,
    PlannedWrites writes,
    TakenWrites taken) {

  /// On whose behalf calls are made that only read. Once calls are granted for the writes, a read
  /// goes before others': those calls would be lost to everybody while it waits.
  Caller caller() {
    Caller caller = caller(job, order);
    return writes.areGranted() ? caller.urgent() : caller;
  }

  static Caller caller(RunningJob job, PurchaseOrderId order) {
    Urgency urgency =
        job.priority() == Priority.CRITICAL ? Urgency.INTERACTIVE : Urgency.BACKGROUND;
    return new Caller(job.id().value(), order.value(), urgency, () -> {});
  }

  /// Leaves a safe point: stops the attempt when someone asked to cancel the job.
  void stopIfCancelled() {
    if (job.isCancelRequested()) {
      throw new CancelRequested();
    }
  }

  /// Unwinds an attempt that was asked to stop.
  static final class CancelRequested extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelRequested() {
      super("cancel requested", null, false, false);
    }
  }
}
