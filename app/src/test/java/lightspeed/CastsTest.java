package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;

/// The recordings in docs/casts are what the program prints: each is typed anew, on an empty
/// embedded database and a sandbox, and compared. `-Dcasts.record=true` writes them instead.
@Tag("slow")
final class CastsTest {
  private static final Path CASTS = Path.of("../docs/casts");
  private static final String PROMPT = "$ lightspeed-cli ";
  private static final String ADDRESS = "http://127.0.0.1:9100";

  /// Not a heading of a table, which has two spaces.
  private static final Pattern REMARK = Pattern.compile("# [^ ]");

  /// What staff do in Lightspeed: a remark that is carried out.
  private static final String SHOP = "# the shop receives ";

  /// What somebody does to an order's file in an editor: a remark that is carried out.
  private static final Pattern EDIT = Pattern.compile("# in (\\S+) (\\S+) becomes (\\S+)");

  /// The program would look for it in the folder of this process.
  private static final Pattern FILE = Pattern.compile("[a-z-]+\\.(csv|sql)");

  private static final Pattern UUID =
      Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");
  private static final Pattern TIME =
      Pattern.compile("\\b20[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9:.]{5,15}Z?");
  private static final Pattern CLOCK = Pattern.compile("(?m)^[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
  private static final Pattern WORKER = Pattern.compile("worker=\\S+( host=\\S+ pid=\\S+)?");
  private static final Pattern PROCESS = Pattern.compile("(?m)^(process +|address +jdbc.*:)[0-9]+");
  private static final Pattern CALLS = Pattern.compile("\\b[0-9]+ (left \\(limit|of 350 in)");

  /// A sandbox without memory is another store at each start.
  private static final Pattern STORE = Pattern.compile("(?m)^(domain prefix +sandbox)[0-9]+");

  private static final Pattern SIZE = Pattern.compile("\\([0-9.,]+ (KiB|MiB|bytes)\\)");

  @TempDir private Path folder = Path.of("");

  static Stream<Path> casts() throws IOException {
    try (var files = Files.list(CASTS)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("casts")
  void aRecordingIsWhatIsPrinted(Path cast) throws IOException {
    var recorded = Files.readString(cast);

    var played = play(recorded.lines().toList());

    if (Boolean.getBoolean("casts.record")) {
      Files.writeString(cast, played);
    } else {
      assertThat(played).isEqualTo(recorded);
    }
  }

  private String play(List<String> lines) throws IOException {
    var options = EmulatorOptions.defaults();
    try (var emulator = Emulator.start(options)) {
      Files.copy(Path.of("../docs/example-order.csv"), folder.resolve("orders.csv"));
      var cli = new TestCli(folder, environment(emulator));
      try {
        return transcript(lines, cli, emulator);
      } finally {
        cli.run("db:stop");
      }
    }
  }

  private String transcript(List<String> lines, TestCli cli, Emulator emulator) throws IOException {
    var text = new StringBuilder();
    for (var line : lines) {
      if (line.startsWith(PROMPT)) {
        text.append(line).append('\n').append(typed(cli, line, emulator));
      } else if (REMARK.matcher(line).lookingAt()) {
        text.append(line).append('\n');
        carryOut(line, emulator, cli);
      } else if (line.isEmpty() && !text.toString().endsWith("\n\n")) {
        text.append('\n');
      }
    }
    return text.toString().strip() + "\n";
  }

  private Map<String, String> environment(Emulator emulator) {
    var environment = new HashMap<String, String>();
    environment.put("LIGHTSPEED_DATA_DIR", folder.resolve("data").toString());
    environment.put("LIGHTSPEED_API_URL", emulator.url());
    environment.put("LIGHTSPEED_API_TOKEN", emulator.token());
    environment.put("SYNC_SETTLE_SECONDS", "6");
    return environment;
  }

  private String typed(TestCli cli, String line, Emulator emulator) {
    var words =
        Stream.of(line.substring(PROMPT.length()).split(" +"))
            .map(word -> FILE.matcher(word).matches() ? folder.resolve(word).toString() : word)
            .toArray(String[]::new);
    return normal(cli.transcript(words).replace(emulator.url(), ADDRESS)) + "\n";
  }

  /// Without what is another every time.
  private String normal(String printed) {
    var plain = printed.replace(folder.toString() + "/", "");
    plain = UUID.matcher(plain).replaceAll("<id>");
    plain = TIME.matcher(plain).replaceAll("<time>");
    plain = CLOCK.matcher(plain).replaceAll("<time>");
    plain = WORKER.matcher(plain).replaceAll("worker=<worker>");
    plain = PROCESS.matcher(plain).replaceAll("$1<number>");
    plain = CALLS.matcher(plain).replaceAll("<number> $1");
    plain = plain.replace("cli:" + System.getProperty("user.name"), "cli:you");
    plain = STORE.matcher(plain).replaceAll("$1<number>");
    plain = SIZE.matcher(plain).replaceAll("(<size>)");
    return plain.lines().map(String::stripTrailing).reduce("", (all, one) -> all + one + "\n");
  }

  private void carryOut(String remark, Emulator emulator, TestCli cli) throws IOException {
    var edit = EDIT.matcher(remark);
    if (remark.startsWith(SHOP)) {
      var order = remark.substring(SHOP.length()).strip();
      var status = cli.run("sync:status", order, "--json").json();
      emulator.receive(status.path("lightspeed_consignment_id").asString());
    } else if (edit.matches()) {
      var file = folder.resolve(edit.group(1));
      Files.writeString(file, Files.readString(file).replace(edit.group(2), edit.group(3)));
    }
  }
}
