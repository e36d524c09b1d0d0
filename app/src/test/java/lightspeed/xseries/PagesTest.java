package lightspeed.xseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {

  @Test
  void aShortPageIsNotTheEnd() throws Exception {
    List<Long> asked = new ArrayList<>();

    List<String> rows =
        Pages.all(
            "products",
            0,
            after -> {
              asked.add(after);
              return switch ((int) after) {
                case 0 -> new Page<>(List.of("a", "b"), 7L);
                case 7 -> new Page<>(List.of("c"), 9L);
                default -> new Page<>(List.of(), null);
              };
            });

    assertThat(rows).containsExactly("a", "b", "c");
    assertThat(asked).containsExactly(0L, 7L, 9L);
  }

  @Test
  void theLastCursorIsToldAndStaysWhereItWasWhenThereIsNothing() throws Exception {
    assertThat(Pages.walk("x", 41, after -> new Page<>(List.of(), null), page -> {})).isEqualTo(41);
    assertThat(
            Pages.walk(
                "x",
                41,
                after ->
                    after < 50
                        ? new Page<>(List.of(1), 5_303_657_190L)
                        : new Page<>(List.of(), null),
                page -> {}))
        .isEqualTo(5_303_657_190L);
  }

  @Test
  void aServerThatIgnoresTheCursorIsNotFollowedForEver() {
    assertThatThrownBy(() -> Pages.all("outlets", 0, after -> new Page<>(List.of("same"), 7L)))
        .isInstanceOf(XSeriesException.Unreadable.class)
        .hasMessageContaining("outlets")
        .hasMessageContaining("after 7 ends at 7");
  }

  @Test
  void aListWithoutAnEndIsNotFollowedForEver() {
    assertThatThrownBy(
            () -> Pages.walk("x", 0, after -> new Page<>(List.of("more"), after + 1), page -> {}))
        .isInstanceOf(XSeriesException.Unreadable.class)
        .hasMessageContaining("more than 10000 pages");
  }

  @Test
  void rowsWithoutACursorAreNotMistakenForTheWholeList() {
    assertThatThrownBy(() -> Pages.all("x", 0, after -> new Page<>(List.of("row"), null)))
        .isInstanceOf(XSeriesException.Unreadable.class)
        .hasMessageContaining("no version");
  }
}
