package lightspeed.purchaseorder;

import lightspeed.catalog.Folded;
import org.jdbi.v3.core.Handle;

/// Asks the register of references, which the walks of Lightspeed's list keep, whether a number is
/// in use there. Good enough to choose a number; what is sent is decided after a walk of its own.
final class TakenReferences {
  private TakenReferences() {}

  private static final String IS_TAKEN =
      """
      SELECT EXISTS (
        SELECT 1
        FROM lightspeed_references
        WHERE folded_reference = :reference
          AND gone_at IS NULL)
      """;

  /// Whether a consignment that is there has this reference, in whatever case.
  static boolean isTaken(Handle handle, String publicId) {
    return handle
        .createQuery(IS_TAKEN)
        .bind("reference", Folded.of(publicId))
        .mapTo(Boolean.class)
        .one();
  }
}
