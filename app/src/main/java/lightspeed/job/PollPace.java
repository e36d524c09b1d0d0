package lightspeed.job;

import java.time.Duration;

/// How long to wait before looking again into a queue that had nothing: short while jobs come, then
/// longer and longer.
final class PollPace {
  private static final Duration FAST = Duration.ofMillis(50);

  /// A second of fast looks after the last job.
  private static final int FAST_LOOKS = 20;

  /// A look that takes long (many waiting jobs of paused types, a slow database) is made rarely, so
  /// that looking takes at most a tenth of the time.
  private static final int MIN_PAUSE_PER_LOOK = 9;

  private int idleLooks;
  private Duration slow = FAST;

  void found() {
    idleLooks = 0;
    slow = FAST;
  }

  /// @param look how long the vain look took
  /// @param longest the longest pause people want
  Duration pauseAfter(Duration look, Duration longest) {
    idleLooks++;
    if (idleLooks > FAST_LOOKS) {
      slow = slow.multipliedBy(3).dividedBy(2);
    }
    if (slow.compareTo(longest) > 0) {
      slow = longest;
    }
    Duration gentle = look.multipliedBy(MIN_PAUSE_PER_LOOK);
    return slow.compareTo(gentle) > 0 ? slow : gentle;
  }
}
