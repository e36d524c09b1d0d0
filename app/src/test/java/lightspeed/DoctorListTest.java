package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import lightspeed.doctor.AllFaults;
import lightspeed.doctor.Fault;
import lightspeed.doctor.Topic;
import org.junit.jupiter.api.Test;

/// docs/doctor.md is the list of faults that the program has, and what repairs them can be typed.
final class DoctorListTest {
  private static final Path LIST = Path.of("../docs/doctor.md");
  private static final Pattern COMMAND = Pattern.compile("lightspeed-cli ([a-z_:-]+)");

  @Test
  void theListIsThatOfTheProgram() throws IOException {
    var rows = Files.readAllLines(LIST).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows).containsExactlyElementsOf(expected());
  }

  private static List<String> expected() {
    var rows = new ArrayList<String>();
    for (var topic : Topic.values()) {
      for (var fault : AllFaults.list()) {
        if (fault.topic() == topic) {
          rows.add(
              "| `%s` | %s | %s | %s |"
                  .formatted(
                      fault.id(),
                      fault.severity().name().toLowerCase(Locale.ROOT),
                      fault.meaning(),
                      fault.repair().replace("<", "&lt;").replace("|", "\\|")));
        }
      }
    }
    return rows;
  }

  @Test
  void idsAreUnique() {
    assertThat(AllFaults.list()).extracting(Fault::id).doesNotHaveDuplicates();
  }

  @Test
  void everyCommandThatRepairsSomethingExists() {
    var names = new ArrayList<>(List.of("--env-file", "__train"));
    new TestCli(Path.of(""), Map.of())
        .run("help", "--json")
        .json()
        .path("commands")
        .forEach(command -> names.add(command.path("name").asString()));

    for (var fault : AllFaults.list()) {
      var matcher = COMMAND.matcher(fault.repair());
      while (matcher.find()) {
        assertThat(names).as(fault.id()).contains(matcher.group(1));
      }
    }
  }
}
