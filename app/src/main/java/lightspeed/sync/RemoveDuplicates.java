package lightspeed.sync;

import java.util.List;
import java.util.Set;
import lightspeed.db.Database;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.sync.SyncJournal.History;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.XSeriesClient;

/// Takes away what a lost create of ours made after we had given up looking for it: a second live
/// consignment with the order's reference. One that is not OPEN any more, or carries something that
/// we did not put there, is shown to a person instead.
final class RemoveDuplicates {
  private final SyncParts parts;
  private final Database database;
  private final SyncJournal journal;
  private final XSeriesClient client;
  private final RemoteWrites writes;
  private final Drift drift;

  RemoveDuplicates(SyncParts parts) {
    this.parts = parts;
    this.database = parts.database();
    this.journal = parts.journal();
    this.client = parts.client();
    this.writes = parts.writes();
    this.drift = new Drift(parts);
  }

  /// @param own the consignment that stays
  void of(Run run, PurchaseOrder order, ConsignmentId own) throws InterruptedException {
    List<Intent> creates =
        database.read(
            tx ->
                journal.intents(
                    tx, run.order(), Operation.CREATE_CONSIGNMENT, History.ONCE_UNKNOWN));
    String outlet = order.outletId();
    if (creates.isEmpty() || outlet == null) {
      return;
    }
    long after = Intent.earliestVersion(creates);
    OurConsignments ours = new OurConsignments(parts, outlet, order.publicId());
    for (Consignment found : ours.allAfter(run.caller(), after)) {
      if (!found.id().equals(own)) {
        remove(run, found);
      }
    }
  }

  private void remove(Run run, Consignment duplicate) throws InterruptedException {
    List<ConsignmentProduct> lines = ConsignmentLines.read(client, run.caller(), duplicate.id());
    Set<String> tried =
        database.read(tx -> journal.triedProducts(tx, run.order(), duplicate.id().value()));
    boolean isOurs = lines.stream().allMatch(line -> tried.contains(line.productId().value()));
    if (!duplicate.status().equals(Consignment.OPEN) || !isOurs) {
      drift.report(
          run,
          "A second consignment, "
              + duplicate.id()
              + " ("
              + duplicate.status()
              + ", "
              + lines.size()
              + " lines), has the reference of this order. Look at both in Lightspeed and cancel"
              + " the wrong one.");
      return;
    }
    writes.perform(
        run,
        Operation.DELETE_DUPLICATE,
        Intent.onHeader(duplicate.id().value()),
        caller -> {
          Removal.of(() -> client.deleteConsignment(caller, duplicate.id()));
          return duplicate;
        },
        (tx, answer) -> {});
  }
}
