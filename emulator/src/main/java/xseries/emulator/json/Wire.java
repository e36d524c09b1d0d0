package xseries.emulator.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Builds an answer object in the vendor's notations. Absent values are printed as null or left
/// out.
public final class Wire {
  /// The vendor's form of times in 2.0: offset, no fraction.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+00:00'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ObjectNode node = Json.object();
  private final boolean printsNulls;

  public Wire(boolean printsNulls) {
    this.printsNulls = printsNulls;
  }

  public Wire text(String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
      return this;
    }
    return absent(name);
  }

  public Wire time(String name, @Nullable Instant value) {
    return text(name, value == null ? null : TIME.format(value));
  }

  /// A time as the newer endpoints write it.
  public Wire zulu(String name, @Nullable Instant value) {
    return text(name, value == null ? null : value.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  public Wire flag(String name, boolean value) {
    node.put(name, value);
    return this;
  }

  public Wire whole(String name, long value) {
    node.put(name, value);
    return this;
  }

  /// A decimal string with five places, as quantities and costs of lines are written.
  public Wire fivePlaces(String name, @Nullable BigDecimal value) {
    return text(name, value == null ? null : fixed(value, 5));
  }

  /// A JSON number, as product money and stock levels are written.
  public Wire number(String name, @Nullable BigDecimal value) {
    if (value != null) {
      node.set(name, Json.number(value));
      return this;
    }
    return absent(name);
  }

  public Wire absent(String name) {
    if (printsNulls) {
      node.putNull(name);
    }
    return this;
  }

  public Wire set(String name, tools.jackson.databind.JsonNode value) {
    node.set(name, value);
    return this;
  }

  public ObjectNode node() {
    return node;
  }

  public static String fixed(BigDecimal value, int places) {
    return value.setScale(places, RoundingMode.HALF_UP).toPlainString();
  }
}
