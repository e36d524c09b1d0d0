package lightspeed.signin;

import java.time.Duration;
import java.util.function.LongSupplier;
import lightspeed.server.SourceLimit;

/// Who is asked first for the password when many wait: addresses from which people signed in
/// lately, then those that were tried least often.
///
/// **Threads:** safe.
final class AttemptRanks {
  private static final Duration LATELY = Duration.ofHours(12);
  private static final int MAX_ADDRESSES = 10_000;

  /// More than one address may try in a window.
  private static final int AHEAD = 1_000;

  private final SourceLimit attempts;
  private final SourceLimit successes;

  AttemptRanks(LongSupplier nanoTicker) {
    this.attempts = new SourceLimit(MAX_ADDRESSES, nanoTicker);
    this.successes = new SourceLimit(MAX_ADDRESSES, nanoTicker);
  }

  /// Counts an attempt.
  ///
  /// @return the lowest goes first
  int next(String addressGroup) {
    int before = attempts.requests(addressGroup, SignInTries.WINDOW);
    var _ = attempts.refuse(addressGroup, Integer.MAX_VALUE, SignInTries.WINDOW);
    return successes.requests(addressGroup, LATELY) > 0 ? before - AHEAD : before;
  }

  void succeeded(String addressGroup) {
    var _ = successes.refuse(addressGroup, Integer.MAX_VALUE, LATELY);
  }
}
