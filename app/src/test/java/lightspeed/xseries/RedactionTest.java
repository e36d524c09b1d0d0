package lightspeed.xseries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final AccessToken TOKEN = new AccessToken("lsxs_pt_0123456789abcdef");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_token\": \"hush-hush\"}",
        "{\"Refresh-Token\":\"hush-hush\"}",
        "{\"client_secret\" : \"hush-hush\", \"a\": 1}",
        "{\"password\": \"with \\\" quote hush-hush\"}",
        "{\"api_key\": 12345678hush-hush}",
        "Authorization: Bearer hush-hush",
        "{\"token\": \"hush-hush",
      })
  void whatLooksLikeASecretIsMasked(String text) {
    assertThat(Redaction.text(text, TOKEN)).doesNotContain("hush").contains("****");
  }

  @Test
  void theTokenItselfIsMaskedWhereverItStands() {
    assertThat(Redaction.text("you sent lsxs_pt_0123456789abcdef, did you?", TOKEN))
        .isEqualTo("you sent ****, did you?");
  }

  @Test
  void everythingElseStays() {
    String text = "{\"count\": \"5.00000\", \"name\": \"Tokenizer\", \"reference\": \"PO-1\"}";

    assertThat(Redaction.text(text, TOKEN)).isEqualTo(text);
  }

  @Test
  void aLongBodyIsCutAndASecretOnTheEdgeIsNotLeftInHalf() {
    String body =
        "x".repeat(Redaction.MAX_LOGGED_CHARACTERS - 10) + TOKEN.value() + "y".repeat(9_000);

    String logged = Redaction.body(body.getBytes(UTF_8), TOKEN);

    assertThat(logged).contains("x****").doesNotContain("lsxs").endsWith("… (17206 bytes)");
    assertThat(logged).hasSizeLessThan(Redaction.MAX_LOGGED_CHARACTERS + 50);
  }

  @Test
  void aHostileBodyDoesNotOverflowTheStack() {
    String body = "{\"token\": \"" + "\\\"".repeat(15_000);

    assertThat(Redaction.body(body.getBytes(UTF_8), TOKEN)).startsWith("{\"token\": \"****\"");
  }

  @Test
  void noBodyIsNoText() {
    assertThat(Redaction.body(new byte[0], TOKEN)).isNull();
  }

  @Test
  void theTokenTypePrintsMaskedAndTellsTokensApart() {
    assertThat(TOKEN).hasToString("****");
    assertThat(TOKEN.fingerprint())
        .hasSize(64)
        .isEqualTo(new AccessToken(TOKEN.value()).fingerprint())
        .isNotEqualTo(new AccessToken("another").fingerprint());
  }
}
