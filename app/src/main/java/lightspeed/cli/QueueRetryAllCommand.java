package lightspeed.cli;

import java.time.Instant;
import java.util.stream.Collectors;
import lightspeed.job.JobId;
import lightspeed.job.JobType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Puts all failed jobs back into the queue.
@Command(
    description =
        "Leaves alone what a person decided some time ago: cancelling an order, pushing it over"
            + " Lightspeed's. Decide again, or retry such a job by its number.",
    footer = {
      "  lightspeed-cli queue:retry-all",
      "  lightspeed-cli queue:retry-all --type=sync_po --since=24h"
    })
final class QueueRetryAllCommand implements CliCommand {
  @Option(names = "--type", paramLabel = "TYPE", description = "Only this type, such as sync_po.")
  private @Nullable String type;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those that failed since: 30m, 24h, 7d, a date or an ISO time.")
  private @Nullable String since;

  @Override
  public boolean isNoted() {
    return true;
  }

  @Override
  public ExitCode run(Session session) {
    var services = session.services();
    @Nullable Instant from = since == null ? null : Moment.read(since, services.clock().instant());
    var done = services.handledQueue().retryAll(type == null ? null : new JobType(type), from);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("retried", done.retried())
              .with(
                  "refused",
                  done.refused().stream()
                      .map(
                          refused ->
                              new Document()
                                  .with("job", refused.job())
                                  .with("reason", refused.getMessage()))
                      .toList())
              .with("decisions", done.decisions()));
    } else {
      terminal.print(
          Words.count(done.retried().size(), "failed job") + " put back into the queue.");
      done.refused().forEach(refused -> terminal.print(String.valueOf(refused.getMessage())));
      if (!done.decisions().isEmpty()) {
        terminal.print(
            Words.count(done.decisions().size(), "job")
                + " left alone, because a person decided on each at the time: "
                + done.decisions().stream().map(JobId::toString).collect(Collectors.joining(", "))
                + ".");
        terminal.say(
            "Decide again with po:cancel or sync:diff --push-local, or retry one: queue:retry"
                + " <job>.");
      }
    }
    return done.refused().isEmpty() ? ExitCode.DONE : ExitCode.PARTLY;
  }
}
