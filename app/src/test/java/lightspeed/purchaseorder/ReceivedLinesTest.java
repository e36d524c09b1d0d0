package lightspeed.purchaseorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ReceivedLinesTest {
  @Test
  void linesOfOneProductAreFilledInTheirOrder() {
    assertThat(received(Map.of("a", 5, "b", 2))).containsExactly("3", "2", "2");
  }

  @Test
  void whatCameTooMuchIsOnTheLastLineOfItsProduct() {
    assertThat(received(Map.of("a", 20))).containsExactly("3", "0", "17");
  }

  @Test
  void aProductThatIsNotThereWasNotReceived() {
    assertThat(received(Map.of())).containsExactly("0", "0", "0");
  }

  /// Three of a, six of b, four of a; all of them had one received before.
  private static List<String> received(Map<String, Integer> totals) {
    List<LineItem> lines = List.of(line(1, "a", 3), line(2, "b", 6), line(3, "a", 4));
    Map<String, BigDecimal> decimals =
        totals.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, total -> BigDecimal.valueOf(total.getValue())));
    return ReceivedLines.of(lines, decimals).stream()
        .map(line -> line.quantityReceived().toPlainString())
        .toList();
  }

  private static LineItem line(int number, String product, int quantity) {
    return new LineItem(
        number,
        "SKU-" + product,
        product,
        null,
        BigDecimal.valueOf(quantity),
        BigDecimal.TWO,
        BigDecimal.ONE);
  }
}
