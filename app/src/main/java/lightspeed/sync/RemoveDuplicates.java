package lightspeed.sync;

import java.util.List;
import lightspeed.db.Database;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.sync.JournalHistory.History;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.XSeriesClient;
import org.jspecify.annotations.Nullable;

/// Takes away what a lost create of ours made after we had given up looking for it: a second live
/// consignment with the order's reference. One that is not OPEN any more, or carries something that
/// we did not put there, is shown to a person instead.
final class RemoveDuplicates {
  private final SyncParts parts;
  private final Database database;
  private final JournalHistory history = new JournalHistory();
  private final XSeriesClient client;
  private final RemoteWrites writes;
  private final Drift drift;
  private final FindGone findGone;

  RemoveDuplicates(SyncParts parts) {
    this.parts = parts;
    this.database = parts.database();
    this.client = parts.client();
    this.writes = parts.writes();
    this.drift = new Drift(parts);
    this.findGone = new FindGone(parts);
  }

  /// @param own the consignment that stays; null: none does
  void of(Run run, PurchaseOrder order, @Nullable ConsignmentId own) throws InterruptedException {
    List<Intent> creates =
        database.read(
            tx ->
                history.intents(
                    tx, run.order(), Operation.CREATE_CONSIGNMENT, History.ONCE_UNKNOWN));
    String outlet = order.outletId();
    if (creates.isEmpty() || outlet == null) {
      return;
    }
    long after = Intent.earliestVersion(creates);
    OurConsignments ours = new OurConsignments(parts, order, outlet);
    for (Consignment found : ours.allAfter(run.caller(), after)) {
      if (!found.id().equals(own)) {
        remove(run, ours, own, found);
      }
    }
  }

  private void remove(
      Run run, OurConsignments ours, @Nullable ConsignmentId own, Consignment duplicate)
      throws InterruptedException {
    List<ConsignmentProduct> lines = ConsignmentLines.read(client, run.caller(), duplicate.id());
    if (!duplicate.status().equals(Consignment.OPEN) || !ours.isExplained(duplicate, lines)) {
      if (mayBeSplit(run, own)) {
        return;
      }
      drift.report(
          run,
          "Consignment "
              + duplicate.id()
              + " ("
              + duplicate.status()
              + ", "
              + lines.size()
              + " lines) has the number of this order too, and is not what a lost request of ours"
              + " would have made. Look at it in Lightspeed.");
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

  /// The vendor splits the rest off when ours is received. What it is is told by all parts
  /// together, which are compared when the poll shows it.
  private boolean mayBeSplit(Run run, @Nullable ConsignmentId own) throws InterruptedException {
    return own != null
        && findGone
            .read(run.caller(), own)
            .filter(header -> header.status().equals(Consignment.RECEIVED))
            .isPresent();
  }
}
