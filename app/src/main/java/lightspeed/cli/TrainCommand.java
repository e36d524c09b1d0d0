package lightspeed.cli;

import java.util.List;
import picocli.CommandLine.Command;

/// Runs the most common commands, so that the JVM, told to watch (`-XX:AOTCacheOutput`), writes
/// down which classes they need. The launcher calls it, on a database that is thrown away
/// afterwards.
///
/// Every class of the cache is loaded at every start, so a command belongs here only when it is
/// called often.
@Command(hidden = true)
final class TrainCommand implements CliCommand {
  private static final List<List<String>> LINES =
      List.of(
          List.of("queue:stats"),
          List.of("queue:stats", "--json"),
          List.of("queue:list", "--limit=5"),
          List.of("po:list"),
          List.of("__complete", "orders"),
          List.of("help"));

  @Override
  public Kind kind() {
    return Kind.SHORT;
  }

  @Override
  public ExitCode run(Session session) {
    for (var line : LINES) {
      session.commands().run(System.getenv(), true, line.toArray(String[]::new));
    }
    return ExitCode.DONE;
  }
}
