package lightspeed.sync;

import java.util.Optional;
import lightspeed.purchaseorder.PurchaseOrder;
import org.jdbi.v3.core.Handle;

/// Tells whether Lightspeed has something under the number of an order that is to become a draft
/// again. Answered by whoever walks Lightspeed's list of consignments.
public interface ReferenceCheck {
  /// Sees to it that the list was walked to its end, so that [#refusal] can answer. Called outside
  // of
  /// any transaction.
  ///
  /// @throws lightspeed.xseries.XSeriesException when Lightspeed cannot be asked
  void walk(PurchaseOrder order) throws InterruptedException;

  /// Why the order must not become a draft: a consignment that is there has its number, or no walk
  // is
  /// young enough to tell. Asked in the transaction that makes it one. One sentence that ends with
  /// what to do.
  Optional<String> refusal(Handle tx, PurchaseOrder order);
}
