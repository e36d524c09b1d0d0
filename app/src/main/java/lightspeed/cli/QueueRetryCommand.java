package lightspeed.cli;

import lightspeed.job.JobId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Puts a failed or cancelled job back into the queue.
@Command(footer = {"  lightspeed-cli queue:retry job_123"})
final class QueueRetryCommand implements CliCommand {
  @Parameters(paramLabel = "<job>", description = "The job, as 123 or job_123.")
  private JobId job = new JobId(1);

  @Override
  public boolean isNoted() {
    return true;
  }

  @Override
  public ExitCode run(Session session) {
    session.services().handledQueue().retry(job);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(new Document().with("retried", job));
    } else {
      terminal.print(job + " is queued again with its attempts reset.");
    }
    return ExitCode.DONE;
  }
}
