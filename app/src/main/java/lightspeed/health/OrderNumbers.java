package lightspeed.health;

import java.util.List;

/// Order numbers in a sentence: the first few, and how many there are.
final class OrderNumbers {
  private static final int FEW = 3;

  private OrderNumbers() {}

  /// `1 order (PO-1)`, `5 orders (PO-1, PO-2, PO-3, …)`.
  static String words(List<String> numbers) {
    return numbers.size()
        + (numbers.size() == 1 ? " order (" : " orders (")
        + String.join(", ", numbers.subList(0, Math.min(FEW, numbers.size())))
        + (numbers.size() > FEW ? ", …)" : ")");
  }
}
