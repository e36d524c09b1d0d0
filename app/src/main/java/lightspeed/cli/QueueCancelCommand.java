package lightspeed.cli;

import lightspeed.job.CancelResult;
import lightspeed.job.JobId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Cancels a job that waits, or asks a running one to stop.
@Command(footer = {"  lightspeed-cli queue:cancel job_123"})
final class QueueCancelCommand implements CliCommand {
  @Parameters(paramLabel = "<job>", description = "The job, as 123 or job_123.")
  private JobId job = new JobId(1);

  @Override
  public boolean isNoted() {
    return true;
  }

  @Override
  public ExitCode run(Session session) {
    var result = session.services().handledQueue().cancel(job);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(new Document().with("job", job).with("result", result));
    } else {
      terminal.print(sentence(result));
    }
    return ExitCode.DONE;
  }

  private String sentence(CancelResult result) {
    return switch (result) {
      case CANCELLED -> job + " is cancelled.";
      case REQUESTED -> job + " is running; it was asked to stop at its next safe point.";
      case ALREADY_CANCELLED -> job + " was cancelled before.";
    };
  }
}
