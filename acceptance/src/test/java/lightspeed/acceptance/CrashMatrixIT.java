package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every step of sending an order meets every mishap once: the process is killed with -9 before and
/// after each call and each commit, and each call is lost, late, reset or answered with nonsense.
/// Afterwards there is exactly one consignment with exactly the order's lines.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashMatrixIT {
  private static final int LANES = 3;

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

  /// One mishap at one step.
  private record Point(Step step, Mishap mishap) {}

  @ParameterizedTest(name = "an order of {0} lines, sent by {1} calls")
  @CsvSource({"1, 3", "3, 3", "1200, 5"})
  void anOrderArrivesExactlyOnceWhateverHappensAtWhicheverStep(int lines, int calls)
      throws InterruptedException {
    long start = System.nanoTime();
    int killsBefore = lanes.kills();
    List<Step> steps = lanes.onFree(lane -> trace(lane, lines));
    List<Point> points = points(steps);

    List<String> differences =
        lanes.each(points, (lane, point) -> run(lane, lines, point)).stream()
            .flatMap(Optional::stream)
            .toList();

    System.out.printf(
        "Crash matrix, %d lines: %d steps, %d kills, %d faults, %d orders compared,"
            + " %d differences, %d s%n",
        lines,
        steps.size(),
        lanes.kills() - killsBefore,
        points.stream().filter(point -> !point.mishap().isKill()).count(),
        points.size() + 1,
        differences.size(),
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
    assertThat(differences).isEmpty();
    assertThat(steps.stream().filter(Step::isCall)).hasSize(calls);
    assertThat(lanes.kills() - killsBefore).isEqualTo(2 * steps.size());
  }

  /// An order that nothing happens to.
  private List<Step> trace(Lane lane, int lines) {
    lane.begin(nextOrder(), lines, step -> Fate.UNDISTURBED);
    lane.finish();
    lane.assertExactlyOnce();
    List<Step> steps = lane.tape.steps();
    steps.forEach(step -> System.out.println("  " + step));
    return steps;
  }

  private static List<Point> points(List<Step> steps) {
    List<Point> points = new ArrayList<>();
    for (Step step : steps) {
      for (Mishap mishap : Mishap.values()) {
        if (mishap.fits(step)) {
          points.add(new Point(step, mishap));
        }
      }
    }
    return points;
  }

  private Optional<String> run(Lane lane, int lines, Point point) {
    AtomicInteger met = new AtomicInteger();
    lane.begin(
        nextOrder(),
        lines,
        step -> {
          if (step.number() != point.step().number()) {
            return Fate.UNDISTURBED;
          }
          met.incrementAndGet();
          return point.mishap().fate(lane, step);
        });
    try {
      lane.finish();
      lane.assertExactlyOnce();
      assertThat(met).as("the step was met").hasValue(1);
      return Optional.empty();
    } catch (AssertionError difference) {
      return Optional.of(
          point.mishap() + " at " + point.step() + ": " + difference + "\n" + lane.story());
    }
  }

  private String nextOrder() {
    return "PO-CRASH-%04d".formatted(orders.incrementAndGet());
  }
}
