package lightspeed.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Keeps the three best of all that is offered, in an order that does not depend on the order of
/// the offers.
final class BestThree<T> {
  private static final int KEPT = 3;

  private final List<Ranked<T>> best = new ArrayList<>(KEPT + 1);
  private final Comparator<Ranked<T>> order;

  private record Ranked<T>(int score, T value) {}

  /// @param tieBreak decides between equal scores; must tell any two values apart
  BestThree(Comparator<T> tieBreak) {
    this.order =
        Comparator.<Ranked<T>>comparingInt(Ranked::score).thenComparing(Ranked::value, tieBreak);
  }

  /// A score above this one would not be kept.
  int worst() {
    return best.size() < KEPT ? Integer.MAX_VALUE : best.getLast().score();
  }

  void offer(int score, T value) {
    best.add(new Ranked<>(score, value));
    best.sort(order);
    if (best.size() > KEPT) {
      best.removeLast();
    }
  }

  List<T> list() {
    return best.stream().map(Ranked::value).toList();
  }
}
