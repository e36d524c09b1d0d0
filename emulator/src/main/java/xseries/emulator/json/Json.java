package xseries.emulator.json;

import java.math.BigDecimal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes JSON.
public final class Json {
  /// Deeper nesting than any API body needs; protects the stack.
  private static final int MAX_DEPTH = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /// Reads one JSON value.
  ///
  /// @throws JacksonException when the bytes are not one JSON value in UTF-8
  public static JsonNode parse(byte[] bytes) {
    return MAPPER.readTree(bytes);
  }

  /// Reads one JSON value.
  ///
  /// @throws JacksonException when the text is not one JSON value
  public static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  /// A record as JSON with snake case names.
  public static JsonNode of(Object value) {
    return MAPPER.valueToTree(value);
  }

  /// The opposite of [#of].
  ///
  /// @throws JacksonException when the JSON does not fit the record
  public static <T> T to(JsonNode node, Class<T> type) {
    return MAPPER.treeToValue(node, type);
  }

  /// A number that keeps the scale it is written with.
  public static JsonNode number(BigDecimal value) {
    return JsonNodeFactory.instance.numberNode(value.stripTrailingZeros());
  }
}
