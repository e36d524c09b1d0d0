package lightspeed.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// One mishap at one step of sending an order. The step is known by its label, because a worker
/// that has just started may do something else before: its number would then be that of another
/// step.
///
/// @param occurrence which of the steps with this label, from 1
record Point(Step step, int occurrence, Mishap mishap) {

  /// How the order came out.
  ///
  /// @param calls made until it was sent
  /// @param failures how many attempts to send it failed or were lost
  /// @param difference nothing when it arrived exactly once
  record Outcome(Point point, List<Step> calls, int failures, Optional<String> difference) {}

  /// @param steps of an order that nothing happens to; `step` is one of them
  static Point at(Step step, List<Step> steps, Mishap mishap) {
    long occurrence =
        steps.stream()
            .filter(other -> other.label().equals(step.label()))
            .filter(other -> other.number() <= step.number())
            .count();
    return new Point(step, (int) occurrence, mishap);
  }

  /// All mishaps that fit, at each of these steps.
  static List<Point> all(List<Step> steps) {
    List<Point> points = new ArrayList<>();
    for (Step step : steps) {
      for (Mishap mishap : Mishap.values()) {
        if (mishap.fits(step)) {
          points.add(at(step, steps, mishap));
        }
      }
    }
    return points;
  }

  /// Sends an order to which this happens, and compares.
  ///
  /// @throws IllegalStateException when the step never came
  Outcome play(Lane lane, String order, int lines) {
    AtomicInteger passed = new AtomicInteger();
    lane.begin(
        order,
        lines,
        passing -> {
          boolean isThis =
              passing.label().equals(step.label()) && passed.incrementAndGet() == occurrence;
          return isThis ? mishap.fate(lane, passing) : Fate.UNDISTURBED;
        });
    Optional<String> difference = Optional.empty();
    try {
      lane.finish();
      lane.assertExactlyOnce();
    } catch (AssertionError different) {
      difference = Optional.of(this + ": " + different + "\n" + lane.story());
    }
    if (passed.get() < occurrence) {
      throw new IllegalStateException(this + " never came\n" + lane.story());
    }
    return new Outcome(this, lane.callsOfSending(), lane.failures(), difference);
  }

  @Override
  public String toString() {
    return mishap + " at " + step;
  }
}
