package lightspeed.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/// The two ways the product reads and writes JSON. Each mapper is made when it is first asked for,
/// so a command that needs none pays nothing.
///
/// **Threads:** the mappers are immutable and safe.
public final class Json {
  private static final int MAX_NESTING = 500;
  private static final int MAX_NUMBER_CHARACTERS = 1_000;
  private static final int MAX_NAME_CHARACTERS = 50_000;

  /// What [#untrusted()] reads at most, for people.
  public static final String LIMITS =
      "nested at most "
          + MAX_NESTING
          + " levels deep, numbers of at most "
          + MAX_NUMBER_CHARACTERS
          + " and names of at most "
          + MAX_NAME_CHARACTERS
          + " characters";

  private Json() {}

  /// For our own documents: job payloads, `--json` output, REST. Members are snake_case, instants
  /// ISO-8601 in UTC, decimals plain digits (never `1E+3`). An unknown member or a
  /// null where a number must be is an error.
  public static JsonMapper mapper() {
    return Own.MAPPER;
  }

  /// For what others sent (API answers, webhooks): within [#LIMITS], decimals kept exactly
  /// as `BigDecimal`, nothing after the document. Unknown members are ignored. The size of a
  /// document is limited by who reads the bytes.
  public static JsonMapper untrusted() {
    return Others.MAPPER;
  }

  /// As [#mapper()], for documents that others write: of more than `maxTokens` names, values and
  /// brackets none is read.
  public static JsonMapper mapper(long maxTokens) {
    return own(StreamReadConstraints.builder().maxTokenCount(maxTokens).build());
  }

  private static JsonMapper own(StreamReadConstraints constraints) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .build();
  }

  private static final class Own {
    static final JsonMapper MAPPER = own(StreamReadConstraints.defaults());
  }

  private static final class Others {
    static final JsonMapper MAPPER =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxNumberLength(MAX_NUMBER_CHARACTERS)
                            .maxNameLength(MAX_NAME_CHARACTERS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }
}
