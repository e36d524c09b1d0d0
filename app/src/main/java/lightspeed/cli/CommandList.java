package lightspeed.cli;

import static lightspeed.cli.CommandEntry.bare;

import java.util.List;

/// All commands. Building one is left to who calls it, because picocli reads a class by reflection
/// and forty of them take longer than a short command may.
final class CommandList {
  static final String HELP = "help";

  static final List<CommandEntry> ALL =
      List.of(
          bare(
              "queue:stats",
              CommandGroup.QUEUE,
              "Count jobs and show live workers",
              QueueStatsCommand::new));

  private CommandList() {}

  /// @throws UsageError when there is no such command; names the nearest
  static CommandEntry require(String name) {
    return ALL.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static UsageError unknown(String name) {
    var names = ALL.stream().map(CommandEntry::name).toList();
    return new UsageError(
        "There is no command " + name + "." + Arguments.didYouMean(Nearest.to(name, names)),
        "lightspeed-cli help lists all commands.");
  }
}
