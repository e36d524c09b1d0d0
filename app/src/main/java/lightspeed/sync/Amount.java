package lightspeed.sync;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What stands on one line: how much, and at what cost. Equal when the numbers are.
///
/// @param cost null when Lightspeed told none
record Amount(BigDecimal count, @Nullable BigDecimal cost) {
  Amount {
    count = plain(count);
    cost = cost == null ? null : plain(cost);
  }

  private static BigDecimal plain(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  /// As a bulk call leaves it that adds the other: the sum, at the other's cost.
  Amount plus(Amount added) {
    return new Amount(count.add(added.count), added.cost);
  }

  /// For people, such as `5 at 2.5`.
  String words() {
    return count.toPlainString() + " at " + (cost == null ? "no cost" : cost.toPlainString());
  }
}
