package lightspeed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// Runs common commands on a database of its own, so that the JVM, told to watch
/// (`-XX:AOTCacheOutput`), writes down the classes that such commands need. The launcher tells it.
@Command(hidden = true)
final class TrainCommand implements CliCommand {
  private static final List<List<String>> LINES =
      List.of(
          List.of("db:start"),
          List.of("queue:stats"),
          List.of("queue:stats", "--json"),
          List.of("queue:list", "--limit=5"),
          List.of("queue:show", "job_1"),
          List.of("po:list"),
          List.of("po:list", "--state=DRAFT", "--json"),
          List.of("po:show", "PO-1"),
          List.of("sync:status", "PO-1"),
          List.of("sync:pending"),
          List.of("config:show"),
          List.of("config:set", "queue_max_retries", "3"),
          List.of("db:status"),
          List.of("__complete", "orders"),
          List.of("help"),
          List.of("sync:po", "--help"));

  @Override
  public Kind kind() {
    return Kind.COMPOSED;
  }

  @Override
  public ExitCode run(Session session) throws IOException {
    var folder = Files.createTempDirectory("lightspeed-start");
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
    environment.put("LIGHTSPEED_DATA_DIR", folder.resolve("data").toString());
    environment.put("COLUMNS", "80");
    try {
      for (var line : LINES) {
        session.commands().run(environment, true, line.toArray(String[]::new));
      }
    } finally {
      session.commands().run(environment, true, "db:stop");
      DemoCommand.delete(folder);
    }
    return ExitCode.DONE;
  }
}
