package lightspeed.cli;

import java.util.List;
import lightspeed.job.Job;
import lightspeed.job.JobFilter;
import lightspeed.job.JobId;
import lightspeed.job.JobStatus;
import lightspeed.job.JobType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Jobs, the newest first.
@Command(
    footer = {
      "  lightspeed-cli queue:list",
      "  lightspeed-cli queue:list --status=FAILED --limit=20",
      "  lightspeed-cli queue:list | grep FAILED"
    })
final class QueueListCommand implements CliCommand {
  /// More of an error is in queue:show.
  private static final int ERROR_WIDTH = 160;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only these: PENDING, PROCESSING, COMPLETED, FAILED or CANCELLED.")
  private @Nullable JobStatus status;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only this type, such as sync_po.")
  private @Nullable String type;

  @Option(names = "--limit", paramLabel = "N", description = "Maximum number of rows (default 50).")
  private int limit = 50;

  @Option(names = "--before", paramLabel = "JOB", description = "Only jobs older than this one.")
  private @Nullable JobId before;

  @Override
  public ExitCode run(Session session) {
    var terminal = session.terminal();
    var jobs = session.services().queue().list(filter());
    if (terminal.isJson()) {
      terminal.json(new Document().with("jobs", jobs.stream().map(JobDocuments::of).toList()));
      return ExitCode.DONE;
    }
    if (jobs.isEmpty()) {
      terminal.say("No jobs.");
      return ExitCode.DONE;
    }
    table(jobs).print(terminal);
    if (jobs.size() == limit) {
      terminal.say("There may be more: --before=" + jobs.getLast().id() + " or --limit.");
    }
    return ExitCode.DONE;
  }

  private JobFilter filter() {
    try {
      return new JobFilter(status, type == null ? null : new JobType(type), limit, before);
    } catch (IllegalArgumentException e) {
      throw new UsageError(String.valueOf(e.getMessage()), null);
    }
  }

  private static Table table(List<Job> jobs) {
    var table =
        Table.of(
            Table.Column.text("ID"),
            Table.Column.text("TYPE"),
            Table.Column.status("STATUS"),
            Table.Column.text("PRIORITY"),
            Table.Column.number("ATTEMPTS"),
            Table.Column.flexible("ABOUT"),
            Table.Column.text("CREATED"),
            Table.Column.flexible("ERROR"));
    for (var job : jobs) {
      var error = job.errorMessage();
      table.row(
          job.id(),
          job.type(),
          job.status(),
          job.priority().word(),
          job.attempts(),
          JobDocuments.about(job),
          Words.time(job.createdAt()),
          error == null ? null : Table.shortened(Table.oneLine(error), ERROR_WIDTH));
    }
    return table;
  }
}
