package lightspeed.retailer;

import java.util.Collections;
import java.util.List;

/// The calls that wait in one process.
///
/// Background calls that belong together are granted together or not at all: whoever gathered them
/// one by one would hold calls that nobody makes, in each process, for as long as calls come back
/// slowly (with four processes 2 to 3 % of the limit).
///
/// @param interactive urgent calls
/// @param background for each background caller in turn, how many calls it still wants together
record Demand(int interactive, List<Integer> background) {
  Demand {
    background = List.copyOf(background);
  }

  /// Background calls that are wanted one by one.
  static Demand single(int interactive, int background) {
    return new Demand(interactive, Collections.nCopies(background, 1));
  }

  /// All calls that wait.
  int calls() {
    return interactive + allBackground();
  }

  /// As many of these calls as background callers want.
  int upTo(int calls) {
    return Math.min(calls, allBackground());
  }

  /// The calls that serve background callers in their order and wholly. One who wants several may
  /// take one that is kept for urgent calls: on average nothing is left over then.
  ///
  /// @param calls not kept for urgent ones
  /// @param free those and the kept ones
  int whole(int calls, int free) {
    int served = 0;
    for (int wanted : background) {
      int most = wanted == 1 ? calls : Math.min(calls + 1, free);
      if (served + wanted > most) {
        break;
      }
      served += wanted;
    }
    return served;
  }

  private int allBackground() {
    return background.stream().mapToInt(Integer::intValue).sum();
  }
}
