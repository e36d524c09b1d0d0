package lightspeed.purchaseorder;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/// Reads a due date: `2026-03-01`, `2026-03-01T10:30`, `2026-03-01T10:30:00Z` or with an offset; a
/// space may stand for the T. Without a zone it is UTC.
final class DueDates {
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2100;
  private static final int DATE_CHARACTERS = 10;

  private DueDates() {}

  /// A moment that was read, or what is wrong with the cell.
  sealed interface Read {
    record Value(Instant moment) implements Read {}

    record Problem(String reason) implements Read {}
  }

  static Read dueAt(String cell) {
    String text =
        cell.length() > DATE_CHARACTERS && cell.charAt(DATE_CHARACTERS) == ' '
            ? cell.substring(0, DATE_CHARACTERS) + 'T' + cell.substring(DATE_CHARACTERS + 1)
            : cell;
    OffsetDateTime moment;
    try {
      moment = parse(text);
    } catch (DateTimeException e) {
      return new Read.Problem(
          TextCells.shown(cell)
              + " is not a date: write year-month-day such as 2026-03-01, or 2026-03-01T10:30");
    }
    if (moment.getYear() < FIRST_YEAR || moment.getYear() > LAST_YEAR) {
      return new Read.Problem(
          TextCells.shown(cell) + " is not between " + FIRST_YEAR + " and " + LAST_YEAR);
    }
    return new Read.Value(moment.toInstant().truncatedTo(ChronoUnit.MICROS));
  }

  private static OffsetDateTime parse(String text) {
    if (text.length() == DATE_CHARACTERS) {
      return LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
    TemporalAccessor parsed =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return parsed instanceof OffsetDateTime withOffset
        ? withOffset
        : LocalDateTime.from(parsed).atOffset(ZoneOffset.UTC);
  }
}
