package lightspeed.sync;

import java.util.List;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.Intent.SentLine;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Notes what stood in Lightspeed when a person decided what becomes of it. From then on, that is
/// what our own writes are held against.
public final class AcceptLines {
  private static final SyncJournal JOURNAL = new SyncJournal();

  private AcceptLines() {}

  /// Notes which lines a person accepts as they are.
  ///
  /// @param job that carries the decision out; null: it is carried out in this transaction
  public static void note(
      Handle tx,
      PurchaseOrderId order,
      @Nullable Long job,
      ConsignmentId consignment,
      List<ConsignmentProduct> lines) {
    List<SentLine> seen = lines.stream().map(SentLine::seen).toList();
    JOURNAL.note(tx, order, job, Operation.ACCEPT_LINES, Intent.onLines(consignment.value(), seen));
  }

  /// Whether a write of this order has no known outcome.
  public static boolean isInDoubt(Handle tx, PurchaseOrderId order) {
    return new JournalHistory().isInProgress(tx, order);
  }
}
