package lightspeed.purchaseorder;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Due dates: days in the zone of the order's outlet. Lightspeed keeps a moment; that is the
/// beginning of the day there.
public final class DueDates {
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2100;
  private static final int DATE_CHARACTERS = 10;

  private DueDates() {}

  /// A day that was read, or what is wrong with the text.
  public sealed interface Read {
    record Day(LocalDate day) implements Read {}

    record Problem(String reason) implements Read {}
  }

  /// Reads `2026-03-01`, or a moment: `2026-03-01T10:30:00Z` or with an offset stands for the day
  /// that it falls on in the outlet's zone, `2026-03-01T10:30` is in that zone already; a space may
  /// stand for the T.
  ///
  /// @param zone of the outlet; asked only when it matters
  public static Read read(String cell, Supplier<ZoneId> zone) {
    String text =
        cell.length() > DATE_CHARACTERS && cell.charAt(DATE_CHARACTERS) == ' '
            ? cell.substring(0, DATE_CHARACTERS) + 'T' + cell.substring(DATE_CHARACTERS + 1)
            : cell;
    LocalDate day;
    try {
      day = parse(text, zone);
    } catch (DateTimeException e) {
      return new Read.Problem(
          TextCells.shown(cell) + " is not a date: write year-month-day such as 2026-03-01");
    }
    if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
      return new Read.Problem(
          TextCells.shown(cell) + " is not between " + FIRST_YEAR + " and " + LAST_YEAR);
    }
    return new Read.Day(day);
  }

  private static LocalDate parse(String text, Supplier<ZoneId> zone) {
    if (text.length() == DATE_CHARACTERS) {
      return LocalDate.parse(text);
    }
    TemporalAccessor parsed =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return parsed instanceof OffsetDateTime withOffset
        ? withOffset.atZoneSameInstant(zone.get()).toLocalDate()
        : LocalDateTime.from(parsed).toLocalDate();
  }

  /// The day that Lightspeed's moment falls on at the outlet.
  public static @Nullable LocalDate dayOf(@Nullable Instant moment, ZoneId outlet) {
    return moment == null ? null : moment.atZone(outlet).toLocalDate();
  }

  /// What Lightspeed is told.
  ///
  /// @param known what it has; kept to the second while it falls on that day, because whoever wrote
  ///     it meant no other one
  public static @Nullable Instant momentOf(
      @Nullable LocalDate day, @Nullable Instant known, ZoneId outlet) {
    if (day == null) {
      return null;
    }
    return day.equals(dayOf(known, outlet)) ? known : day.atStartOfDay(outlet).toInstant();
  }
}
