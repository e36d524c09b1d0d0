package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lightspeed.xseries.CallBudget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PollIntervalTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void theDefaultIsMadeLongerWhereItWouldCostMoreThanOneInFiftyCalls() {
    assertThat(interval(true, 350)).isEqualTo(Duration.ofSeconds(87));
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
  void walkAndProductsCostAtMostTwoInAHundredAndFromFourRegistersOnOne() {
    for (int registers = 1; registers <= 40; registers++) {
      double limit = 300 * registers + 50;
      double polls = 300.0 / interval(true, (int) limit).toSeconds();
      double checks = 300.0 / 3600;

      double share = (2 * polls + checks) / limit;

      assertThat(share).as("of " + limit).isLessThanOrEqualTo(registers < 4 ? 0.02 : 0.01);
    }
  }

  @Test
  void whileSendingTheyCostAtMostFiveInAHundredAndFromFourRegistersOnTwo() {
    for (int registers = 1; registers <= 40; registers++) {
      double limit = 300 * registers + 50;
      double interval = interval(true, (int) limit).toSeconds();

      double share = callsInAnHourOfSending(interval) / 12 / limit;

      assertThat(share).as("of " + limit).isLessThanOrEqualTo(registers < 4 ? 0.05 : 0.02);
    }
  }

  /// Consignments and products change all the time, so that each look costs a page and the empty
  /// one; orders ask for products whenever the last look is a minute old, a poll when it is older
  /// than 30 seconds.
  private static double callsInAnHourOfSending(double interval) {
    double calls = 1; // The check of the register.
    double nextPoll = 0;
    double lastLook = Double.NEGATIVE_INFINITY;
    for (int second = 0; second < 3600; second++) {
      if (second >= nextPoll) {
        calls += 2;
        nextPoll += interval;
        if (second - lastLook >= 30) {
          calls += 2;
          lastLook = second;
        }
      }
      if (second - lastLook > 60) {
        calls += 2;
        lastLook = second;
      }
    }
    return calls;
  }

  private static Duration interval(boolean isDefault, @Nullable Integer limit) {
    return new PollInterval(
            () -> MINUTE,
            () -> isDefault,
            () -> new CallBudget.State(limit, limit, Duration.ofMinutes(5), null))
        .get();
  }
}
