package lightspeed.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// In which order the priorities are claimed from: the most urgent first, but every tenth time the
/// least urgent, so that an endless stream of urgent jobs does not starve the others.
final class ClaimTurn {
  private static final int TURNS = 10;

  private int turn;

  /// @param due those that have something
  List<Priority> order(Set<Priority> due) {
    turn = (turn + 1) % TURNS;
    List<Priority> order = new ArrayList<>(due);
    order.sort(null);
    return turn == 0 ? order.reversed() : order;
  }
}
