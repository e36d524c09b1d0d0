package lightspeed.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShowTest {
  @Test
  void amountsKeepTheirDecimalsAndHaveTwoAtLeast() {
    assertThat(Show.money(new BigDecimal("5"))).isEqualTo("5.00");
    assertThat(Show.money(new BigDecimal("5.10000"))).isEqualTo("5.10");
    assertThat(Show.money(new BigDecimal("0.12345"))).isEqualTo("0.12345");
    assertThat(Show.money(null)).isEmpty();
    assertThat(Show.number(new BigDecimal("100.00000"))).isEqualTo("100");
  }

  @Test
  void lengthsOfTimeHaveTheirLargestSensibleUnit() {
    assertThat(Show.millis(999L)).isEqualTo("999 ms");
    assertThat(Show.millis(59_999L)).isEqualTo("59 s");
    assertThat(Show.seconds(3_599)).isEqualTo("59 min");
    assertThat(Show.seconds(47 * 3600)).isEqualTo("47 h");
    assertThat(Show.seconds(72 * 3600)).isEqualTo("3 days");
  }

  @Test
  void momentsAreShownInUtc() {
    assertThat(Show.at(Instant.parse("2026-11-28T14:02:03.999Z"))).isEqualTo("2026-11-28 14:02:03");
    assertThat(Show.day(Instant.parse("2026-11-28T23:59:59Z"))).isEqualTo("2026-11-28");
  }

  @Test
  void anOrdersAddressHoldsAnyNumber() {
    assertThat(Show.order("PO/1 #a&b")).isEqualTo("/order?id=PO%2F1+%23a%26b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//evil.example", "/\\evil", "https://evil.example", "", "orders", "/a\nb", "/ä"})
  void whatLeadsElsewhereIsNoPathOfOurs(String path) {
    assertThat(Pages.isOwnPath(path)).isFalse();
  }

  @Test
  void aPageWithItsQueryIsAPathOfOurs() {
    assertThat(Pages.isOwnPath("/queue?status=FAILED&before=7")).isTrue();
  }

  @Test
  void thingsAreCountedInWords() {
    assertThat(Show.count(1, "entry")).isEqualTo("1 entry");
    assertThat(Show.count(0, "entry")).isEqualTo("0 entries");
    assertThat(Show.count(2, "order")).isEqualTo("2 orders");
  }
}
