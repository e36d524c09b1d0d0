package lightspeed.purchaseorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImportCellsTest {

  @ParameterizedTest
  @CsvSource({"1,1", "1000000,1000000", "5.0,5", "5.00000,5", "007,7", "12.00,12"})
  void wholeNumbersAreQuantities(String cell, BigDecimal expected) {
    assertThat(NumberCells.quantity(cell)).isEqualTo(new NumberCells.Read.Value(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0 is not a quantity to order: it must be at least 1",
        "-1|-1 is not a quantity to order: it must be at least 1",
        "0.5|0.5 is not a whole number: fractions cannot be ordered",
        "1000001|1000001 is more than 1,000,000, the most one line can order",
        "1e309|\"1e309\" is written with an exponent: write all digits",
        "1E5|\"1E5\" is written with an exponent: write all digits",
        "-1e9|\"-1e9\" is written with an exponent: write all digits",
        "1.000|\"1.000\" can be read in two ways: write 1000 or 1",
        "12.500|\"12.500\" can be read in two ways: write 12500 or 12.5",
        "1.000.000|\"1.000.000\" can be read in two ways: write 1000000",
        "1,000|\"1,000\" has thousands separators or a decimal comma: write digits and a point,"
            + " such as 1000 or 1000.5",
        "1.000,5|\"1.000,5\" has thousands separators or a decimal comma: write digits and a point,"
            + " such as 1000 or 1000.5",
        "1 000|\"1 000\" has thousands separators or a decimal comma: write digits and a point, such"
            + " as 1000 or 1000.5",
        "+5|\"+5\" is not a number: write digits and a point, such as 1000 or 1000.5",
        "NaN|\"NaN\" is not a number: write digits and a point, such as 1000 or 1000.5",
        "0x10|\"0x10\" is not a number: write digits and a point, such as 1000 or 1000.5",
        "5.|\"5.\" has thousands separators or a decimal comma: write digits and a point, such as"
            + " 1000 or 1000.5",
        ".5|\".5\" is not a number: write digits and a point, such as 1000 or 1000.5",
        "٣|\"٣\" is not a number: write digits and a point, such as 1000 or 1000.5",
        "9999999999999999999999999999999|\"9999999999999999999999999999999\" is too long for a number"
      })
  void everythingElseIsNoQuantity(String cell, String reason) {
    assertThat(NumberCells.quantity(cell)).isEqualTo(new NumberCells.Read.Problem(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.00001", "10000000", "12.5", "1.23456", "0.125", "12.500000000"})
  void costsHaveUpToFiveDecimals(String cell) {
    assertThat(NumberCells.unitCost(cell, false))
        .isEqualTo(new NumberCells.Read.Value(new BigDecimal(cell)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-0.01|-0.01 is negative: a cost is at least 0",
        "10000000.01|10000000.01 is more than 10,000,000, the highest cost of one piece",
        "1.234567|1.234567 has more than 5 decimals",
        "1,5|\"1,5\" has thousands separators or a decimal comma: write digits and a point, such as"
            + " 1000 or 1000.5",
        "€5|\"€5\" is not a number: write digits and a point, such as 1000 or 1000.5"
      })
  void otherCostsAreRefused(String cell, String reason) {
    assertThat(NumberCells.unitCost(cell, false)).isEqualTo(new NumberCells.Read.Problem(reason));
  }

  @Test
  void aDotBeforeThreeDigitsIsDoubtfulOnlyWhereDotsMayMeanThousands() {
    assertThat(NumberCells.unitCost("1.250", false))
        .isEqualTo(new NumberCells.Read.Value(new BigDecimal("1.250")));
    assertThat(NumberCells.unitCost("1.250", true))
        .isEqualTo(
            new NumberCells.Read.Problem("\"1.250\" can be read in two ways: write 1250 or 1.25"));
    assertThat(NumberCells.unitCost("0.125", true))
        .isEqualTo(new NumberCells.Read.Value(new BigDecimal("0.125")));
  }

  @Test
  void anyWrittenNumberIsReadExactlyOrRefusedNeverChanged() {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String cell =
          switch (random.nextInt(4)) {
            case 0 -> String.valueOf(random.nextInt());
            case 1 -> new BigDecimal(random.nextInt()).movePointLeft(random.nextInt(9)).toString();
            case 2 -> String.format(Locale.GERMANY, "%,.2f", random.nextDouble() * 1e7);
            default -> String.format(Locale.US, "%,.2f", random.nextDouble() * 1e7);
          };

      NumberCells.Read read = NumberCells.unitCost(cell, random.nextBoolean());

      if (read instanceof NumberCells.Read.Value(BigDecimal number)) {
        assertThat(number).as("seed %d cell %s", seed, cell).isEqualTo(new BigDecimal(cell));
        assertThat(cell).as("seed %d", seed).doesNotContain(",");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01,America/New_York,2026-03-01",
    "2026-03-01,Pacific/Auckland,2026-03-01",
    "2026-03-01T23:30,America/New_York,2026-03-01",
    "2026-03-01 10:30:05,Pacific/Auckland,2026-03-01",
    "2026-03-01T00:00:00Z,America/New_York,2026-02-28",
    "2026-03-01T11:30:00Z,Pacific/Auckland,2026-03-02",
    "2026-03-01T00:00:00+13:00,Pacific/Auckland,2026-03-01",
    "2024-02-29,UTC,2024-02-29",
    "2026-03-01T10:30:00.1234567Z,UTC,2026-03-01"
  })
  void isoDatesAreDaysAtTheOutlet(String cell, ZoneId zone, LocalDate expected) {
    assertThat(DueDates.read(cell, () -> zone)).isEqualTo(new DueDates.Read.Day(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01/03/2026",
        "1.3.2026",
        "2026-02-30",
        "2025-02-29",
        "tomorrow",
        "2026-3-1",
        "46082"
      })
  void otherDatesAreRefused(String cell) {
    assertThat(DueDates.read(cell, () -> ZoneOffset.UTC))
        .isEqualTo(
            new DueDates.Read.Problem(
                "\"" + cell + "\" is not a date: write year-month-day such as 2026-03-01"));
  }

  @Test
  void farAwayYearsAreTypingErrors() {
    assertThat(DueDates.read("0026-03-01", () -> ZoneOffset.UTC))
        .isEqualTo(new DueDates.Read.Problem("\"0026-03-01\" is not between 2000 and 2100"));
    assertThat(DueDates.read("2926-03-01", () -> ZoneOffset.UTC))
        .isEqualTo(new DueDates.Read.Problem("\"2926-03-01\" is not between 2000 and 2100"));
  }

  @Test
  void whatNobodySeesAtTheEndsIsTakenAway() {
    assertThat(TextCells.trimmed("\uFEFF \u00A0PO-1\u200B\t")).isEqualTo("PO-1");
    assertThat(TextCells.trimmed(" \u00A0 ")).isEmpty();
    assertThat(TextCells.trimmed("a b")).isEqualTo("a b");
  }

  @Test
  void longValuesAreShownShortened() {
    assertThat(TextCells.shown("x".repeat(50))).isEqualTo("\"" + "x".repeat(40) + "…\"");
    assertThat(TextCells.shown("a\nb")).isEqualTo("\"a\\u000Ab\"");
  }
}
