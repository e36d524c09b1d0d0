package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Orders under fire: every seed is an order with its own faults, deaths and sleeping workers, and
/// in the end Lightspeed must have it exactly once.
///
/// More seeds, or other ones: `-Dcampaign.seeds=20000 -Dcampaign.seed=100000`. One seed again:
/// `-Dcampaign.seeds=1 -Dcampaign.seed=4711`.
@Tag("slow")
final class ExactlyOnceCampaignTest {
  private static final int LANES = 8;
  private static final Duration LONGEST = Duration.ofSeconds(150);
  private static final int SEEDS_FOR_A_BROKEN_ENGINE = 200;

  private record Failure(long seed, List<String> problems, String story) {}

  @Test
  void sendsEveryOrderExactlyOnceWhateverHappens() throws Exception {
    int asked = Integer.getInteger("campaign.seeds", 0);
    Campaign campaign = new Campaign(Breakage.NONE, asked == 0 ? 2_000 : asked, asked == 0);

    campaign.run();

    assertThat(campaign.failures).as("failing seeds").isEmpty();
    assertThat(campaign.played.get()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void noticesAnEngineThatIsBroken(Breakage breakage) throws Exception {
    Campaign campaign = new Campaign(breakage, SEEDS_FOR_A_BROKEN_ENGINE, false);

    campaign.run();

    assertThat(campaign.failures).as("failing seeds with " + breakage).isNotEmpty();
  }

  private static final class Campaign {
    private final Breakage breakage;
    private final long first = Long.getLong("campaign.seed", 1);
    private final AtomicLong next = new AtomicLong(first);
    private final long end;
    private final boolean isTimed;
    private final AtomicLong played = new AtomicLong();
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<CampaignLane.Tally> tallies = new ConcurrentLinkedQueue<>();
    private final long startedNanos = System.nanoTime();

    Campaign(Breakage breakage, int seeds, boolean isTimed) {
      this.breakage = breakage;
      this.end = first + seeds;
      this.isTimed = isTimed;
    }

    void run() throws InterruptedException, ExecutionException {
      int lanes = (int) Math.min(LANES, end - first);
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
      report();
    }

    private void playInALane() throws IOException, InterruptedException {
      CampaignLane.Tally tally = new CampaignLane.Tally();
      tallies.add(tally);
      try (CampaignLane lane = new CampaignLane(breakage)) {
        for (long seed = next.getAndIncrement();
            seed < end && !isOver();
            seed = next.getAndIncrement()) {
          List<String> problems = lane.play(seed, tally);
          played.incrementAndGet();
          if (!problems.isEmpty()) {
            failures.add(new Failure(seed, problems, lane.story()));
          }
        }
      }
    }

    /// One failure of a broken engine is enough.
    private boolean isOver() {
      boolean isLate = System.nanoTime() - startedNanos > LONGEST.toNanos();
      return (isTimed && isLate) || (breakage != Breakage.NONE && !failures.isEmpty());
    }

    private void report() {
      int attempts = tallies.stream().mapToInt(tally -> tally.attempts).sum();
      int broken = tallies.stream().mapToInt(tally -> tally.brokenCalls).sum();
      int deaths = tallies.stream().mapToInt(tally -> tally.deaths).sum();
      int sleeps = tallies.stream().mapToInt(tally -> tally.sleeps).sum();
      Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
      System.out.printf(
          "campaign, engine %s: seeds %d (from %d), attempts %d, broken calls %d, deaths %d,"
              + " sleepers %d, orders compared %d, differences %d, %d s%n",
          breakage,
          played.get(),
          first,
          attempts,
          broken,
          deaths,
          sleeps,
          played.get(),
          failures.size(),
          took.toSeconds());
      tallies.stream()
          .flatMap(tally -> tally.surprises.stream())
          .distinct()
          .limit(20)
          .forEach(surprise -> System.out.println("  surprise: " + surprise));
      for (Failure failure : failures) {
        System.out.println("  seed " + failure.seed() + ": " + failure.problems());
        System.out.println("    script: " + CampaignScript.of(failure.seed()));
        System.out.println(
            "    replay: mvn -pl emulator,app -am test -Dtest=ExactlyOnceCampaignTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dcampaign.seeds=1"
                + " -Dcampaign.seed="
                + failure.seed());
        if (breakage == Breakage.NONE) {
          System.out.print(failure.story());
        }
      }
    }
  }
}
