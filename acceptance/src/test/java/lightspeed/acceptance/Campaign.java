package lightspeed.acceptance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/// Two or three mishaps in the life of one order, all drawn from one seed: which they are, where
/// they strike, how long the order is. The same seed always plans the same.
///
/// Each strikes a few steps after the one before, at the first step that it fits: mostly in the
/// middle of the recovery from that one.
record Campaign(long seed, int lines, List<Blow> blows) {
  private static final int[] SIZES = {1, 3, 3, 40};

  /// Short orders have twelve steps; a recovery has a few more.
  private static final int MOST_STEPS_BETWEEN = 10;

  Campaign {
    blows = List.copyOf(blows);
  }

  /// @param gap strikes so many steps after the one before, or later
  record Blow(int gap, Mishap mishap) {}

  static Campaign of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int lines = SIZES[random.nextInt(SIZES.length)];
    List<Blow> blows = new ArrayList<>();
    int count = 2 + random.nextInt(2);
    for (int n = 0; n < count; n++) {
      Mishap[] all = Mishap.values();
      blows.add(new Blow(1 + random.nextInt(MOST_STEPS_BETWEEN), all[random.nextInt(all.length)]));
    }
    return new Campaign(seed, lines, blows);
  }

  /// What it led to.
  ///
  /// @param struck the mishaps that found a step
  /// @param difference nothing when the order arrived exactly once
  record Outcome(List<String> struck, Optional<String> difference) {}

  Outcome run(Lane lane) {
    Course course = new Course(lane);
    lane.begin("PO-SEED-" + seed, lines, course);
    try {
      lane.finish();
      lane.assertExactlyOnce();
      return new Outcome(course.struck(), Optional.empty());
    } catch (AssertionError difference) {
      return new Outcome(
          course.struck(),
          Optional.of(this + "\n" + course.struck() + "\n" + difference + "\n" + lane.story()));
    }
  }

  /// Strikes one blow after the other. The tape asks for one step at a time.
  private final class Course implements Fate.Director {
    private final Lane lane;
    private final Deque<Blow> left = new ArrayDeque<>(blows);
    private final List<String> struck = new CopyOnWriteArrayList<>();
    private int last;

    Course(Lane lane) {
      this.lane = lane;
    }

    @Override
    public Fate of(Step step) {
      Blow next = left.peek();
      if (next == null || step.number() < last + next.gap() || !next.mishap().fits(step)) {
        return Fate.UNDISTURBED;
      }
      left.remove();
      last = step.number();
      struck.add(next.mishap() + " at " + step);
      return next.mishap().fate(lane, step);
    }

    List<String> struck() {
      return List.copyOf(struck);
    }
  }
}
