package lightspeed.cli;

import lightspeed.xseries.CallBudget;

/// The call budget as people and scripts see it.
final class BudgetWords {
  private BudgetWords() {}

  static String sentence(CallBudget.State state) {
    var limit = state.limit();
    var remaining = state.remaining();
    if (limit == null || remaining == null) {
      return "not known before the first call";
    }
    var blocked = state.blockedUntil();
    return remaining
        + " of "
        + limit
        + " in "
        + Words.duration(state.window())
        + (blocked == null ? "" : "; none before " + Words.time(blocked));
  }

  static Document document(CallBudget.State state) {
    return new Document()
        .with("limit", state.limit())
        .with("remaining", state.remaining())
        .with("window_seconds", state.window().toSeconds())
        .with("blocked_until", state.blockedUntil());
  }
}
