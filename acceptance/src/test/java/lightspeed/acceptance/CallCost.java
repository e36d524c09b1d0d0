package lightspeed.acceptance;

import java.util.Set;

/// How many calls an order may cost.
///
/// Undisturbed: one create, one bulk call for each 500 lines, one change of status. An attempt that
/// goes on where another ended adds the call that has to be made again, if it has to, one look at
/// the header, and one for each page that is read: of the lines, and of the list of consignments
/// that is walked. A list ends with an empty page.
///
/// @param lines of the order
record CallCost(int lines) {
  private static final int LINES_A_CALL = 500;
  private static final int LINES_A_PAGE = 200;
  private static final int MORE_FOR_DOUBT = 2;
  private static final int EMPTY_PAGE = 1;

  /// Before lines are added, and before the order is sent.
  private static final int READINGS = 2;

  /// A process's first walk begins below the newest row it knows.
  private static final int PAGES_OF_A_WALK = 2;

  private static final String CONSIGNMENTS = "GET /consignments";
  private static final Set<String> PAGES = Set.of(CONSIGNMENTS, "GET /consignments/*/products");

  /// What a process asks for all its orders together: which store this is, and what changed in the
  /// catalogue.
  private static final Set<String> SHARED =
      Set.of("GET /retailer", "GET /outlets", "GET /suppliers", "GET /products");

  int minimum() {
    return 2 + Math.ceilDiv(lines, LINES_A_CALL);
  }

  int mostWrites() {
    return minimum() + 1;
  }

  /// @param isWalked whether consignments were looked through
  int mostPages(boolean isWalked) {
    int linesRead = Math.ceilDiv(lines, LINES_A_PAGE) + EMPTY_PAGE;
    return READINGS * linesRead + (isWalked ? PAGES_OF_A_WALK + EMPTY_PAGE : 0);
  }

  /// Whether the limit is for this order: no more went wrong than the one mishap. What is later
  /// than the settle time may meet the call that was made instead, and a call may time out on a
  /// machine that is too slow.
  boolean isFor(Point.Outcome outcome) {
    return outcome.failures() <= 1 && outcome.point().mishap() != Mishap.LATE_AFTER_READ_BACK;
  }

  boolean isKeptBy(Point.Outcome outcome) {
    long writes = outcome.calls().stream().filter(Step::isWriteCall).count();
    long pages = outcome.calls().stream().filter(call -> PAGES.contains(call.label())).count();
    boolean isWalked = outcome.calls().stream().anyMatch(call -> call.label().equals(CONSIGNMENTS));
    long all = outcome.calls().stream().filter(call -> !SHARED.contains(call.label())).count();
    return writes <= mostWrites()
        && pages <= mostPages(isWalked)
        && all <= minimum() + MORE_FOR_DOUBT + pages;
  }
}
