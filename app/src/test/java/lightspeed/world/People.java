package lightspeed.world;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What people did in the store, so that it can be told apart from what we did.
final class People {
  /// Consignments that staff made, by whatever means.
  private final Set<String> made = new HashSet<>();

  /// What staff added to a product of a consignment of ours, taken together.
  private final Map<String, BigDecimal> added = new HashMap<>();

  /// The last quantity that staff gave a line; null when they took it off.
  private final Map<String, BigDecimal> lastCounts = new HashMap<>();

  /// Consignments that staff gave another reference.
  private final Set<String> renamed = new HashSet<>();

  /// Consignments that staff keyed in, left OPEN and mean to send themselves. They are never equal
  /// to an order.
  private final Set<String> keyed = new HashSet<>();

  /// What calls add that were under way when the database forgot that they had been made, as
  /// `consignment/product`.
  private final Map<String, BigDecimal> forgotten = new HashMap<>();

  void forgotten(String consignment, Map<String, BigDecimal> call) {
    call.forEach(
        (product, count) -> forgotten.merge(consignment + "/" + product, count, BigDecimal::add));
  }

  BigDecimal forgottenOn(String consignment, String product) {
    return forgotten.getOrDefault(consignment + "/" + product, BigDecimal.ZERO);
  }

  void renamed(String consignment) {
    renamed.add(consignment);
  }

  Set<String> renamed() {
    return Set.copyOf(renamed);
  }

  void keyed(String consignment) {
    keyed.add(consignment);
  }

  Set<String> keyed() {
    return Set.copyOf(keyed);
  }

  /// A person says that it is an order of ours.
  void adopted(String consignment) {
    keyed.remove(consignment);
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

  /// Another installation did it, not a person; it is not ours either.
  void added(WorldProcess.Addition other) {
    added.merge(other.consignment() + "/" + other.product(), other.count(), BigDecimal::add);
  }

  BigDecimal addedTo(String consignment, String product) {
    return added.getOrDefault(consignment + "/" + product, BigDecimal.ZERO);
  }

  /// Lines that staff edited last, as `consignment/product`, with the quantity they left.
  Map<String, BigDecimal> lastCounts() {
    return Map.copyOf(lastCounts);
  }

  /// Nobody can tell any more that these were taken off.
  void forgetRemovals(String consignment, Predicate<String> product) {
    lastCounts
        .entrySet()
        .removeIf(
            line ->
                line.getValue().signum() == 0
                    && line.getKey().startsWith(consignment + "/")
                    && product.test(line.getKey().substring(consignment.length() + 1)));
  }

  /// Somebody decided otherwise since.
  void forgetEdits(String consignment) {
    lastCounts.keySet().removeIf(line -> line.startsWith(consignment + "/"));
  }
}
