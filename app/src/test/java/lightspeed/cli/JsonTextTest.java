package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lightspeed.json.Json;
import org.junit.jupiter.api.Test;

final class JsonTextTest {
  private static final Document DOCUMENT =
      new Document()
          .with("zebra", 1)
          .with("apple", new BigDecimal("12.50"))
          .with("at", Instant.parse("2026-11-22T10:00:00Z"))
          .with("none", null)
          .with("maybe", Optional.of(true))
          .with("empty", OptionalLong.empty())
          .with("list", List.of(new Document().with("a", "b"), Map.of()))
          .with("nothing", List.of());

  @Test
  void keysStayInTheirOrder() {
    assertThat(JsonText.line(DOCUMENT))
        .isEqualTo(
            "{\"zebra\":1,\"apple\":12.50,\"at\":\"2026-11-22T10:00:00Z\",\"none\":null,"
                + "\"maybe\":true,\"empty\":null,\"list\":[{\"a\":\"b\"},{}],\"nothing\":[]}");
  }

  @Test
  void aDocumentIsIndented() {
    assertThat(JsonText.document(new Document().with("a", List.of(1)).with("b", "c")))
        .isEqualTo("{\n  \"a\": [\n    1\n  ],\n  \"b\": \"c\"\n}");
  }

  @Test
  void aRealMapperReadsBackEveryCharacter() {
    var text = new StringBuilder("\"\\/ ünï 👕 \u2028");
    for (char c = 0; c < ' '; c++) {
      text.append(c);
    }
    text.append('\u007f');

    var read =
        Json.untrusted().readTree(JsonText.document(new Document().with("t", text.toString())));

    assertThat(read.path("t").asString()).isEqualTo(text.toString());
  }

  @Test
  void aPathIsText() {
    assertThat(JsonText.line(java.nio.file.Path.of("/a/b"))).isEqualTo("\"/a/b\"");
  }
}
