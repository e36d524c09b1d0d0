package lightspeed.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lightspeed.job.JobId;
import lightspeed.job.JobStatus;

/// Looks at jobs until each of them has ended.
final class FollowJobs {
  private static final Duration PAUSE = Duration.ofMillis(500);

  /// So many jobs are looked at in one round; the first ones end first.
  private static final int AT_ONCE = 100;

  /// Without any worker for this long, waiting on makes no sense.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Session session;
  private final List<JobId> open;
  private final int all;
  private final Map<JobStatus, Integer> ended = new EnumMap<>(JobStatus.class);

  FollowJobs(Session session, List<JobId> jobs) {
    this.session = session;
    this.open = new ArrayList<>(jobs);
    this.all = jobs.size();
  }

  ExitCode run() throws InterruptedException {
    var terminal = session.terminal();
    var services = session.services();
    var bar = new ProgressBar(services.clock(), "orders");
    Instant lastWorker = services.clock().instant();
    while (true) {
      look();
      terminal.progress(bar.of(all - open.size(), all));
      if (open.isEmpty()) {
        terminal.endProgress();
        return report(terminal);
      }
      var now = services.clock().instant();
      if (!services.queue().glance().workers().isEmpty()) {
        lastWorker = now;
      } else if (Duration.between(lastWorker, now).compareTo(PATIENCE) > 0) {
        throw new CommandFailed(
            ExitCode.FAILED,
            "no_worker",
            "No worker runs; " + Words.count(open.size(), "order") + " still wait in the queue.",
            "Start one: lightspeed-cli queue:work");
      }
      try {
        services.sleeper().sleep(PAUSE);
      } catch (InterruptedException _) {
        throw interrupted();
      }
    }
  }

  private CommandFailed interrupted() {
    return new CommandFailed(
        ExitCode.INTERRUPTED,
        "interrupted",
        "Interrupted: "
            + (all - open.size())
            + " of "
            + Words.count(all, "order")
            + " have ended; the others stay queued and workers go on with them.",
        "lightspeed-cli queue:stats shows how far they are.");
  }

  private void look() {
    var round = open.subList(0, Math.min(AT_ONCE, open.size()));
    round.removeIf(
        id -> {
          var status = session.services().queue().find(id).map(job -> job.status());
          boolean isOver =
              status.isEmpty()
                  || (status.get() != JobStatus.PENDING && status.get() != JobStatus.PROCESSING);
          if (isOver) {
            ended.merge(status.orElse(JobStatus.COMPLETED), 1, Integer::sum);
          }
          return isOver;
        });
  }

  private ExitCode report(Terminal terminal) {
    int sent = ended.getOrDefault(JobStatus.COMPLETED, 0);
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("queued", all)
              .with("completed", sent)
              .with("failed", ended.getOrDefault(JobStatus.FAILED, 0))
              .with("cancelled", ended.getOrDefault(JobStatus.CANCELLED, 0)));
    } else {
      terminal.print(sent + " of " + Words.count(all, "order") + " sent.");
      if (sent < all) {
        terminal.say("Why the others were not: lightspeed-cli po:list --sync-status=FAILED");
      }
    }
    if (sent == all) {
      return ExitCode.DONE;
    }
    return sent == 0 ? ExitCode.FAILED : ExitCode.PARTLY;
  }
}
