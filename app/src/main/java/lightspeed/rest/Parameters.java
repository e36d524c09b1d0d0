package lightspeed.rest;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Reads what stands behind the question mark; an unknown name is a mistake, not to be passed over.
final class Parameters {
  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 200;

  private final Context context;

  /// @throws Refused when there is a name that is not known
  Parameters(Context context, String... known) {
    this.context = context;
    var names = Set.of(known);
    for (var name : context.queryParamMap().keySet()) {
      if (!names.contains(name)) {
        throw Refused.badParameter(
            name, "is unknown here; there are " + String.join(", ", Arrays.asList(known)));
      }
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isBlank());
  }

  <T extends Enum<T>> Optional<T> word(String name, Class<T> type) {
    return text(name)
        .map(
            text -> {
              for (var value : type.getEnumConstants()) {
                if (value.name().equals(text)) {
                  return value;
                }
              }
              throw Refused.badParameter(
                  name, "is none of " + Arrays.toString(type.getEnumConstants()));
            });
  }

  Optional<Instant> time(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeParseException _) {
                throw Refused.badParameter(name, "is no time such as 2026-11-28T10:00:00Z");
              }
            });
  }

  /// Whether a word that is `true` or `false` says true; it is false unless it is said.
  boolean isTrue(String name) {
    return text(name)
        .map(
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw Refused.badParameter(name, "is true or false");
                })
        .orElse(false);
  }

  int limit() {
    var text = text("limit");
    if (text.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text.get());
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // Told below, like a number that is out of range.
    }
    throw Refused.badParameter("limit", "is a number from 1 to " + MAX_LIMIT);
  }
}
