package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the repository says about itself holds: links lead somewhere, pages can be found, the tests
/// that pages name exist, and no version is stated for a library that no module uses.
final class RepositoryTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> MODULES = List.of("app", "emulator", "acceptance", "benchmark");

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *#*$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  /// A test class, perhaps below its folder, perhaps with one of its methods.
  private static final Pattern TEST =
      Pattern.compile("(?:[a-z]+/)*([A-Z][A-Za-z]*(?:Test|IT))(?:\\.([a-z][A-Za-z0-9]*))?");

  /// A method of the class that was named before it on the line.
  private static final Pattern METHOD = Pattern.compile("[a-z]+(?:[A-Z0-9][A-Za-z0-9]*){2,}");

  private static final Pattern MANAGED =
      Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>[^<]+</version>(?!\\s*<type>)");

  private static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>();
    for (var folder : Stream.concat(Stream.of("."), MODULES.stream()).toList()) {
      try (var files = Files.list(ROOT.resolve(folder))) {
        files.filter(RepositoryTest::isPage).map(Path::normalize).forEach(pages::add);
      }
    }
    try (var files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(RepositoryTest::isPage).forEach(pages::add);
    }
    return pages;
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md");
  }

  /// The links of a page that lead to a place in this repository.
  private static List<String> links(Path page) throws IOException {
    var text = CODE.matcher(FENCED.matcher(Files.readString(page)).replaceAll("")).replaceAll("");
    return LINK.matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches())
        .toList();
  }

  private static Path target(Path page, String link) {
    var file = link.replaceFirst("#.*", "");
    return file.isEmpty() ? page : page.resolveSibling(file).normalize();
  }

  /// The names by which GitHub lets the headings of a page be linked.
  private static Set<String> sections(Path page) throws IOException {
    var seen = new HashMap<String, Integer>();
    var names = new HashSet<String>();
    var text = FENCED.matcher(Files.readString(page)).replaceAll("");
    HEADING
        .matcher(text)
        .results()
        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
        .map(name -> name.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .forEach(
            name -> {
              int before = seen.merge(name, 1, Integer::sum) - 1;
              names.add(before == 0 ? name : name + "-" + before);
            });
    return names;
  }

  @Test
  void everyLinkLeadsToAFileOfTheRepositoryAndToASectionThatIsThere() throws IOException {
    var dead = new ArrayList<String>();
    for (var page : pages()) {
      for (var link : links(page)) {
        var target = target(page, link);
        boolean isThere = target.startsWith(ROOT) && Files.exists(target);
        int at = link.indexOf('#');
        if (!isThere || (at >= 0 && !sections(target).contains(link.substring(at + 1)))) {
          dead.add(ROOT.relativize(page) + ": " + link);
        }
      }
    }

    assertThat(dead).isEmpty();
  }

  @Test
  void everyPageIsReachedFromTheReadme() throws IOException {
    var unreached = new TreeSet<>(pages());
    var next = new ArrayDeque<Path>(List.of(ROOT.resolve("README.md")));
    while (!next.isEmpty()) {
      var page = next.remove();
      if (Files.isDirectory(page)) {
        unreached.removeIf(each -> page.equals(each.getParent()));
      } else if (unreached.remove(page)) {
        for (var link : links(page)) {
          next.add(target(page, link));
        }
      }
    }

    assertThat(unreached).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"invariants.md", "security.md", "exactly-once.md"})
  void everyTestThatAPageNamesExists(String name) throws IOException {
    var page = ROOT.resolve("docs").resolve(name);
    var tests = tests();
    var missing = new ArrayList<String>();
    int named = 0;
    for (var line : Files.readAllLines(page)) {
      String test = null;
      for (var code : CODE.matcher(line).results().map(found -> found.group(1)).toList()) {
        var found = TEST.matcher(code);
        boolean isTest = found.matches();
        if (isTest) {
          test = tests.get(found.group(1));
        }
        var method = isTest ? found.group(2) : METHOD.matcher(code).matches() ? code : null;
        if (isTest && test == null) {
          missing.add(code);
        } else if (test != null && method != null && !test.contains("void " + method + "(")) {
          missing.add(code);
        }
        named += isTest ? 1 : 0;
      }
    }

    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(10);
  }

  /// The source of each test class of all modules, by its simple name.
  private static Map<String, String> tests() throws IOException {
    var tests = new LinkedHashMap<String, String>();
    for (var module : MODULES) {
      var folder = ROOT.resolve(module).resolve("src/test/java");
      if (Files.exists(folder)) {
        try (var files = Files.walk(folder)) {
          for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
            tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
          }
        }
      }
    }
    return tests;
  }

  @Test
  void everyManagedLibraryIsUsedByAModuleAndEveryVersionIsReferredTo() throws IOException {
    var root = Files.readString(ROOT.resolve("pom.xml"));
    var modules = new StringBuilder();
    for (var module : MODULES) {
      modules.append(Files.readString(ROOT.resolve(module).resolve("pom.xml")));
    }
    int from = root.indexOf("<dependencyManagement>");
    var managed = root.substring(from, root.indexOf("</dependencyManagement>"));

    assertThat(MANAGED.matcher(managed).results().map(found -> found.group(1)))
        .hasSizeGreaterThan(20)
        .allSatisfy(
            library -> assertThat(modules).contains("<artifactId>" + library + "</artifactId>"));
    assertThat(Pattern.compile("<([a-z.-]+\\.version)>").matcher(root).results())
        .allSatisfy(version -> assertThat(root + modules).contains("${" + version.group(1) + "}"));
  }
}
