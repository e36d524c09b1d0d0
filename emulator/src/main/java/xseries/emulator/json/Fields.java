package xseries.emulator.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of a request body. A value of the wrong kind is refused by name.
public final class Fields {
  /// More digits than any quantity or price needs; keeps arithmetic on hostile numbers cheap.
  private static final int MAX_DIGITS = 30;

  private final ObjectNode node;

  public Fields(ObjectNode node) {
    this.node = node;
  }

  /// Whether the field is present, even as null.
  public boolean has(String name) {
    return node.has(name);
  }

  /// Whether the field is present and not null.
  public boolean hasValue(String name) {
    return node.hasNonNull(name);
  }

  public @Nullable String text(String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isString() || value.isNumber()) {
      return value.asString();
    }
    throw new BadField(name, "must be a string");
  }

  public @Nullable BigDecimal decimal(String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull() || (value.isString() && value.asString().isBlank())) {
      return null;
    }
    if (!value.isString() && !value.isNumber()) {
      throw new BadField(name, "must be a number or a decimal string");
    }
    String text = value.asString().strip();
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
        throw new BadField(name, "has too many digits");
      }
      return number;
    } catch (NumberFormatException e) {
      throw new BadField(name, "must be a number or a decimal string");
    }
  }

  public @Nullable Boolean bool(String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    return switch (value.asString("")) {
      case "1", "true" -> true;
      case "0", "false" -> false;
      default -> throw new BadField(name, "must be true or false");
    };
  }

  public @Nullable Long whole(String name) {
    BigDecimal value = decimal(name);
    if (value == null) {
      return null;
    }
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw new BadField(name, "must be a whole number");
    }
  }

  /// A time with offset, or without one and then meant as UTC.
  public @Nullable Instant time(String name) {
    String text = text(name);
    if (text == null || text.isBlank()) {
      return null;
    }
    String iso = text.strip().replace(' ', 'T');
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeException e) {
      return withoutZone(name, iso);
    }
  }

  private static Instant withoutZone(String name, String iso) {
    try {
      String whole = iso.length() == 10 ? iso + "T00:00:00" : iso;
      return LocalDateTime.parse(whole).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new BadField(name, "must be a date and time");
    }
  }
}
