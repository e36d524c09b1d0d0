package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
  private static final List<String> NAMES =
      List.of("queue:list", "queue:stats", "queue:retry", "queue:retry-all", "status", "sync:po");

  @Test
  void theNearestComesFirst() {
    assertThat(Nearest.to("queue:retry-al", NAMES)).first().isEqualTo("queue:retry-all");
    assertThat(Nearest.to("stauts", NAMES)).containsExactly("status");
  }

  @Test
  void aPartOfANameIsNear() {
    assertThat(Nearest.to("retry", NAMES)).containsExactly("queue:retry", "queue:retry-all");
  }

  @Test
  void whatIsFarIsNotNamed() {
    assertThat(Nearest.to("frobnicate", NAMES)).isEmpty();
  }
}
