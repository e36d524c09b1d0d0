package lightspeed.cli;

import java.io.IOException;
import java.util.Map;

/// One command. To add one: a class that implements this with picocli's `@Command` (examples in its
/// footer), `@Option` and `@Parameters`, and a line in [CommandList].
///
/// Defaults are the fields' initial values, because a command that is called without arguments is
/// run without picocli (which costs a noticeable part of a short command's time).
interface CliCommand {

  /// Does the work and prints the result.
  ///
  /// @throws IOException when a file named by the user cannot be used
  /// @throws InterruptedException when the user stopped it
  ExitCode run(Session session) throws IOException, InterruptedException;

  /// Settings that were given as options of this command, by key; they are stronger than all
  /// others.
  default Map<String, String> settings() {
    return Map.of();
  }

  /// Whether it changes something and no service notes that in the audit log; then the command line
  /// is noted, before it is carried out.
  default boolean isNoted() {
    return false;
  }

  /// How much the command needs around it.
  default Kind kind() {
    return Kind.SHORT;
  }

  /// What a command needs around it.
  enum Kind {
    /// One connection and no log: starting a log system takes longer than most commands.
    SHORT,
    /// What it does is written to the log files.
    LOGGED,
    /// Runs other commands, each with what that one needs.
    COMPOSED,
    /// As LOGGED, with a pool of connections.
    LONG_RUNNING
  }
}
