package lightspeed.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// All that a seed decides: how large the order is, which calls go wrong and how, and where
/// processes die or fall asleep.
///
/// @param dooms one for each attempt, in order; later attempts live
record CampaignScript(int lines, List<Fault> faults, List<Doom> dooms) {
  private static final int MANY_LINES_IN = 150;
  private static final int DOOMED_ATTEMPTS = 6;
  private static final int EVENTS = 16;

  /// From well within the request's time-out to long after everything is settled.
  private static final int[] DELAYS = {10, 60, 130, 170, 250, 400};

  private record Target(String method, String path, int weight) {}

  private static final List<Target> TARGETS =
      List.of(
          new Target("POST", "/consignments", 6),
          new Target("POST", "/consignments/*/bulk", 6),
          new Target("PUT", "/consignments/*", 4),
          new Target("GET", "/consignments", 1),
          new Target("GET", "/consignments/*", 2),
          new Target("GET", "/consignments/*/products", 2),
          new Target("PUT", "/consignments/*/products/*", 2),
          new Target("DELETE", "/consignments/*", 2));

  private static final List<FaultKind> KINDS =
      List.of(
          FaultKind.LOST_ANSWER,
          FaultKind.LOST_ANSWER,
          FaultKind.LATE_APPLY,
          FaultKind.LATE_APPLY,
          FaultKind.LATE_APPLY,
          FaultKind.RESET_BEFORE,
          FaultKind.STATUS,
          FaultKind.STATUS,
          FaultKind.GARBAGE,
          FaultKind.TRUNCATED,
          FaultKind.WRONG_TYPE,
          FaultKind.RATE_LIMIT,
          FaultKind.DELAY);

  static CampaignScript of(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    boolean isLarge = random.nextInt(MANY_LINES_IN) == 0;
    int lines = isLarge ? 501 + random.nextInt(600) : 1 + random.nextInt(30);
    List<Fault> faults = new ArrayList<>();
    int count = random.nextInt(5);
    for (int n = 0; n < count; n++) {
      faults.add(fault(random));
    }
    List<Doom> dooms = new ArrayList<>();
    for (int attempt = 0; attempt < DOOMED_ATTEMPTS; attempt++) {
      dooms.add(doom(random));
    }
    return new CampaignScript(lines, faults, dooms);
  }

  private static Fault fault(Random random) {
    Target target = target(random);
    FaultKind kind = KINDS.get(random.nextInt(KINDS.size()));
    Fault fault =
        Fault.of(kind)
            .on(target.method(), target.path())
            .nth(1 + random.nextInt(2))
            .status(random.nextBoolean() ? 503 : 500)
            .delay(Duration.ofMillis(DELAYS[random.nextInt(DELAYS.length)]));
    return kind == FaultKind.STATUS && random.nextBoolean() ? fault.applied() : fault;
  }

  private static Target target(Random random) {
    int at = random.nextInt(TARGETS.stream().mapToInt(Target::weight).sum());
    for (Target target : TARGETS) {
      at -= target.weight();
      if (at < 0) {
        return target;
      }
    }
    throw new IllegalStateException("The weights do not add up.");
  }

  private static Doom doom(Random random) {
    int event = 1 + random.nextInt(EVENTS);
    return switch (random.nextInt(6)) {
      case 0 -> Doom.at(Doom.Fate.DIE, event);
      case 1 -> Doom.at(Doom.Fate.SLEEP, event);
      default -> Doom.none();
    };
  }

  boolean hasLateEffects() {
    return faults.stream().anyMatch(fault -> fault.kind() == FaultKind.LATE_APPLY);
  }

  /// The longest time after which a request may still take effect.
  static Duration longestDelay() {
    return Duration.ofMillis(DELAYS[DELAYS.length - 1]);
  }

  @Override
  public String toString() {
    StringBuilder words = new StringBuilder(lines + " lines");
    for (Fault fault : faults) {
      words
          .append("; ")
          .append(fault.kind())
          .append(fault.isApplied() ? " applied" : "")
          .append(" on ")
          .append(fault.method())
          .append(' ')
          .append(fault.path())
          .append(" nth ")
          .append(fault.when().nth())
          .append(" delay ")
          .append(fault.delay().toMillis());
    }
    for (int attempt = 0; attempt < dooms.size(); attempt++) {
      if (dooms.get(attempt).fate() != Doom.Fate.LIVE) {
        words.append("; attempt ").append(attempt + 1).append(' ').append(dooms.get(attempt));
      }
    }
    return words.toString();
  }
}
