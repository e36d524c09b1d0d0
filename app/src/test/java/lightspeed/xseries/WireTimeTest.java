package lightspeed.xseries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2020-10-20T21:18:11+00:00, 2020-10-20T21:18:11Z",
    "2026-04-01T12:00:00Z, 2026-04-01T12:00:00Z",
    "2016-06-14 01:31:06, 2016-06-14T01:31:06Z",
    "2026-04-01T12:00:00.123456789Z, 2026-04-01T12:00:00.123456789Z",
    "2026-04-01T12:00:00.5+12:00, 2026-04-01T00:00:00.5Z",
    "2026-04-01T12:00:00-0330, 2026-04-01T15:30:00Z",
    "2020-10-20T21:18:541+00:00, 2020-10-20T21:18:54Z",
    "2020-10-20, 2020-10-20T00:00:00Z",
  })
  void everyFormThatLightspeedWritesIsRead(String text, String instant) {
    assertThat(WireTime.parse(text)).isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "0000-00-00 00:00:00"})
  void noTimeIsTold(String text) {
    assertThat(WireTime.isNone(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tomorrow",
        "2020-13-01T00:00:00Z",
        "2020-02-30",
        "1603228691",
        "9999-12-31T23:59:59-01:00",
        "2020-10-20T25:00:00Z"
      })
  void whatIsNoTimeIsNull(String text) {
    assertThat(WireTime.parse(text)).isNull();
    assertThat(WireTime.isNone(text)).isFalse();
  }

  @Test
  void timesAreSentInTheOffsetForm() {
    assertThat(WireTime.format(Instant.parse("2026-11-20T10:00:00.987Z")))
        .isEqualTo("2026-11-20T10:00:00+00:00");
  }
}
