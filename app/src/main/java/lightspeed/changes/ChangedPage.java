package lightspeed.changes;

import java.util.List;
import lightspeed.drift.RemoteOrder;
import lightspeed.sync.UnexpectedAnswer;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.Page;

/// A page of the list of changes that hangs together. Everything that is not on it is read again,
/// so the cursor follows the rows and not what the page says of itself.
final class ChangedPage {
  private ChangedPage() {}

  /// The page with the cursor that its rows prove.
  ///
  /// @throws UnexpectedAnswer when a row has no version that can be true
  static Page<Consignment> checked(Page<Consignment> page, long after) {
    if (page.isEnd()) {
      return page;
    }
    return new Page<>(page.items(), highest(page.items(), after));
  }

  private static long highest(List<Consignment> rows, long after) {
    long highest = after;
    for (Consignment row : rows) {
      Long version = row.version();
      if (version == null || version <= after || !RemoteOrder.isPlausible(version)) {
        throw new UnexpectedAnswer(
            "Lightspeed was asked for consignments changed after version "
                + after
                + " and named consignment "
                + row.id()
                + " with version "
                + version
                + "; nothing of that page is taken over, it is asked for again.");
      }
      highest = Math.max(highest, version);
    }
    return highest;
  }
}
