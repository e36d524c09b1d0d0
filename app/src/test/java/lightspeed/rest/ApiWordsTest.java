package lightspeed.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lightspeed.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiWordsTest {
  private static final String ORDER = "/api/v1/purchase-orders/{id}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Make it a draft again: lightspeed-cli po:reopen PO-1  | Make it a draft again: POST %1$s/reopen
          Approve it first: lightspeed-cli po:approve PO-1.     | Approve it first: POST %1$s/approve.
          Then run sync:retry PO-1.                             | Then call POST %1$s/sync.
          What works: sync:diff PO-1 --push-local or sync:diff PO-1 --ignore. | What works: POST %1$s/diff with push_local or POST %1$s/diff with ignore.
          Look: lightspeed-cli register:list --reference=PO-1   | Look: GET /api/v1/references
          Begin with the other store: lightspeed-cli store:switch | Begin with the other store: the command store:switch on the server
          See `po:list`.                                        | See GET /api/v1/purchase-orders.
          The consignment is SENT since 12:30: look at it.      | The consignment is SENT since 12:30: look at it.
          """)
  void aNextStepIsNamedAsACall(String words, String here) {
    assertThat(ApiWords.of(words)).isEqualTo(here.replace("%1$s", ORDER));
  }

  /// Whoever writes a sentence with a command in it, and whatever the command.
  @Test
  void noSentenceOfTheProgramKeepsACommand() throws IOException {
    List<String> sentences = sentences();

    assertThat(sentences).hasSizeGreaterThan(40);
    for (String sentence : sentences) {
      assertThat(ApiWords.of(sentence)).doesNotContain("lightspeed-cli");
    }
  }

  private static final Pattern LITERALS =
      Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*+\"(?:\\s*+\\+\\s*+\"(?:[^\"\\\\\n]|\\\\.)*+\")*+");

  /// Texts below the surfaces that name the program, with the texts they go on with.
  private static List<String> sentences() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/lightspeed"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        if (file.toString().matches(".*/(cli|console|site|doctor)/.*")) {
          continue;
        }
        LITERALS
            .matcher(Files.readString(file))
            .results()
            .map(MatchResult::group)
            .map(text -> text.replaceAll("\"\\s*\\+\\s*\"", "").replace("\"", ""))
            .filter(text -> text.matches(".*lightspeed-cli [a-z]+:.*"))
            .forEach(found::add);
      }
    }
    return found;
  }

  @Test
  void everyCallItNamesIsThere() throws IOException {
    try (var document = Api.class.getResourceAsStream("openapi.json")) {
      var paths = Json.untrusted().readTree(document).path("paths");
      for (String call : ApiWords.calls()) {
        String[] parts = call.split(" ", -1);
        assertThat(paths.path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT)).isMissingNode())
            .as(call)
            .isFalse();
      }
    }
  }
}
