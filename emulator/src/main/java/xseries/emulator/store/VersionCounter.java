package xseries.emulator.store;

import java.util.Random;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// The one growing counter behind every `version`. It starts above 32 bits, as the vendor's numbers
/// do, and leaves gaps, because on the real system other things count with it.
final class VersionCounter {
  private static final long START = 5_303_657_190L;

  /// Seeded rows must get the same versions whatever the switches say.
  private static final long SEEDING_GAP = 7;

  private final long seed;
  private final Settings settings;
  private Random random;
  private boolean isSeeding = true;
  private long last = START;

  VersionCounter(long seed, Settings settings) {
    this.seed = seed;
    this.settings = settings;
    this.random = new Random(seed);
  }

  long next() {
    long gap = isSeeding ? SEEDING_GAP : settings.number(Switch.VERSION_GAP);
    last += random.nextLong(1, gap + 1);
    return last;
  }

  long last() {
    return last;
  }

  /// Goes on from this version, which may be lower than the last one.
  void goOnFrom(long version) {
    last = version;
  }

  void restart() {
    random = new Random(seed);
    isSeeding = true;
    last = START;
  }

  void seeded() {
    isSeeding = false;
  }
}
