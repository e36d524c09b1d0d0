package lightspeed.xseries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final String SERVER_NOW = "Fri, 20 Nov 2026 11:00:00 GMT";

  @Test
  void aDateIsMeasuredAgainstTheServersDate() {
    assertThat(of("Fri, 20 Nov 2026 11:02:00 GMT", SERVER_NOW)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aDateWithoutAServerDateIsMeasuredAgainstOurClock() {
    assertThat(of("Fri, 20 Nov 2026 10:00:09 GMT", null)).isEqualTo(Duration.ofSeconds(9));
    assertThat(of("Fri, 20 Nov 2026 10:00:09 UTC", "yesterday")).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void secondsAreTakenToo() {
    assertThat(of(" 17 ", SERVER_NOW)).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void whatIsMissingOrCannotBeReadCountsAsThirtySeconds() {
    assertThat(of(null, SERVER_NOW)).isEqualTo(Duration.ofSeconds(30));
    assertThat(of("soon", SERVER_NOW)).isEqualTo(Duration.ofSeconds(30));
    assertThat(of("", SERVER_NOW)).isEqualTo(Duration.ofSeconds(30));
    assertThat(of("9999999999999999999", SERVER_NOW)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aMomentInThePastIsNow() {
    assertThat(of("Fri, 20 Nov 2026 10:59:00 GMT", SERVER_NOW)).isEqualTo(Duration.ZERO);
    assertThat(of("-5", SERVER_NOW)).isEqualTo(Duration.ZERO);
  }

  @Test
  void nothingBeyondTheWindowIsBelieved() {
    assertThat(of("Fri, 20 Nov 2026 23:00:00 GMT", SERVER_NOW)).isEqualTo(WINDOW);
    assertThat(of("999999999999", SERVER_NOW)).isEqualTo(WINDOW);
  }

  private static Duration of(@Nullable String retryAfter, @Nullable String date) {
    return RetryAfter.of(retryAfter, date, NOW, WINDOW);
  }
}
