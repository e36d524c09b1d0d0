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
import java.util.regex.Pattern;
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
  /// More than cores: a lane waits most of the time for requests that time out or settle.
  private static final int LANES = 16;

  private static final int SEEDS = 2_000;
  private static final int SEEDS_FOR_A_BROKEN_ENGINE = 200;
  private static final int SHOWN_OF_A_BROKEN_ENGINE = 3;

  private record Failure(long seed, List<String> problems, String story) {
    /// Goods ordered twice, or in another quantity; not just an order that does not get through.
    boolean isHarm() {
      return problems.stream().anyMatch(HARM.asMatchPredicate());
    }
  }

  private static final Pattern HARM =
      Pattern.compile("([2-9]|\\d{2,}) live consignments .*|.* is .+ at .+, not .+ at .+");

  @Test
  void sendsEveryOrderExactlyOnceWhateverHappens() throws Exception {
    int seeds = Integer.getInteger("campaign.seeds", SEEDS);
    Campaign campaign = new Campaign(Breakage.NONE, seeds);

    campaign.run();

    assertThat(campaign.failures).as("failing seeds").isEmpty();
    assertThat(campaign.played.get()).isEqualTo(seeds);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      // Since every later attempt reads before it adds, no changed statement makes a bulk call
      // blind; BrokenBuildsIT takes that reading out of real workers.
      names = {"NONE", "BLIND_BULK"})
  void noticesAnEngineThatIsBroken(Breakage breakage) throws Exception {
    Campaign campaign = new Campaign(breakage, SEEDS_FOR_A_BROKEN_ENGINE);

    campaign.run();

    assertThat(campaign.failures).as("harm done by " + breakage).anyMatch(Failure::isHarm);
  }

  private static final class Campaign {
    private final Breakage breakage;
    private final long first = Long.getLong("campaign.seed", 1);
    private final AtomicLong next = new AtomicLong(first);
    private final long end;
    private final AtomicLong played = new AtomicLong();
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<CampaignLane.Tally> tallies = new ConcurrentLinkedQueue<>();
    private final long startedNanos = System.nanoTime();

    Campaign(Breakage breakage, int seeds) {
      this.breakage = breakage;
      this.end = first + seeds;
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

    /// A broken engine has shown enough when it has done harm once.
    private boolean isOver() {
      return breakage != Breakage.NONE && failures.stream().anyMatch(Failure::isHarm);
    }

    private void report() {
      int attempts = tallies.stream().mapToInt(tally -> tally.attempts).sum();
      int broken = tallies.stream().mapToInt(tally -> tally.brokenCalls).sum();
      int deaths = tallies.stream().mapToInt(tally -> tally.deaths).sum();
      int sleeps = tallies.stream().mapToInt(tally -> tally.sleeps).sum();
      Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
      System.out.printf(
          "campaign, engine %s: seeds %d (from %d), attempts %d, broken calls %d, deaths %d,"
              + " sleepers %d, orders compared %d, differences %d, %d s, %d seeds a minute%n",
          breakage,
          played.get(),
          first,
          attempts,
          broken,
          deaths,
          sleeps,
          played.get(),
          failures.size(),
          took.toSeconds(),
          played.get() * 60_000 / took.toMillis());
      tallies.stream()
          .flatMap(tally -> tally.surprises.stream())
          .distinct()
          .limit(20)
          .forEach(surprise -> System.out.println("  surprise: " + surprise));
      long shown = breakage == Breakage.NONE ? failures.size() : SHOWN_OF_A_BROKEN_ENGINE;
      for (Failure failure : failures.stream().limit(shown).toList()) {
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
