package lightspeed.xseries;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A JSON object of an answer, read as tolerantly as the vendor's own examples need: numbers may be
/// text and the other way round, a missing member and a null are the same, unknown members do not
/// matter.
///
/// Every reading method throws [WireProblem] when a member is there but is not what it must be.
final class WireObject {
  private static final int MAX_DIGITS = 40;

  private final JsonNode node;
  private final String what;

  private WireObject(JsonNode node, String what) {
    this.node = node;
    this.what = what;
  }

  /// Looks at a node as an object.
  ///
  /// @param what names the object in a problem, such as `consignment`
  static WireObject of(JsonNode node, String what) {
    if (!node.isObject()) {
      throw new WireProblem("the " + what + " is not an object");
    }
    return new WireObject(node, what);
  }

  String requiredText(String member) {
    String value = text(member);
    if (value == null || value.isBlank()) {
      throw new WireProblem("the " + what + " has no " + member);
    }
    return value;
  }

  @Nullable String text(String member) {
    JsonNode value = node.get(member);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isString() || value.isNumber()) {
      return value.asString();
    }
    throw wrong(member, "a text");
  }

  /// A text that only people read: null when it is missing or of another form.
  @Nullable String textIfAny(String member) {
    JsonNode value = node.get(member);
    return value != null && (value.isString() || value.isNumber()) ? value.asString() : null;
  }

  String textOr(String member, String otherwise) {
    String value = text(member);
    return value == null ? otherwise : value;
  }

  /// An id; empty text counts as missing.
  @Nullable String id(String member) {
    String value = text(member);
    if (value == null || value.isEmpty()) {
      return null;
    }
    try {
      WireId.check(value);
    } catch (IllegalArgumentException e) {
      throw wrong(member, "an id");
    }
    return value;
  }

  String requiredId(String member) {
    String value = id(member);
    if (value == null) {
      throw new WireProblem("the " + what + " has no " + member);
    }
    return value;
  }

  @Nullable BigDecimal decimal(String member) {
    JsonNode value = node.get(member);
    return value == null ? null : decimal(value, member);
  }

  BigDecimal decimalOr(String member, BigDecimal otherwise) {
    BigDecimal value = decimal(member);
    return value == null ? otherwise : value;
  }

  private @Nullable BigDecimal decimal(JsonNode value, String member) {
    if (value.isNull() || (value.isString() && value.stringValue().isBlank())) {
      return null;
    }
    BigDecimal number;
    if (value.isNumber()) {
      number = value.decimalValue();
    } else if (value.isString() && value.stringValue().length() <= MAX_DIGITS) {
      try {
        number = new BigDecimal(value.stringValue().strip());
      } catch (NumberFormatException e) {
        throw wrong(member, "a number");
      }
    } else {
      throw wrong(member, "a number");
    }
    // 1E+999999999 is short to write and would fill the memory when it is added or printed.
    if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
      throw wrong(member, "a number of sensible size");
    }
    return number;
  }

  boolean flagOr(String member, boolean otherwise) {
    JsonNode value = node.get(member);
    if (value == null || value.isNull()) {
      return otherwise;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return switch (value.isContainer() ? "{}" : value.asString()) {
      case "1", "true" -> true;
      case "0", "false" -> false;
      case "" -> otherwise;
      default -> throw wrong(member, "true or false");
    };
  }

  @Nullable Instant time(String member) {
    String value = text(member);
    return value == null ? null : WireTime.parse(value, "the " + what + "'s " + member);
  }

  @Nullable Long version() {
    return wholeNumber("version");
  }

  @Nullable Long wholeNumber(String member) {
    BigDecimal value = decimal(member);
    if (value == null) {
      return null;
    }
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw wrong(member, "a whole number");
    }
  }

  /// A member that is an object, null when it is missing or anything else.
  @Nullable WireObject object(String member) {
    JsonNode value = node.get(member);
    return value == null || !value.isObject() ? null : new WireObject(value, what + "'s " + member);
  }

  boolean isEmptyList(String member) {
    JsonNode value = node.get(member);
    return value == null || value.isEmpty();
  }

  private WireProblem wrong(String member, String mustBe) {
    return new WireProblem("the " + what + "'s " + member + " is not " + mustBe);
  }
}
