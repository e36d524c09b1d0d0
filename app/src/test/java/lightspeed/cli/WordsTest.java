package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class WordsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:11:12.999Z");

  @Test
  void timesAreUtcToTheSecond() {
    assertThat(Words.time(NOW)).isEqualTo("2026-11-22 10:11:12Z");
    assertThat(Words.time(null)).isEmpty();
  }

  @Test
  void durationsHaveTheirTwoLargestUnits() {
    assertThat(Words.duration(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Words.duration(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
    assertThat(Words.duration(Duration.ofMinutes(5))).isEqualTo("5 min");
    assertThat(Words.duration(Duration.ofMinutes(61))).isEqualTo("1 h 1 min");
    assertThat(Words.duration(Duration.ofHours(49))).isEqualTo("2 d 1 h");
    assertThat(Words.duration(Duration.ofSeconds(-3))).isEqualTo("0 s");
  }

  @Test
  void numbersHaveNoEmptyDecimals() {
    assertThat(Words.number(new BigDecimal("1200.00"))).isEqualTo("1200");
    assertThat(Words.number(new BigDecimal("7.630"))).isEqualTo("7.63");
  }

  @Test
  void momentsAreReadInAllTheirForms() {
    assertThat(Moment.read("30m", NOW)).isEqualTo(NOW.minus(Duration.ofMinutes(30)));
    assertThat(Moment.read("7d", NOW)).isEqualTo(NOW.minus(Duration.ofDays(7)));
    assertThat(Moment.read("2026-11-20", NOW)).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
    assertThat(Moment.read("2026-11-20T08:00:00Z", NOW))
        .isEqualTo(Instant.parse("2026-11-20T08:00:00Z"));
    assertThatThrownBy(() -> Moment.read("yesterday", NOW))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("yesterday");
  }

  @Test
  void aSecretIsRecognisedByItsEndOnlyWhenItIsLong() {
    assertThat(ShownSetting.masked("lsxs_pt_abcdefgh1234")).isEqualTo("****1234");
    assertThat(ShownSetting.masked("short")).isEqualTo("********");
    assertThat(ShownSetting.masked("elevenchars")).isEqualTo("********");
  }
}
