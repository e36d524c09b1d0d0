package lightspeed.xseries;

import org.jspecify.annotations.Nullable;

/// Which consignments to list. Lightspeed has no other filter that helps us (none by reference) and
/// is known to ignore filters silently, so the caller checks each row again.
///
/// @param outletId null for all outlets
/// @param after only rows with a higher version; zero for all
public record ConsignmentQuery(String type, @Nullable String outletId, long after) {
  public static ConsignmentQuery orders(long after) {
    return new ConsignmentQuery(Consignment.SUPPLIER, null, after);
  }

  public ConsignmentQuery withAfter(long newAfter) {
    return new ConsignmentQuery(type, outletId, newAfter);
  }
}
