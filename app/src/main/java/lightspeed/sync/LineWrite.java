package lightspeed.sync;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that we announced about the lines of one consignment, and what is known of its
/// outcome.
///
/// @param id of the journal row; they grow with time
/// @param amounts what was announced, by product id
record LineWrite(long id, Operation operation, Outcome outcome, Map<String, Amount> amounts) {
  LineWrite {
    amounts = Map.copyOf(amounts);
  }

  enum Outcome {
    /// It was carried out, once.
    DONE,
    /// Nobody has looked yet.
    IN_DOUBT,
    /// It was not there when somebody looked, and may be carried out later, once.
    PERHAPS_LATER
  }

  static LineWrite of(long id, Operation operation, Outcome outcome, Intent intent) {
    Map<String, Amount> amounts = new HashMap<>();
    intent
        .lines()
        .forEach(line -> amounts.put(line.productId(), new Amount(line.count(), line.cost())));
    return new LineWrite(id, operation, outcome, amounts);
  }

  LineWrite with(Outcome other) {
    return new LineWrite(id, operation, other, amounts);
  }

  /// Whether it says something about the product.
  boolean concerns(String product) {
    return operation == Operation.ACCEPT_LINES || amounts.containsKey(product);
  }

  /// What it makes of what stands there.
  ///
  /// @param before null when there is no such line
  @Nullable Amount applyTo(String product, @Nullable Amount before) {
    Amount announced = amounts.get(product);
    if (announced == null || operation == Operation.REMOVE_PRODUCT) {
      return null;
    }
    return operation == Operation.ADD_PRODUCTS && before != null
        ? before.plus(announced)
        : announced;
  }
}
