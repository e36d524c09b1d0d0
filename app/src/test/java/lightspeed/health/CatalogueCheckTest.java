package lightspeed.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CatalogueCheckTest {
  @Test
  void tellsHowOldTheMirrorIs() {
    assertThat(look(Optional.empty(), Optional.of(Duration.ofSeconds(70))))
        .isEqualTo(new CheckResult.Passed("catalogue", "changed products were asked for 70 s ago"));
  }

  @Test
  void warnsWithReasonAndAgeWhenItCannotBeRefreshed() {
    assertThat(look(Optional.of("products cannot be read: HTML"), Optional.of(Duration.ofHours(5))))
        .isInstanceOf(CheckResult.Warned.class)
        .asString()
        .contains("products cannot be read: HTML", "5 h ago", "catalog:pull");
  }

  private static CheckResult look(Optional<String> trouble, Optional<Duration> age) {
    return new CatalogueCheck(() -> trouble, () -> age).look();
  }
}
