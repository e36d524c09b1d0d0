package lightspeed.sync;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// The waiting time after which a request that was never answered is taken to have had its effect,
/// or to have none. It is waited in full from the moment an attempt takes the doubt over.
record Settling(Supplier<Duration> source, Doubts doubts) {

  Duration time() {
    return source.get();
  }

  /// How long these writes may still take effect; zero when all had their time.
  Duration remaining(List<JournalEntry> entries) {
    Duration longest = Duration.ZERO;
    for (JournalEntry entry : entries) {
      Duration rest = time().minus(doubts.waited(entry));
      if (rest.compareTo(longest) > 0) {
        longest = rest;
      }
    }
    return longest;
  }

  /// @throws WaitFor when one of these writes may still take effect
  void require(List<JournalEntry> entries, String what) {
    Duration rest = remaining(entries);
    if (!rest.isZero()) {
      throw new WaitFor(rest, "waits until an unanswered request has settled (" + what + ")");
    }
  }
}
