package lightspeed.xseries;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A JSON object of an answer, read as tolerantly as the vendor's own examples need: numbers may be
/// text and the other way round, a missing member and a null are the same, unknown members do not
/// matter.
///
/// Every reading method throws [WireProblem] when a member is there but is not what it must be.
/// That is for the few members that something is decided or written by; all others are read
/// [#lenient()].
final class WireObject {
  private static final int MAX_DIGITS = 40;

  private final JsonNode node;
  private final String what;
  private final boolean isLenient;

  private WireObject(JsonNode node, String what, boolean isLenient) {
    this.node = node;
    this.what = what;
    this.isLenient = isLenient;
  }

  /// Looks at a node as an object.
  ///
  /// @param what names the object in a problem, such as `consignment`
  static WireObject of(JsonNode node, String what) {
    if (!node.isObject()) {
      throw new WireProblem("the " + what + " is not an object");
    }
    return new WireObject(node, what, false);
  }

  /// The same object for members that nothing depends on: one in another form counts as missing.
  WireObject lenient() {
    return new WireObject(node, what, true);
  }

  String requiredText(String member) {
    String value = text(member);
    if (value == null || value.isBlank()) {
      throw new WireProblem("the " + what + " has no " + member);
    }
    return value;
  }

  @Nullable String text(String member) {
    return text(member, member);
  }

  /// A text, or an object that has the text: the vendor's documents show both.
  ///
  /// @param within the member of the object
  @Nullable String text(String member, String within) {
    JsonNode value = node.get(member);
    if (value != null && value.isObject()) {
      value = value.get(within);
    }
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isString() || value.isNumber()) {
      return value.asString();
    }
    refuse(member, "a text");
    return null;
  }

  String textOr(String member, String otherwise) {
    String value = text(member);
    return value == null ? otherwise : value;
  }

  /// An id; empty text counts as missing.
  @Nullable String id(String member) {
    return id(member, member);
  }

  /// An id, or an object that has it.
  @Nullable String id(String member, String within) {
    String value = text(member, within);
    if (value == null || value.isEmpty()) {
      return null;
    }
    if (WireId.isOne(value)) {
      return value;
    }
    refuse(member, "an id");
    return null;
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
    if (value == null || value.isNull() || (value.isString() && value.stringValue().isBlank())) {
      return null;
    }
    BigDecimal number = number(value);
    if (number == null) {
      refuse(member, "a number");
      return null;
    }
    // 1E+999999999 is short to write and would fill the memory when it is added or printed.
    boolean isSensible =
        number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
    if (isSensible) {
      return number;
    }
    refuse(member, "a number of sensible size");
    return null;
  }

  private static @Nullable BigDecimal number(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue();
    }
    if (!value.isString() || value.stringValue().length() > MAX_DIGITS) {
      return null;
    }
    try {
      return new BigDecimal(value.stringValue().strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  BigDecimal decimalOr(String member, BigDecimal otherwise) {
    BigDecimal value = decimal(member);
    return value == null ? otherwise : value;
  }

  boolean flagOr(String member, boolean otherwise) {
    Boolean value = flag(member);
    return value == null ? otherwise : value;
  }

  @Nullable Boolean flag(String member) {
    JsonNode value = node.get(member);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return switch (value.isContainer() ? "{}" : value.asString()) {
      case "1", "true" -> true;
      case "0", "false" -> false;
      case "" -> null;
      default -> {
        refuse(member, "true or false");
        yield null;
      }
    };
  }

  @Nullable Instant time(String member) {
    String value = text(member);
    if (value == null || WireTime.isNone(value)) {
      return null;
    }
    Instant moment = WireTime.parse(value);
    if (moment == null) {
      refuse(member, "a time: " + Excerpt.of(value, 40));
    }
    return moment;
  }

  /// Lightspeed's counter; null when it is missing, in another form, or cannot be one.
  @Nullable Long version() {
    return PageCursor.plausible(lenient().wholeNumber("version"));
  }

  @Nullable Long wholeNumber(String member) {
    BigDecimal value = decimal(member);
    if (value == null) {
      return null;
    }
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      refuse(member, "a whole number");
      return null;
    }
  }

  boolean isEmptyList(String member) {
    JsonNode value = node.get(member);
    return value == null || value.isEmpty();
  }

  /// A member as it came, to be sent back as it came, when `reader` cannot tell what it is.
  @Nullable JsonNode unlessReadable(String member, Function<WireObject, @Nullable String> reader) {
    JsonNode value = node.get(member);
    boolean isThere = value != null && !value.isNull();
    return isThere && reader.apply(lenient()) == null ? value : null;
  }

  /// A member that does not matter counts as missing instead.
  private void refuse(String member, String mustBe) {
    if (!isLenient) {
      throw new WireProblem("the " + what + "'s " + member + " is not " + mustBe);
    }
  }
}
