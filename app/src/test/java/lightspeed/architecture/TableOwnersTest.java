package lightspeed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each table is written by the packages that docs/tables.md names as its owners, and by no others.
final class TableOwnersTest {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
  private static final Path SOURCES = Path.of("src/main/java/lightspeed");

  private static final Pattern MADE =
      Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?`?([a-z_]+)");
  private static final Pattern WRITE =
      Pattern.compile("\\b(?:INSERT (?:IGNORE )?INTO|REPLACE INTO|UPDATE|DELETE FROM) +([a-z_]+)");
  private static final Pattern COMMENT = Pattern.compile("(?m)^ *//.*$");
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Set<String> tables() throws IOException {
    var tables = new TreeSet<String>();
    for (var file : files(MIGRATIONS)) {
      MADE.matcher(Files.readString(file)).results().forEach(made -> tables.add(made.group(1)));
    }
    return tables;
  }

  @Test
  void everyTableIsWrittenByItsOwnersAndByNobodyElse() throws IOException {
    var tables = tables();
    var writers = new TreeMap<String, Set<String>>();
    for (var file : files(SOURCES)) {
      var owner = SOURCES.relativize(file).getName(0).toString();
      var code = COMMENT.matcher(Files.readString(file)).replaceAll("");
      for (var write : WRITE.matcher(code).results().toList()) {
        if (tables.contains(write.group(1))) {
          writers.computeIfAbsent(write.group(1), _ -> new TreeSet<>()).add(owner);
        }
      }
    }

    assertThat(writers).hasSizeGreaterThan(40).isEqualTo(owners());
  }

  /// The section of docs/tables.md, turned round.
  private static Map<String, Set<String>> owners() throws IOException {
    var text = Files.readString(Path.of("../docs/tables.md"));
    var owners = new TreeMap<String, Set<String>>();
    text.substring(text.indexOf("| package | owns |"))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> NAME.matcher(line).results().map(found -> found.group(1)).toList())
        .forEach(
            names ->
                names.stream()
                    .skip(1)
                    .forEach(
                        table ->
                            owners
                                .computeIfAbsent(table, _ -> new TreeSet<>())
                                .add(names.getFirst())));
    return owners;
  }
}
