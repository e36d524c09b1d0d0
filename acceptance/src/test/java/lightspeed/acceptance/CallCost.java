package lightspeed.acceptance;

import java.util.ArrayList;
import java.util.List;

/// How many calls an order may cost.
///
/// Undisturbed: one create, one bulk call for each 500 lines, one change of status. One unknown
/// outcome adds the call that has to be made again, if it has to, two that look (for the
/// consignment, and where its lines end) and one for each page of lines.
///
/// @param lines of the order
record CallCost(int lines) {
  private static final int LINES_A_CALL = 500;
  private static final int LINES_A_PAGE = 200;
  private static final int LOOKS = 2;

  int minimum() {
    return 2 + Math.ceilDiv(lines, LINES_A_CALL);
  }

  int mostWrites() {
    return minimum() + 1;
  }

  int mostReads() {
    return LOOKS + Math.ceilDiv(lines, LINES_A_PAGE);
  }

  /// What an order with one mishap cost too much; empty when it cost no more than it may.
  List<String> excess(Point.Outcome outcome) {
    long writes = outcome.calls().stream().filter(Step::isWriteCall).count();
    long reads = outcome.calls().size() - writes;
    List<String> excess = new ArrayList<>();
    if (!outcome.point().mishap().mayCastDoubtTwice()
        && (writes > mostWrites() || reads > mostReads())) {
      excess.add(outcome.point() + " cost " + outcome.calls());
    }
    return excess;
  }
}
