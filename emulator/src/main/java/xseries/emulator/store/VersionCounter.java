package xseries.emulator.store;

import java.util.Random;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// The one growing counter behind every `version`. It starts above 32 bits, as the vendor's numbers
/// do, and leaves gaps, because on the real system other things count with it.
final class VersionCounter {
  private static final long START = 5_303_657_190L;

  /// Each birth has so many versions of its own, as a power of two.
  private static final int BITS_FOR_EACH_BIRTH = 31;

  /// Seeded rows must get the same versions whatever the switches say.
  private static final long SEEDING_GAP = 7;

  private final long seed;
  private final Settings settings;
  private Random random;
  private boolean isSeeding = true;
  private long birth;
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

  /// Begins the versions of a birth.
  void restart(long newBirth) {
    birth = newBirth;
    random = new Random(seed);
    isSeeding = true;
    last = START + offset();
  }

  /// How far the versions of this birth are above those of birth 0.
  long offset() {
    return birth << BITS_FOR_EACH_BIRTH;
  }

  void seeded() {
    isSeeding = false;
  }
}
