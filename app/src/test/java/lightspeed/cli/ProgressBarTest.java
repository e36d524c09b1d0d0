package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private final ProgressBar bar = new ProgressBar(() -> now, "orders");

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void paceAndRestAreToldOnceTheyAreKnown() {
    assertThat(bar.of(0, 40)).isEqualTo("[------------------------] 0/40 orders");

    pass(Duration.ofSeconds(2));

    assertThat(bar.of(10, 40))
        .isEqualTo("[######------------------] 10/40 orders, 5.0/s, 6 s left");
    assertThat(bar.of(40, 40)).isEqualTo("[########################] 40/40 orders, 20/s");
  }

  @Test
  void withoutAnEndThereIsOnlyThePace() {
    pass(Duration.ofSeconds(4));

    assertThat(bar.of(50, 0)).isEqualTo("50 orders, 13/s");
    assertThat(bar.of(0, 0)).isEqualTo("0 orders");
  }

  @Test
  void moreThanAllIsAFullBar() {
    pass(Duration.ofMinutes(10));

    assertThat(bar.of(41, 40)).startsWith("[########################] 41/40 orders");
    assertThat(bar.of(1, 100_000_000)).contains("d ").endsWith(" left");
  }
}
