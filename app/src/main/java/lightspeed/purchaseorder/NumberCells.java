package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads quantities and costs. A number that could mean two things in two countries is refused,
/// never guessed: a wrong guess is a thousand pieces too many.
final class NumberCells {
  private static final BigDecimal MAX_QUANTITY = new BigDecimal(1_000_000);
  private static final BigDecimal MAX_COST = new BigDecimal(10_000_000);
  private static final int COST_DECIMALS = 5;

  /// Longer than any number we take, short enough never to cost anything.
  private static final int MAX_CHARACTERS = 30;

  private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern DOTS_AS_THOUSANDS =
      Pattern.compile("-?[1-9][0-9]{0,2}(\\.[0-9]{3})+");
  private static final Pattern DIGITS_AND_MARKS = Pattern.compile("-?[0-9][0-9.,' \u00A0\u202F]*");
  private static final Pattern EXPONENT = Pattern.compile("-?[0-9.,]+[eE][+-]?[0-9]+");

  private NumberCells() {}

  /// A number that was read, or what is wrong with the cell.
  sealed interface Read {
    record Value(BigDecimal number) implements Read {}

    record Problem(String reason) implements Read {}
  }

  /// A whole number from 1 to 1,000,000.
  static Read quantity(String cell) {
    String unreadable = unreadable(cell, true);
    if (unreadable != null) {
      return new Read.Problem(unreadable);
    }
    BigDecimal number = new BigDecimal(cell);
    String refused = problemOfQuantity(number);
    return refused == null ? new Read.Value(number.setScale(0)) : new Read.Problem(refused);
  }

  /// A number from 0 to 10,000,000 with at most 5 decimals.
  ///
  /// @param mayDotMeanThousands the file comes from where people write 1.000 for a thousand
  static Read unitCost(String cell, boolean mayDotMeanThousands) {
    String unreadable = unreadable(cell, mayDotMeanThousands);
    if (unreadable != null) {
      return new Read.Problem(unreadable);
    }
    BigDecimal number = new BigDecimal(cell);
    String refused = problemOfUnitCost(number);
    return refused == null ? new Read.Value(number) : new Read.Problem(refused);
  }

  static @Nullable String problemOfQuantity(BigDecimal number) {
    if (number.signum() <= 0) {
      return plain(number) + " is not a quantity to order: it must be at least 1";
    }
    if (number.compareTo(MAX_QUANTITY) > 0) {
      return plain(number) + " is more than 1,000,000, the most one line can order";
    }
    return number.stripTrailingZeros().scale() > 0
        ? plain(number) + " is not a whole number: fractions cannot be ordered"
        : null;
  }

  static @Nullable String problemOfUnitCost(BigDecimal number) {
    if (number.signum() < 0) {
      return plain(number) + " is negative: a cost is at least 0";
    }
    if (number.compareTo(MAX_COST) > 0) {
      return plain(number) + " is more than 10,000,000, the highest cost of one piece";
    }
    return number.stripTrailingZeros().scale() > COST_DECIMALS
        ? plain(number) + " has more than " + COST_DECIMALS + " decimals"
        : null;
  }

  private static @Nullable String unreadable(String cell, boolean mayDotMeanThousands) {
    if (cell.isEmpty()) {
      return "is empty";
    }
    String shown = TextCells.shown(cell);
    if (EXPONENT.matcher(cell).matches()) {
      return shown + " is written with an exponent: write all digits";
    }
    if (cell.length() > MAX_CHARACTERS) {
      return shown + " is too long for a number";
    }
    if (mayDotMeanThousands && DOTS_AS_THOUSANDS.matcher(cell).matches()) {
      return shown
          + " can be read in two ways: write "
          + cell.replace(".", "")
          + (cell.indexOf('.') == cell.lastIndexOf('.')
              ? " or " + new BigDecimal(cell).stripTrailingZeros().toPlainString()
              : "");
    }
    if (PLAIN.matcher(cell).matches()) {
      return null;
    }
    return DIGITS_AND_MARKS.matcher(cell).matches()
        ? shown
            + " has thousands separators or a decimal comma: write digits and a point, such as "
            + "1000 or 1000.5"
        : shown + " is not a number: write digits and a point, such as 1000 or 1000.5";
  }

  private static String plain(BigDecimal number) {
    return number.toPlainString();
  }
}
