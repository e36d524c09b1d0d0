package lightspeed.sync;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import lightspeed.sync.ReadBack.Reading;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.ProductId;
import org.jspecify.annotations.Nullable;

/// How the lines in Lightspeed differ from the order.
///
/// @param absent lines that Lightspeed does not have at all
/// @param wrong lines with another quantity or cost
/// @param strangers products in Lightspeed that the order does not have
record LineDifference(
    List<ExpectedLine> absent, List<WrongLine> wrong, List<ConsignmentProduct> strangers) {

  /// A line that is there but not as ordered.
  record WrongLine(ExpectedLine expected, ConsignmentProduct actual) {
    String sentence() {
      return expected.sku()
          + " has "
          + text(actual.count())
          + " at "
          + text(actual.cost())
          + " instead of "
          + text(expected.count())
          + " at "
          + text(expected.cost());
    }

    private static String text(@Nullable BigDecimal number) {
      return number == null ? "nothing" : number.stripTrailingZeros().toPlainString();
    }
  }

  static LineDifference between(List<ExpectedLine> expected, List<ConsignmentProduct> actual) {
    Map<ProductId, ConsignmentProduct> remaining = new HashMap<>();
    for (ConsignmentProduct line : actual) {
      remaining.put(line.productId(), line);
    }
    List<ExpectedLine> absent = new ArrayList<>();
    List<WrongLine> wrong = new ArrayList<>();
    for (ExpectedLine line : expected) {
      ConsignmentProduct found = remaining.remove(line.product());
      if (found == null) {
        absent.add(line);
      } else if (!isEqual(line, found)) {
        wrong.add(new WrongLine(line, found));
      }
    }
    List<ConsignmentProduct> strangers =
        actual.stream().filter(line -> remaining.containsKey(line.productId())).toList();
    return new LineDifference(absent, wrong, strangers);
  }

  /// What differs and is not our own doing, for people.
  List<String> unexplained(Reading reading) {
    return sentences(product -> !reading.isExplained(product));
  }

  /// What differs, for people.
  List<String> sentences() {
    return sentences(product -> true);
  }

  private List<String> sentences(Predicate<String> which) {
    List<String> sentences = new ArrayList<>();
    for (WrongLine line : wrong) {
      if (which.test(line.expected().product().value())) {
        sentences.add(line.sentence());
      }
    }
    for (ExpectedLine line : absent) {
      if (which.test(line.product().value())) {
        sentences.add(line.sku() + " is not there");
      }
    }
    for (ConsignmentProduct line : strangers) {
      if (which.test(line.productId().value())) {
        sentences.add(ConsignmentLines.label(line) + " is not in the order");
      }
    }
    return sentences;
  }

  private static boolean isEqual(ExpectedLine expected, ConsignmentProduct actual) {
    return expected.count().compareTo(actual.count()) == 0
        && actual.cost() != null
        && expected.cost().compareTo(actual.cost()) == 0;
  }

  boolean isNone() {
    return absent.isEmpty() && isRightSoFar();
  }

  /// Whether what Lightspeed has is right, as far as it goes.
  boolean isRightSoFar() {
    return wrong.isEmpty() && strangers.isEmpty();
  }
}
