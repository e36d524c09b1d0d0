package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every step of sending an order meets every mishap once: the process is killed with -9 before and
/// after each call and each commit, it sleeps past its lease before each call, and each call is
/// lost, late, reset or answered with nonsense. Afterwards there is exactly one consignment with
/// exactly the order's lines, and it cost no more calls than it may.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashMatrixIT {
  private static final int LANES = 3;
  private static final int MOST_TRACES = 10;

  private final AtomicInteger orders = new AtomicInteger();
  private Lanes lanes;

  @BeforeAll
  void open() throws InterruptedException {
    lanes = Lanes.open(LANES, Set.of(1, 3, 1200));
  }

  @AfterAll
  void close() {
    lanes.close();
  }

  @ParameterizedTest(name = "an order of {0} lines")
  @ValueSource(ints = {1, 3, 1200})
  void anOrderArrivesExactlyOnceWhateverHappensAtWhicheverStep(int lines)
      throws InterruptedException {
    long start = System.nanoTime();
    int killsBefore = lanes.kills();
    CallCost cost = new CallCost(lines);
    List<Step> steps = lanes.onFree(lane -> trace(lane, lines, cost));
    List<Point> points = Point.all(steps);

    List<Point.Outcome> outcomes =
        lanes.each(points, (lane, point) -> point.play(lane, nextOrder(), lines));

    List<String> differences =
        outcomes.stream().map(Point.Outcome::difference).flatMap(Optional::stream).toList();
    printCalls(cost, outcomes);
    System.out.printf(
        "Crash matrix, %d lines: %d steps, %d kills, %d sleepers, %d faults, %d orders compared,"
            + " %d differences, %d s%n",
        lines,
        steps.size(),
        lanes.kills() - killsBefore,
        points.stream().filter(point -> point.mishap() == Mishap.ASLEEP).count(),
        points.stream().filter(point -> point.mishap().isFault()).count(),
        points.size() + 1,
        differences.size(),
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
    assertThat(differences).isEmpty();
    assertThat(calls(steps)).as("calls when nothing happens").isEqualTo(cost.minimum());
    assertThat(outcomes.stream().filter(cost::isFor))
        .as("orders that one thing happened to")
        .isNotEmpty()
        .allMatch(cost::isKeptBy);
    assertThat(lanes.kills() - killsBefore).isEqualTo(2 * steps.size());
  }

  /// An order that nothing happens to; another one when a call timed out on a slow machine.
  private List<Step> trace(Lane lane, int lines, CallCost cost) {
    List<Step> steps = List.of();
    for (int n = 0; n < MOST_TRACES && calls(steps) != cost.minimum(); n++) {
      lane.begin(nextOrder(), lines, step -> Fate.UNDISTURBED);
      lane.finish();
      lane.assertExactlyOnce();
      steps = lane.tape.steps();
    }
    steps.forEach(step -> System.out.println("  " + step));
    return steps;
  }

  private static long calls(List<Step> steps) {
    return steps.stream().filter(Step::isCall).count();
  }

  /// For each mishap, the calls that its orders cost, by the step at which it struck.
  private static void printCalls(CallCost cost, List<Point.Outcome> outcomes) {
    System.out.printf(
        "  calls undisturbed: %d; one unknown outcome adds at most 2, and 1 for each of at most %d"
            + " pages%n",
        cost.minimum(), cost.mostPages(true));
    for (Mishap mishap : Mishap.values()) {
      System.out.println(
          outcomes.stream()
              .filter(outcome -> outcome.point().mishap() == mishap)
              .map(outcome -> words(cost, outcome))
              .collect(Collectors.joining(", ", "  calls after " + mishap + " at step ", "")));
    }
  }

  /// Such as `5: 6`; a star where more than that happened.
  private static String words(CallCost cost, Point.Outcome outcome) {
    return outcome.point().step().number()
        + ": "
        + outcome.calls().size()
        + (cost.isFor(outcome) ? "" : "*");
  }

  private String nextOrder() {
    return "PO-CRASH-%04d".formatted(orders.incrementAndGet());
  }
}
