package lightspeed.cli;

import picocli.CommandLine.Command;

/// Releases jobs of dead workers.
@Command(
    description =
        "Workers do this automatically about every second; by hand it is only needed when"
            + " no worker runs.",
    footer = {"  lightspeed-cli queue:recover"})
final class QueueRecoverCommand implements CliCommand {
  @Override
  public boolean isNoted() {
    return true;
  }

  @Override
  public ExitCode run(Session session) {
    var released = session.services().handledQueue().recover();
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(new Document().with("released", released));
    } else {
      terminal.print(Words.count(released.size(), "job") + " of dead workers released.");
      released.forEach(job -> terminal.print(job.toString()));
    }
    return ExitCode.DONE;
  }
}
