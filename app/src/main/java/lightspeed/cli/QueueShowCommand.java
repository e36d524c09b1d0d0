package lightspeed.cli;

import java.util.List;
import lightspeed.job.Job;
import lightspeed.job.JobAttempt;
import lightspeed.job.JobId;
import lightspeed.job.JobStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// One job with its whole history.
@Command(footer = {"  lightspeed-cli queue:show job_123", "  lightspeed-cli queue:show 123 --json"})
final class QueueShowCommand implements CliCommand {
  @Parameters(paramLabel = "<job>", description = "The job, as 123 or job_123.")
  private JobId job = new JobId(1);

  @Override
  public ExitCode run(Session session) {
    var queue = session.services().queue();
    var found = queue.find(job).orElseThrow(() -> noSuchJob(job));
    var attempts = queue.attempts(job);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          JobDocuments.of(found)
              .with("payload", found.payload())
              .with("history", attempts.stream().map(JobDocuments::of).toList()));
    } else {
      print(found, attempts, terminal);
    }
    return ExitCode.DONE;
  }

  static CommandFailed noSuchJob(JobId job) {
    return new CommandFailed(
        ExitCode.NOT_FOUND,
        "not_found",
        "There is no job " + job + ".",
        "lightspeed-cli queue:list shows jobs.");
  }

  private static void print(Job job, List<JobAttempt> attempts, Terminal terminal) {
    new Facts()
        .add("job", job.id())
        .add("type", job.type())
        .add("about", JobDocuments.about(job))
        .addStatus("status", job.status())
        .add("priority", job.priority().word())
        .add("tries", job.attempts())
        .add("starts", job.starts())
        .add("lost by a worker", job.losses() == 0 ? null : job.losses() + " times")
        .add("cancel requested", job.isCancelRequested() ? "yes" : null)
        .add("worker", job.workerId())
        .add("created", Words.time(job.createdAt()))
        .add("due", job.status() == JobStatus.PENDING ? Words.time(job.availableAt()) : null)
        .add("started", Words.time(job.startedAt()))
        .add("finished", Words.time(job.finishedAt()))
        .add("payload", job.payload())
        .add("error", job.errorMessage())
        .print(terminal);
    if (!attempts.isEmpty()) {
      terminal.print("");
      var table =
          Table.of(
              Table.Column.number("START"),
              Table.Column.status("OUTCOME"),
              Table.Column.text("STARTED"),
              Table.Column.text("FINISHED"),
              Table.Column.flexible("WORKER"),
              Table.Column.flexible("ERROR"));
      for (var attempt : attempts) {
        table.row(
            attempt.number(),
            attempt.outcome(),
            Words.time(attempt.startedAt()),
            Words.time(attempt.finishedAt()),
            attempt.workerId(),
            attempt.errorMessage());
      }
      table.print(terminal);
    }
    if (job.status() == JobStatus.FAILED) {
      terminal.say("Try it again: lightspeed-cli queue:retry " + job.id());
    }
  }
}
