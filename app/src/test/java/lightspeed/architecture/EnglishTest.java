package lightspeed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Texts that people read are free of the words that give away a translation. Looks at the string
/// literals of the product and at the README; the console's pages and docs/ are not looked through
/// yet.
final class EnglishTest {
  private static final Path SOURCES = Path.of("src/main/java/lightspeed");
  private static final Path README = Path.of("../README.md");

  private static final Pattern WORDS =
      Pattern.compile(
          "\\b(somebody|nobody|anew|meanwhile|by itself|by themselves|looked at|at most so many"
              + "|belong together|passes the filter|too many tries|catalogue(?!-))\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  /// Literals that one `+` joins are one text.
  private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

  /// Names for programs, which stay.
  private static final Set<String> IDS = Set.of("catalogue", "nobody");

  @Test
  void noTextOfTheProductSoundsTranslated() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        String source = JOINT.matcher(Files.readString(file)).replaceAll("");
        LITERAL
            .matcher(source)
            .results()
            .map(literal -> literal.group(1))
            .filter(text -> !IDS.contains(text) && WORDS.matcher(text).find())
            .forEach(text -> found.add(SOURCES.relativize(file) + ": " + text));
      }
    }

    assertThat(found).isEmpty();
  }

  @Test
  void neitherDoesTheReadme() throws IOException {
    assertThat(Files.readAllLines(README)).noneMatch(line -> WORDS.matcher(line).find());
  }
}
