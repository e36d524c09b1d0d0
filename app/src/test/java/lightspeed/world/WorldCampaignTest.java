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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Orders in a world that changes: every seed lets staff, the catalogue, operators, broken calls
/// and restores at them, and when it is quiet again the invariants must hold.
///
/// More seeds, or other ones: `-Dworld.seeds=20000 -Dworld.seed=100000`. One seed again:
/// `-Dworld.seeds=1 -Dworld.seed=4711`.
@Tag("slow")
final class WorldCampaignTest {
  private static final int LANES = 8;
  private static final int SEEDS = 120;

  private static final int SEEDS_FOR_A_BROKEN_PRODUCT = 400;

  @Test
  void theInvariantsHoldWheneverTheWorldIsQuietAgain() throws Exception {
    Campaign campaign = new Campaign(WorldBreakage.NONE, Integer.getInteger("world.seeds", SEEDS));

    campaign.run();

    assertThat(campaign.failures).as("seeds with violations").isEmpty();
    assertThat(campaign.checked()).isEqualTo(campaign.seeds);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void noticesAProductThatBreaksARule(WorldBreakage breakage) throws Exception {
    Campaign campaign = new Campaign(breakage, SEEDS_FOR_A_BROKEN_PRODUCT);

    campaign.run();

    assertThat(campaign.failures).as("harm done by " + breakage).anyMatch(Campaign::isHarm);
  }

  private static final class Campaign {
    private final WorldBreakage breakage;
    private final long first = Long.getLong("world.seed", 1);
    private final int seeds;
    private final AtomicLong next = new AtomicLong(first);
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<WorldLane.Tally> tallies = new ConcurrentLinkedQueue<>();

    Campaign(WorldBreakage breakage, int seeds) {
      this.breakage = breakage;
      this.seeds = seeds;
    }

    void run() throws Exception {
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
    }

    int checked() {
      return tallies.stream().mapToInt(tally -> tally.checked).sum();
    }

    /// Goods ordered twice, and nobody is told.
    static boolean isHarm(String failure) {
      return failure.contains("[1: ") || failure.contains(" 1: ");
    }

    private void playInALane() throws IOException, InterruptedException {
      WorldLane.Tally tally = new WorldLane.Tally();
      tallies.add(tally);
      try (WorldLane lane = new WorldLane(tally, breakage)) {
        for (long seed = next.getAndIncrement();
            seed < first + seeds && !isOver();
            seed = next.getAndIncrement()) {
          List<String> violations = lane.play(seed);
          if (!violations.isEmpty()) {
            failures.add(
                "seed "
                    + seed
                    + ": "
                    + violations
                    + "\n    script: "
                    + WorldScript.of(seed).steps());
            if (seeds == 1) {
              System.out.print(lane.story());
            }
          }
        }
      }
    }

    /// A broken product has shown enough when it has done harm once.
    private boolean isOver() {
      return breakage != WorldBreakage.NONE && failures.stream().anyMatch(Campaign::isHarm);
    }

    private void report(Duration took) {
      Map<Act, Integer> acts = new EnumMap<>(Act.class);
      tallies.forEach(
          tally -> tally.acts.forEach((act, times) -> acts.merge(act, times, Integer::sum)));
      System.out.printf(
          "world campaign, product %s: seeds %d (from %d), orders %d, acts %s, violations %d, %d s,"
              + " %d seeds a minute%n",
          breakage,
          checked(),
          first,
          tallies.stream().mapToInt(tally -> tally.orders).sum(),
          acts,
          failures.size(),
          took.toSeconds(),
          checked() * 60_000L / Math.max(1, took.toMillis()));
      failures.stream().limit(10).forEach(failure -> System.out.println("  " + failure));
    }
  }
}
