package lightspeed.world;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What people did in the store, so that it can be told apart from what we did.
final class People {
  /// Consignments that staff made, by whatever means.
  private final Set<String> made = new HashSet<>();

  /// What staff added to a product of a consignment of ours, taken together.
  private final Map<String, BigDecimal> added = new HashMap<>();

  /// The last quantity that staff gave a line; null when they took it off.
  private final Map<String, BigDecimal> lastCounts = new HashMap<>();

  private boolean hasRenamed;

  /// Somebody gave a consignment another reference. After a restore to before it was sent nothing
  /// tells any more whose it is: docs/exactly-once.md says so, and no seed goes there.
  void renamed() {
    hasRenamed = true;
  }

  boolean hasRenamed() {
    return hasRenamed;
  }

  void made(String consignment) {
    made.add(consignment);
  }

  boolean hasMade(String consignment) {
    return made.contains(consignment);
  }

  void edited(String consignment, String product, BigDecimal before, BigDecimal after) {
    BigDecimal delta = after.subtract(before);
    if (delta.signum() > 0) {
      added.merge(consignment + "/" + product, delta, BigDecimal::add);
    }
    lastCounts.put(consignment + "/" + product, after);
  }

  BigDecimal addedTo(String consignment, String product) {
    return added.getOrDefault(consignment + "/" + product, BigDecimal.ZERO);
  }

  /// Lines that staff edited last, as `consignment/product`, with the quantity they left.
  Map<String, BigDecimal> lastCounts() {
    return Map.copyOf(lastCounts);
  }

  /// Somebody decided otherwise since.
  void forgetEdits(String consignment) {
    lastCounts.keySet().removeIf(line -> line.startsWith(consignment + "/"));
  }
}
