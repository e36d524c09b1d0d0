package lightspeed.cli;

import lightspeed.job.JobId;
import lightspeed.job.Priority;
import lightspeed.sync.SyncService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Sends one order now and shows each step.
@Command(
    description = {
      "Runs the same job that a worker would run, so an order is never sent twice. When a worker"
          + " has it already, that one is followed. Ctrl-C hands the job back.",
      "Exits 1 when it failed or will be tried again, 4 when its number is taken or its state does"
          + " not allow it, 5 when Lightspeed refuses the token, 6 when it cannot be reached."
    },
    footer = {
      "  lightspeed-cli sync:po PO-2025-001",
      "  lightspeed-cli sync:po PO-2025-001 --dry-run",
      "  lightspeed-cli sync:po PO-2025-001 --queue --priority=critical"
    })
final class SyncPoCommand implements CliCommand {
  @Parameters(paramLabel = "<order>", description = "The order's number or id.")
  private String order = "";

  @Option(names = "--queue", description = "Only queue it, for a worker.")
  private boolean isQueueing;

  @Option(names = "--dry-run", description = "Show the calls it would make; change nothing.")
  private boolean isDryRun;

  @Option(
      names = "--priority",
      paramLabel = "WORD",
      description = "critical, high, normal or low (high; normal with --queue).")
  private @Nullable Priority priority;

  @Override
  public boolean isNoted() {
    return !isDryRun;
  }

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    if (isDryRun) {
      return SyncPlanText.show(session.services().sync().plan(order), session.terminal());
    }
    var urgency = priority != null ? priority : isQueueing ? Priority.NORMAL : Priority.HIGH;
    var terminal = session.terminal();
    switch (session.services().sync().request(order, urgency)) {
      case SyncService.Request.AlreadySent sent -> {
        terminal.say("Order " + sent.order().publicId() + " is in Lightspeed already.");
        show(session, null);
        return ExitCode.DONE;
      }
      case SyncService.Request.Queued queued -> {
        if (isQueueing) {
          terminal.say(
              queued.isNew() ? "Queued as " + queued.job() : queued.job() + " was queued before");
          show(session, queued.job());
          return ExitCode.DONE;
        }
        session.stopInOrder();
        var end = send(session, queued);
        show(session, queued.job());
        if (end != null) {
          throw end;
        }
        return ExitCode.DONE;
      }
    }
  }

  private static @Nullable CommandFailed send(Session session, SyncService.Request.Queued queued) {
    try {
      return new ForegroundSync(session, queued.order(), queued.job(), ForegroundSync.Act.SENDING)
          .run();
    } catch (InterruptedException _) {
      throw new CommandFailed(
          ExitCode.INTERRUPTED,
          "interrupted",
          "Interrupted. "
              + queued.job()
              + " is back in the queue; the next worker, or sync:po again, goes on where it"
              + " stopped.",
          "How far it is: lightspeed-cli sync:status " + queued.order().publicId());
    }
  }

  private void show(Session session, @Nullable JobId job) {
    var services = session.services();
    var report = services.sync().report(order);
    if (session.terminal().isJson()) {
      var lines = services.orders().lines(report.order().id());
      var differences = services.drift().known(report.order());
      var standing = services.standings().of(report);
      long calls = job == null ? 0 : services.jobCalls().count(job.value());
      session
          .terminal()
          .json(
              OrderDocuments.of(report, lines, differences, standing)
                  .with("api_calls", calls)
                  .with("job", job));
    } else {
      SyncStatusCommand.summary(report).print(session.terminal());
    }
  }
}
