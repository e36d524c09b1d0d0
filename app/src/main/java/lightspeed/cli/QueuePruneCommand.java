package lightspeed.cli;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Deletes old finished jobs.
@Command(footer = {"  lightspeed-cli queue:prune", "  lightspeed-cli queue:prune 30 --failed"})
final class QueuePruneCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "<days>",
      description = "Those that ended longer ago than so many days (7).")
  private int days = 7;

  @Option(names = "--failed", description = "Also FAILED ones, which otherwise stay.")
  private boolean isFailedToo;

  @Override
  public boolean isNoted() {
    return true;
  }

  @Override
  public ExitCode run(Session session) {
    if (days < 0) {
      throw new UsageError("Days are zero or more, not " + days + ".", null);
    }
    long deleted = session.services().queue().prune(Duration.ofDays(days), isFailedToo);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(new Document().with("deleted", deleted));
    } else {
      terminal.print(Words.count(deleted, "finished job") + " deleted.");
    }
    return ExitCode.DONE;
  }
}
