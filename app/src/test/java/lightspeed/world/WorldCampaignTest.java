package lightspeed.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import lightspeed.world.WorldScript.Act;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Orders in a world that changes: every seed lets staff, the catalogue, operators, broken calls and
/// restores at them, and when it is quiet again the invariants must hold.
///
/// More seeds, or other ones: `-Dworld.seeds=20000 -Dworld.seed=100000`. One seed again:
/// `-Dworld.seeds=1 -Dworld.seed=4711`.
@Tag("slow")
final class WorldCampaignTest {
  private static final int LANES = 8;
  private static final int SEEDS = 300;

  private final long first = Long.getLong("world.seed", 1);
  private final int seeds = Integer.getInteger("world.seeds", SEEDS);
  private final AtomicLong next = new AtomicLong(first);
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<WorldLane.Tally> tallies = new ConcurrentLinkedQueue<>();

  @Test
  void theInvariantsHoldWheneverTheWorldIsQuietAgain() throws Exception {
    long started = System.nanoTime();
    int lanes = Math.min(LANES, seeds);
    try (ExecutorService threads = Executors.newFixedThreadPool(lanes)) {
      List<Future<?>> running = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        running.add(
            threads.submit(
                () -> {
                  playInALane();
                  return null;
                }));
      }
      for (Future<?> lane : running) {
        lane.get();
      }
    }
    report(Duration.ofNanos(System.nanoTime() - started));

    assertThat(failures).as("seeds with violations").isEmpty();
    assertThat(tallies.stream().mapToInt(tally -> tally.checked).sum()).isEqualTo(seeds);
  }

  private void playInALane() throws IOException, InterruptedException {
    WorldLane.Tally tally = new WorldLane.Tally();
    tallies.add(tally);
    try (WorldLane lane = new WorldLane(tally)) {
      for (long seed = next.getAndIncrement();
          seed < first + seeds;
          seed = next.getAndIncrement()) {
        List<String> violations = lane.play(seed);
        if (!violations.isEmpty()) {
          failures.add(
              "seed " + seed + ": " + violations + "\n    script: " + WorldScript.of(seed).steps());
          if (seeds == 1) {
            System.out.print(lane.story());
          }
        }
      }
    }
  }

  private void report(Duration took) {
    Map<Act, Integer> acts = new EnumMap<>(Act.class);
    tallies.forEach(
        tally -> tally.acts.forEach((act, times) -> acts.merge(act, times, Integer::sum)));
    System.out.printf(
        "world campaign: seeds %d (from %d), orders %d, acts %s, violations %d, %d s, %d seeds a"
            + " minute%n",
        seeds,
        first,
        tallies.stream().mapToInt(tally -> tally.orders).sum(),
        acts,
        failures.size(),
        took.toSeconds(),
        seeds * 60_000L / Math.max(1, took.toMillis()));
    failures.stream().limit(10).forEach(failure -> System.out.println("  " + failure));
  }
}
