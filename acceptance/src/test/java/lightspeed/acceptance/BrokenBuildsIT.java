package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The crash matrix notices a build that lacks a protection: where that protection is all that
/// helps, the product sends an order exactly once, and the broken build does not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrokenBuildsIT {
  private static final int LINES = 3;
  private static final int LANES = 2;

  private static final String CREATE = "POST /consignments";
  private static final String BULK = "POST /consignments/*/bulk";
  private static final String ANNOUNCED =
      "commit of update queue_jobs, insert lightspeed_sync_log ";

  /// Where a protection is needed, as words of the steps.
  private static final Map<Breakage, List<Place>> NEEDED =
      Map.of(
          Breakage.JOURNAL,
          // What was carried out at once is found by reading; the journal knows what may come late.
          List.of(
              new Place(CREATE, Mishap.LATE_AFTER_SENT), new Place(BULK, Mishap.LATE_AFTER_SENT)),
          Breakage.READ_BACK,
          List.of(new Place(CREATE, Mishap.ANSWER_LOST), new Place(BULK, Mishap.RESET_BEFORE)),
          Breakage.FENCING,
          // Not at ADD_PRODUCTS: the answer shows the sleeper what it doubled, and it often repairs
          // it.
          List.of(new Place(ANNOUNCED + "CREATE_CONSIGNMENT", Mishap.ASLEEP)),
          Breakage.BULK,
          List.of(new Place(BULK, Mishap.KILL_AFTER), new Place(BULK, Mishap.ANSWER_LOST)));

  private record Place(String label, Mishap mishap) {
    Point in(List<Step> steps) {
      return steps.stream()
          .filter(step -> step.label().equals(label))
          .findFirst()
          .map(step -> Point.at(step, steps, mishap))
          .orElseThrow(() -> new IllegalStateException("No step is " + label + ": " + steps));
    }
  }

  /// What a broken build did to so many orders.
  private record Find(Breakage without, int orders, int differences) {}

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

  @Test
  void theMatrixFindsEveryBrokenBuildAndNothingInTheProduct(@TempDir Path folder)
      throws InterruptedException {
    long start = System.nanoTime();
    List<Step> steps = lanes.onFree(this::trace);
    List<Place> places = NEEDED.values().stream().flatMap(List::stream).distinct().toList();

    List<String> differences =
        lanes.each(places, (lane, place) -> play(lane, place.in(steps))).stream()
            .flatMap(Optional::stream)
            .toList();
    List<Find> finds =
        lanes.each(
            List.of(Breakage.values()),
            (lane, breakage) -> playBroken(lane, breakage, steps, folder));

    System.out.printf(
        "Broken builds: %d orders by the product, %d differences; %s; %d s%n",
        places.size(),
        differences.size(),
        finds,
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
    assertThat(differences).isEmpty();
    assertThat(finds).allMatch(find -> find.differences() == find.orders());
  }

  @Test
  void aBuildIsNotBrokenByNamesThatAreNotThere(@TempDir Path folder) {
    assertThatThrownBy(
            () ->
                BrokenBuild.in(
                    folder, Map.of("lightspeed.job.HeldJob", Set.of("requireClaim", "requireAll"))))
        .hasMessageContaining("has no methods [requireAll]");
  }

  private List<Step> trace(Lane lane) {
    lane.begin(nextOrder(), LINES, step -> Fate.UNDISTURBED);
    lane.finish();
    return lane.tape.steps();
  }

  private Optional<String> play(Lane lane, Point point) {
    return point.play(lane, nextOrder(), LINES).difference();
  }

  /// How many of the places where the protection is needed went wrong without it.
  private Find playBroken(Lane lane, Breakage breakage, List<Step> steps, Path folder) {
    List<Place> needed = NEEDED.getOrDefault(breakage, List.of());
    lane.employ(breakage, BrokenBuild.in(folder.resolve(breakage.word()), breakage.idleMethods()));
    try {
      List<String> differences =
          needed.stream()
              .map(place -> play(lane, place.in(steps)))
              .flatMap(Optional::stream)
              .toList();
      differences.forEach(
          one ->
              System.out.printf(
                  "  without %s: %s%n", breakage, one.lines().findFirst().orElseThrow()));
      return new Find(breakage, needed.size(), differences.size());
    } finally {
      lane.employProduct();
    }
  }

  private String nextOrder() {
    return "PO-BROKEN-%04d".formatted(orders.incrementAndGet());
  }
}
