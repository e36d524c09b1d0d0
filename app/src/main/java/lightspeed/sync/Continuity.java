package lightspeed.sync;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Whether an attempt may rely on what it did and read itself. The journal tells what we did, not
/// what is there: while we were away, people may have been at work.
///
/// **Threads:** used by the attempt's thread only.
final class Continuity {
  /// More than this between two writes, and nothing that was known before counts.
  static final Duration LONGEST_GAP = Duration.ofMinutes(1);

  private final LongSupplier nanoTicker;
  private boolean isFirst;
  private boolean hasCreated;
  private boolean hasTouched;
  private boolean hasJustRead;
  private long touchedNanos;

  /// The first write is still to come, and depends on what the SKUs meant at that moment.
  private boolean hasChecked;
  private long checkedNanos;

  Continuity(LongSupplier nanoTicker) {
    this.nanoTicker = nanoTicker;
  }

  /// Nothing of this order was ever announced before.
  void isFirst() {
    isFirst = true;
  }

  /// The attempt has made the consignment.
  void created() {
    hasCreated = true;
  }

  /// Whether all that is there is the work of this attempt.
  boolean knowsWhatIsThere() {
    return isFirst && hasCreated;
  }

  /// The attempt has made sure that it knows what the order's SKUs mean.
  void checked() {
    hasChecked = true;
    checkedNanos = nanoTicker.getAsLong();
  }

  /// The attempt has written.
  void wrote() {
    hasChecked = false;
    touch(false);
  }

  /// The attempt has read all that the next write depends on.
  void read() {
    touch(true);
  }

  private void touch(boolean isReading) {
    hasTouched = true;
    hasJustRead = isReading;
    touchedNanos = nanoTicker.getAsLong();
  }

  /// Stands directly before a write, after its call was granted. The write that follows a reading
  /// directly is always made, so that each attempt gets further, however long calls have to wait.
  ///
  /// @throws CheckedTooLongAgo when it is the first write, and the SKUs were asked for too long ago
  /// @throws WaitFor when the attempt stood still for too long; the next one reads first
  void require() {
    long now = nanoTicker.getAsLong();
    if (hasChecked && now - checkedNanos > LONGEST_GAP.toNanos()) {
      throw new CheckedTooLongAgo();
    }
    if (hasTouched && !hasJustRead && now - touchedNanos > LONGEST_GAP.toNanos()) {
      throw new WaitFor(
          Duration.ZERO,
          "More than a minute passed between two steps; what is in Lightspeed is read first.");
    }
  }
}
