package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Operators put a job that hangs back by the SQL of their notes, while its old worker still lives
/// and goes on afterwards, wherever it just was.
@Api.Dated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HandMadeResetIT {
  private static final int LINES = 3;
  private static final int LANES = 2;

  /// Word for word.
  private static final String RESET =
      """
      UPDATE queue_jobs SET status='PENDING', worker_id=NULL, error_message='Reset due to timeout'
      WHERE status='PROCESSING' AND started_at < DATE_SUB(NOW(), INTERVAL 30 MINUTE);
      """;

  private final AtomicInteger orders = new AtomicInteger();
  private Lanes lanes;

  @BeforeAll
  void open() throws InterruptedException {
    lanes = Lanes.open(LANES, Set.of(LINES));
  }

  @AfterAll
  void close() {
    lanes.close();
  }

  /// Where the old worker is when its job is reset.
  ///
  /// @param isBefore the step has not been carried out yet
  private record Place(int step, boolean isBefore) {}

  @Test
  void aJobThatIsResetByHandWhileItsWorkerLivesArrivesExactlyOnce() throws InterruptedException {
    long start = System.nanoTime();
    List<Step> steps = lanes.onFree(this::trace);
    List<Place> places = places(steps);

    List<String> differences =
        lanes.each(places, this::run).stream().flatMap(Optional::stream).toList();

    System.out.printf(
        "Reset by hand: %d places, %d orders compared, %d differences, %d s%n",
        places.size(),
        places.size() + 1,
        differences.size(),
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
    assertThat(differences).isEmpty();
  }

  private List<Step> trace(Lane lane) {
    lane.begin(nextOrder(), LINES, step -> Fate.UNDISTURBED);
    lane.finish();
    return lane.tape.steps();
  }

  /// A commit that has not been carried out holds the job's row, so that the reset comes after it
  /// anyway; the first step is the claim, before which there is nothing to reset.
  private static List<Place> places(List<Step> steps) {
    List<Place> places = new ArrayList<>();
    for (Step step : steps.subList(0, steps.size() - 1)) {
      if (step.isCall()) {
        places.add(new Place(step.number(), true));
      }
      places.add(new Place(step.number(), false));
    }
    return places;
  }

  private Optional<String> run(Lane lane, Place place) {
    CountDownLatch isReset = new CountDownLatch(1);
    AtomicInteger met = new AtomicInteger();
    String order = nextOrder();
    lane.begin(
        order,
        LINES,
        step ->
            isPlace(step, place) && met.getAndIncrement() == 0
                ? lane.underWay(resetting(lane, place, isReset))
                : Fate.UNDISTURBED);
    try {
      lane.finish();
      assertThat(met).as("the step was met").hasPositiveValue();
      Until.isTrue(() -> isReset.getCount() == 0);
      // The old worker has still to hear how its step ended. What it then does belongs to this
      // order, not to the next one on this lane.
      lane.worker.end();
      lane.assertExactlyOnce();
      return Optional.empty();
    } catch (AssertionError difference) {
      return Optional.of(place + ": " + difference + "\n" + lane.story());
    }
  }

  /// Orders differ in the looks that they share, so a place is met at the next step of its kind.
  private static boolean isPlace(Step step, Place place) {
    return step.number() >= place.step() && (step.isCall() || !place.isBefore());
  }

  /// @param isReset counted down when the job was reset and the helper that did it is gone
  private static Fate resetting(Lane lane, Place place, CountDownLatch isReset) {
    return new Fate() {
      @Override
      public void before(Line line) throws IOException {
        if (place.isBefore()) {
          reset(lane);
          isReset.countDown();
        }
      }

      @Override
      public byte[] after(byte[] answer) {
        if (!place.isBefore()) {
          reset(lane);
          isReset.countDown();
        }
        return answer;
      }
    };
  }

  /// Half an hour passes at once; another worker does the whole job before the old one goes on.
  private static void reset(Lane lane) {
    lane.shop.execute(
        "UPDATE queue_jobs SET started_at = DATE_SUB(started_at, INTERVAL 31 MINUTE)"
            + " WHERE status = 'PROCESSING'");
    lane.shop.execute(RESET.strip().replaceAll(";$", ""));
    try (WorkerSeat other = lane.helper("helper-" + lane.tape.steps().size())) {
      other.ensureRunning();
      Until.isTrue(lane::isSent);
      other.end();
    }
  }

  private String nextOrder() {
    return "PO-RESET-%04d".formatted(orders.incrementAndGet());
  }
}
