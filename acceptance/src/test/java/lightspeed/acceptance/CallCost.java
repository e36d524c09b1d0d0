package lightspeed.acceptance;

/// How many calls an order may cost.
///
/// Undisturbed: one create, one bulk call for each 500 lines, one change of status. One unknown
/// outcome adds the call that has to be made again, if it has to, two that look (for the
/// consignment, and where its lines end) and one for each page with something in it: of lines, and
/// of consignments that are newer than the remembered version, of which there is one here.
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

  /// @param isWalked whether consignments were looked through
  int mostReads(boolean isWalked) {
    return LOOKS + Math.ceilDiv(lines, LINES_A_PAGE) + (isWalked ? 1 : 0);
  }

  /// Whether the limit is for this order: no more went wrong than the one mishap. What is later
  /// than the settle time may meet the call that was made instead, and a call may time out on a
  /// machine that is too slow.
  boolean isFor(Point.Outcome outcome) {
    return outcome.failures() <= 1;
  }

  boolean isKeptBy(Point.Outcome outcome) {
    long writes = outcome.calls().stream().filter(Step::isWriteCall).count();
    long reads = outcome.calls().size() - writes;
    boolean isWalked =
        outcome.calls().stream().anyMatch(call -> call.label().equals("GET /consignments"));
    return writes <= mostWrites() && reads <= mostReads(isWalked);
  }
}
