package lightspeed.console;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import lightspeed.signin.SignedIn;
import org.jspecify.annotations.Nullable;

/// What a request asks for, read leniently: what cannot be understood counts as not said, because
/// addresses are typed and kept by people.
public final class Asked {
  private static final int MAX_LENGTH = 300;

  private Asked() {}

  /// A word of the address, null when it is missing or blank.
  public static @Nullable String text(Context ctx, String name) {
    String value = ctx.queryParam(name);
    return value == null || value.isBlank() || value.length() > MAX_LENGTH ? null : value.strip();
  }

  /// One of an enum's constants.
  public static <E extends Enum<E>> @Nullable E one(Context ctx, String name, Class<E> type) {
    return constant(text(ctx, name), type);
  }

  /// The constant with this name, null when there is none.
  public static <E extends Enum<E>> @Nullable E constant(@Nullable String name, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    return null;
  }

  /// A whole number, null when it is none.
  public static @Nullable Long number(Context ctx, String name) {
    return number(text(ctx, name));
  }

  static @Nullable Long number(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /// The beginning of a day in UTC.
  public static @Nullable Instant day(Context ctx, String name) {
    String text = text(ctx, name);
    try {
      return text == null ? null : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /// A moment as [Show#iso] writes it.
  public static @Nullable Instant moment(Context ctx, String name) {
    String text = text(ctx, name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /// A field of a form, stripped; empty when it is missing.
  public static String field(Context ctx, String name) {
    return Optional.ofNullable(SignedIn.form(ctx, name)).orElse("").strip();
  }

  /// A field of a form, null when it is missing or blank.
  public static @Nullable String fieldOrNull(Context ctx, String name) {
    String value = field(ctx, name);
    return value.isEmpty() ? null : value;
  }

  /// A whole number of a form.
  ///
  /// @throws IllegalArgumentException when it is none
  public static long fieldNumber(Context ctx, String name) {
    Long number = number(field(ctx, name));
    if (number == null) {
      throw new IllegalArgumentException("The form has no number " + name + ".");
    }
    return number;
  }

  /// All values of a field that a form has several times, such as ticked boxes.
  public static List<String> fields(Context ctx, String name) {
    String[] values = ctx.req().getParameterValues(name);
    return values == null ? List.of() : List.of(values);
  }
}
