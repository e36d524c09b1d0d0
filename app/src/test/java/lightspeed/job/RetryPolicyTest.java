package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  @Test
  void delaysFollowTheListAndTheLastOneRepeats() {
    RetryPolicy policy =
        new RetryPolicy(9, List.of(Duration.ofSeconds(60), Duration.ofSeconds(300)), 0);

    assertThat(policy.delayAfter(1, new Random())).isEqualTo(Duration.ofSeconds(60));
    assertThat(policy.delayAfter(2, new Random())).isEqualTo(Duration.ofMinutes(5));
    assertThat(policy.delayAfter(7, new Random())).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void jitterSpreadsByATenthBothWays() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Duration> delays =
        random
            .ints(1000)
            .mapToObj(any -> RetryPolicy.DEFAULT.delayAfter(1, random))
            .sorted()
            .toList();

    assertThat(delays)
        .as("seed=%d", seed)
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(54)) >= 0)
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(66)) <= 0);
    assertThat(delays.getLast().minus(delays.getFirst())).isGreaterThan(Duration.ofSeconds(10));
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> new RetryPolicy(0, List.of(Duration.ZERO), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetryPolicy(1, List.of(), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetryPolicy(1, List.of(Duration.ZERO), Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
