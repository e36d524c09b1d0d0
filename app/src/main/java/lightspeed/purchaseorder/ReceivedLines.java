package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Spreads what Lightspeed received of each product over the lines of an order. Lightspeed has one
/// line for each product, an order may have several: they are filled in their order, and what was
/// delivered beyond them all is on the last. Pure: the same totals, the same lines.
final class ReceivedLines {
  private ReceivedLines() {}

  /// The lines with the quantities received, in the same order. A line without a product keeps what
  /// it has.
  static List<LineItem> of(List<LineItem> lines, Map<String, BigDecimal> totals) {
    Map<String, BigDecimal> left = new HashMap<>(totals);
    Map<String, Integer> last = new HashMap<>();
    for (LineItem line : lines) {
      if (line.productId() != null) {
        last.put(line.productId(), line.number());
      }
    }
    List<LineItem> filled = new ArrayList<>();
    for (LineItem line : lines) {
      String product = line.productId();
      if (product == null) {
        filled.add(line);
        continue;
      }
      BigDecimal rest = left.getOrDefault(product, BigDecimal.ZERO);
      boolean isLast = line.number() == last.getOrDefault(product, 0);
      BigDecimal received = isLast ? rest : rest.min(line.quantity());
      left.put(product, rest.subtract(received));
      filled.add(line.withReceived(received));
    }
    return filled;
  }
}
