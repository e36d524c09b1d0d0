package lightspeed.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lightspeed.changes.ConsignmentChanges;
import lightspeed.changes.ConsignmentChanges.Change;
import lightspeed.changes.PollConsignments;
import lightspeed.job.JobId;
import lightspeed.job.JobStatus;
import lightspeed.job.JobType;
import picocli.CommandLine.Command;

/// Asks Lightspeed for changes now, takes them over and shows them.
@Command(
    description = "A worker does this automatically every sync_poll_interval.",
    footer = {"  lightspeed-cli sync:reconcile", "  lightspeed-cli sync:reconcile --json"})
final class SyncReconcileCommand implements CliCommand {
  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    var services = session.services();
    services.handledQueue();
    Hindered.refuseSending(services);
    var place = services.changes().now();
    LineFailure.probeIfDown(services.line());
    var poll = services.changes().requestPoll();
    session.stopInOrder();
    try (var worker = services.worker(types())) {
      var report = worker.drain();
      LineFailure.whenDown(services.line().lookClosely())
          .ifPresent(
              failure -> {
                throw new CommandFailed(failure);
              });
      requireDone(session, poll);
      show(services.changes().since(place), session.terminal());
      if (report.failed() > 0) {
        session.terminal().say("Some orders could not be read; a worker tries them again.");
        return ExitCode.PARTLY;
      }
      return ExitCode.DONE;
    }
  }

  private static Set<JobType> types() {
    var types = new HashSet<>(ConsignmentChanges.ofWalk());
    types.add(PollConsignments.TYPE);
    return types;
  }

  private static void requireDone(Session session, JobId poll) throws InterruptedException {
    var job = session.services().queue().find(poll);
    if (job.isPresent() && job.get().status() != JobStatus.COMPLETED) {
      LineFailure.whenProbeFails(session.services().line())
          .ifPresent(
              failure -> {
                throw new CommandFailed(failure);
              });
      throw new CommandFailed(
          session.services().jobCalls().endedUnanswered(poll.value())
              ? ExitCode.UNREACHABLE
              : ExitCode.FAILED,
          "poll_failed",
          "Lightspeed could not be asked for changes: " + job.get().errorMessage(),
          "A worker tries again. lightspeed-cli vend:test tells when Lightspeed is back.");
    }
  }

  private static void show(List<Change> changes, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(new Document().with("changes", documents(changes)));
      return;
    }
    if (changes.isEmpty()) {
      terminal.print("Nothing changed.");
      return;
    }
    print(changes, terminal);
  }

  static List<Document> documents(List<Change> changes) {
    return changes.stream()
        .map(
            change ->
                new Document()
                    .with("public_id", change.order())
                    .with("operation", change.operation())
                    .with("words", change.words()))
        .toList();
  }

  static void print(List<Change> changes, Terminal terminal) {
    var table =
        Table.of(
            Table.Column.text("ORDER"),
            Table.Column.text("OPERATION"),
            Table.Column.flexible("WHAT"));
    changes.forEach(change -> table.row(change.order(), change.operation(), change.words()));
    table.print(terminal);
  }
}
