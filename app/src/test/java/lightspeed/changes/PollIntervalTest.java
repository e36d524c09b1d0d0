package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lightspeed.xseries.CallBudget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PollIntervalTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void theDefaultIsMadeLongerWhereItWouldCostMoreThanOneInAHundredCalls() {
    assertThat(interval(true, 350)).isEqualTo(Duration.ofSeconds(86));
    assertThat(interval(true, 650)).isEqualTo(MINUTE);
  }

  @Test
  void whatSomebodySetIsKeptTo() {
    assertThat(interval(false, 350)).isEqualTo(MINUTE);
  }

  @Test
  void withoutAKnownLimitTheDefaultHolds() {
    assertThat(interval(true, null)).isEqualTo(MINUTE);
  }

  @Test
  void atMostOneInAHundredCallsForEveryLimit() {
    for (int registers = 1; registers <= 40; registers++) {
      int limit = 300 * registers + 50;
      long polls = Duration.ofMinutes(5).toMillis() / interval(true, limit).toMillis();

      assertThat(polls * 100).as("polls of a window of " + limit).isLessThanOrEqualTo(limit);
    }
  }

  private static Duration interval(boolean isDefault, @Nullable Integer limit) {
    return new PollInterval(
            () -> MINUTE,
            () -> isDefault,
            () -> new CallBudget.State(limit, limit, Duration.ofMinutes(5), null))
        .get();
  }
}
