package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacingTest {
  private static final Duration QUICK_LOOK = Duration.ofMillis(1);

  @Test
  void looksAreFastAfterAJobAndThenSlowDownToTheSetting() {
    PollPace pace = new PollPace();
    Duration longest = Duration.ofSeconds(5);

    Duration first = pace.pauseAfter(QUICK_LOOK, longest);
    for (int look = 0; look < 100; look++) {
      pace.pauseAfter(QUICK_LOOK, longest);
    }
    Duration idle = pace.pauseAfter(QUICK_LOOK, longest);
    pace.found();
    Duration again = pace.pauseAfter(QUICK_LOOK, longest);

    assertThat(first).isEqualTo(Duration.ofMillis(50));
    assertThat(idle).isEqualTo(longest);
    assertThat(again).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void anExpensiveLookIsMadeRarely() {
    Duration pause = new PollPace().pauseAfter(Duration.ofMillis(200), Duration.ofMillis(100));

    assertThat(pause).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void onlyShortJobsAreFetchedAhead() {
    Prefetch prefetch = new Prefetch();

    int unknown = prefetch.jobs(8);
    for (int run = 0; run < 100; run++) {
      prefetch.ran(Duration.ofNanos(5_000).toNanos());
    }
    int afterShortJobs = prefetch.jobs(8);
    prefetch.ran(Duration.ofMillis(300).toNanos());
    int afterALongJob = prefetch.jobs(8);

    assertThat(unknown).isZero();
    assertThat(afterShortJobs).isEqualTo(Prefetch.MAX_JOBS);
    assertThat(afterALongJob).isZero();
  }
}
