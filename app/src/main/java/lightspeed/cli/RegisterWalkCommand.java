package lightspeed.cli;

import lightspeed.changes.ConsignmentChanges;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Reads Lightspeed's list of consignments now.
@Command(
    description = {
      "Reads what changed in Lightspeed's list of consignments, so that register:list and sync:po"
          + " know which order numbers are taken, and shows what that tells about your orders."
          + " Workers do it before they create anything.",
      "Exits 1 when the list cannot be read to its end; the message names the next step."
    },
    footer = {"  lightspeed-cli register:walk", "  lightspeed-cli register:walk --from-start"})
final class RegisterWalkCommand implements CliCommand {
  @Option(
      names = "--from-start",
      description = "Read the whole list again; nothing that is known is forgotten.")
  private boolean isFromStart;

  @Override
  public boolean isNoted() {
    return true;
  }

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    session.stopInOrder();
    var services = session.services();
    services.handledQueue();
    var place = services.changes().now();
    var walked = services.changes().walk(isFromStart);
    try (var worker = services.worker(ConsignmentChanges.ofWalk())) {
      var _ = worker.drain();
    }
    var changes = services.changes().since(place);
    var left = services.changes().unjudged();
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("pages", walked.pages())
              .with("rows", walked.rows())
              .with("changes", SyncReconcileCommand.documents(changes)));
    } else {
      terminal.print(
          "The list was read to its end: "
              + Words.count(walked.rows(), "changed consignment")
              + " in "
              + Words.count(walked.pages(), "call")
              + ".");
      if (!changes.isEmpty()) {
        SyncReconcileCommand.print(changes, terminal);
      }
    }
    if (!left.isEmpty()) {
      terminal.say(
          "Other consignments have the numbers of "
              + String.join(", ", left)
              + ", and could not be read yet. A worker reads them, or now: lightspeed-cli sync:diff"
              + " "
              + left.getFirst());
    }
    return ExitCode.DONE;
  }
}
