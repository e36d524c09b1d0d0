package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockLookTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  @Test
  void aClockThatRunsEvenlyWasNotSet() {
    ClockLook first = look(0, 0, 0);

    assertThat(first.setUntil(look(3600, 3600, 3600))).isZero();
    assertThat(first.setUntil(look(3602, 3600, 3600))).isZero();
    assertThat(first.setUntil(look(3598, 3600, 3600))).isZero();
  }

  @Test
  void tellsByHowMuchItWasSet() {
    ClockLook first = look(0, 0, 0);

    assertThat(first.setUntil(look(3601, 1, 1))).isEqualTo(Duration.ofHours(1));
    assertThat(first.setUntil(look(-7199, 1, 1))).isEqualTo(Duration.ofHours(-2));
  }

  @Test
  void aSlowAnswerIsNoClockThatWasSet() {
    ClockLook slow = look(0, 0, 20);

    assertThat(slow.setUntil(look(21, 20, 21))).isZero();
    assertThat(slow.setUntil(look(1, 20, 40))).isZero();
  }

  @Test
  void anEarlierLookThatComesLaterIsNoClockThatWasSet() {
    assertThat(look(10, 10, 10).setUntil(look(5, 5, 11))).isZero();
  }

  private static ClockLook look(long afterNoon, long askedSeconds, long answeredSeconds) {
    return new ClockLook(
        NOON.plusSeconds(afterNoon),
        Duration.ofSeconds(askedSeconds).toNanos(),
        Duration.ofSeconds(answeredSeconds).toNanos());
  }
}
