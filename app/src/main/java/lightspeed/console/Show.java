package lightspeed.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Values as people read them, for the templates. All return an empty text for null.
public final class Show {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long MILLIS_OF_SECOND = 1000;
  private static final long SECONDS_OF_MINUTE = 60;
  private static final long MINUTES_OF_HOUR = 60;
  private static final long HOURS_OF_DAY = 24;

  private Show() {}

  /// A moment in UTC, to the second.
  public static String at(@Nullable Instant moment) {
    return moment == null ? "" : MOMENT.format(moment);
  }

  /// The day in UTC, as a date field takes it.
  public static String day(@Nullable Instant moment) {
    return moment == null ? "" : DAY.format(moment);
  }

  /// A day in the zone of whom it concerns.
  public static String day(@Nullable LocalDate day) {
    return day == null ? "" : day.toString();
  }

  /// A moment for programs.
  public static String iso(@Nullable Instant moment) {
    return moment == null ? "" : moment.toString();
  }

  /// Without needless zeros: a quantity.
  public static String number(@Nullable BigDecimal number) {
    return number == null ? "" : number.stripTrailingZeros().toPlainString();
  }

  /// With two decimals at least: an amount without its currency.
  public static String money(@Nullable BigDecimal amount) {
    if (amount == null) {
      return "";
    }
    var plain = amount.stripTrailingZeros();
    return (plain.scale() < 2 ? plain.setScale(2, RoundingMode.UNNECESSARY) : plain)
        .toPlainString();
  }

  /// A number of a trend.
  public static String number(double number) {
    return number(BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_UP));
  }

  /// A length of time in its largest sensible unit.
  public static String millis(@Nullable Long millis) {
    if (millis == null) {
      return "";
    }
    if (millis < MILLIS_OF_SECOND) {
      return millis + " ms";
    }
    return seconds(millis / MILLIS_OF_SECOND);
  }

  /// A length of time in its largest sensible unit.
  public static String seconds(long seconds) {
    if (seconds < SECONDS_OF_MINUTE) {
      return seconds + " s";
    }
    long minutes = seconds / SECONDS_OF_MINUTE;
    if (minutes < MINUTES_OF_HOUR) {
      return minutes + " min";
    }
    long hours = minutes / MINUTES_OF_HOUR;
    return hours < 2 * HOURS_OF_DAY ? hours + " h" : hours / HOURS_OF_DAY + " days";
  }

  public static String duration(Duration duration) {
    return millis(duration.toMillis());
  }

  /// Such as `3 orders`, `1 entry`, `2 entries`.
  public static String count(long number, String word) {
    return number + " " + (number == 1 ? word : plural(word));
  }

  private static String plural(String word) {
    return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
  }

  /// A count that stops at a limit, such as `1000+`.
  public static String capped(long number, long most) {
    return number > most ? most + "+" : Long.toString(number);
  }

  /// A value within an address.
  public static String part(@Nullable String value) {
    return value == null ? "" : URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /// The address of an order's page.
  public static String order(String publicId) {
    return "/order?id=" + part(publicId);
  }

  /// The colour of a status, whatever table it is from, also of HTTP: `good`, `bad`, `busy`, `info`
  /// or `quiet`.
  public static String tone(@Nullable Object status) {
    var word = String.valueOf(status);
    if (word.matches("[1-5][0-9][0-9]")) {
      return httpTone(Integer.valueOf(word));
    }
    return switch (word) {
      case "SYNCED", "COMPLETED", "RECEIVED", "PROCESSED", "DELIVERED", "OK", "ON" -> "good";
      case "FAILED", "LOST", "OPEN", "MISSING", "INACTIVE", "no answer", "OFF" -> "bad";
      case "QUEUED",
          "SYNCING",
          "PROCESSING",
          "IN_PROGRESS",
          "RETRY",
          "PENDING",
          "WAITING",
          "POSTPONED",
          "OLD_SECRET" ->
          "busy";
      case "APPROVED", "SENT", "DISPATCHED" -> "info";
      default -> "quiet";
    };
  }

  /// The colour of an HTTP status, null standing for no answer.
  public static String httpTone(@Nullable Integer status) {
    if (status == null) {
      return "bad";
    }
    return status < 400 ? "good" : status == 429 ? "busy" : "bad";
  }
}
