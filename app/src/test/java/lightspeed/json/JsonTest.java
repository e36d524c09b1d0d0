package lightspeed.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class JsonTest {
  record Sample(
      String publicId, Instant createdAt, BigDecimal unitCost, @Nullable String notes, int lines) {}

  private static final Sample SAMPLE =
      new Sample(
          "PO-1", Instant.parse("2026-11-20T10:00:00.123456Z"), new BigDecimal("1E+3"), null, 2);
  private static final String TEXT =
      "{\"public_id\":\"PO-1\",\"created_at\":\"2026-11-20T10:00:00.123456Z\",\"unit_cost\":1000,"
          + "\"notes\":null,\"lines\":2}";

  @Test
  void ownDocumentsAreSnakeCaseWithIsoTimesAndPlainDecimals() {
    assertThat(Json.mapper().writeValueAsString(SAMPLE)).isEqualTo(TEXT);
  }

  @Test
  void ownDocumentsComeBackAsTheyWere() {
    Sample back = Json.mapper().readValue(TEXT, Sample.class);

    assertThat(back.createdAt()).isEqualTo(SAMPLE.createdAt());
    assertThat(back.unitCost()).isEqualByComparingTo("1000");
  }

  @Test
  void aMistakeInOurOwnDocumentIsToldAndNotGuessed() {
    assertThatThrownBy(
            () -> Json.mapper().readValue(TEXT.replace("notes", "remarks"), Sample.class))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> Json.mapper().readValue(TEXT.replace(":2}", ":null}"), Sample.class))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void decimalsOfOthersAreKeptExactly() {
    assertThat(
            Json.untrusted()
                .readTree("{\"cost\": 0.12345678901234567890123}")
                .get("cost")
                .decimalValue())
        .isEqualTo(new BigDecimal("0.12345678901234567890123"));
  }

  @Test
  void nestingAndNumbersOfOthersAreLimited() {
    assertThatThrownBy(() -> Json.untrusted().readTree("[".repeat(501) + "]".repeat(501)))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> Json.untrusted().readTree("1".repeat(1_001)))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> Json.untrusted().readTree("{} {}"))
        .isInstanceOf(JacksonException.class);
  }
}
