package lightspeed.cli;

import lightspeed.sync.BesideService;
import lightspeed.sync.SyncService;

/// Asks whether an order is to be sent beside the consignments that have its number, and queues it.
final class SendBeside {
  private final Session session;
  private final Terminal terminal;

  SendBeside(Session session) {
    this.session = session;
    this.terminal = session.terminal();
  }

  ExitCode run(String order, boolean isSure) throws InterruptedException {
    var question = "Send order " + order + " beside what has its number in Lightspeed?";
    if (!isSure && !terminal.isAttended()) {
      return Sure.of(terminal, isSure, question) ? ExitCode.DONE : ExitCode.FAILED;
    }
    var beside = session.services().beside();
    var look = beside.look(order);
    if (!terminal.isJson()) {
      show(look);
    }
    if (!Sure.of(terminal, isSure, question)) {
      return ExitCode.DONE;
    }
    var request = beside.send(look, session.services().actor());
    report(look, request);
    return ExitCode.DONE;
  }

  private void show(BesideService.Look look) {
    var table =
        Table.of(
            Table.Column.text("CONSIGNMENT"),
            Table.Column.status("STATUS"),
            Table.Column.flexible("NUMBER"),
            Table.Column.text("SUPPLIER"));
    for (var one : look.standing()) {
      table.row(one.id(), one.status(), one.reference(), one.supplierId());
    }
    table.print(terminal);
  }

  private void report(BesideService.Look look, SyncService.Request request) {
    var job = request instanceof SyncService.Request.Queued queued ? queued.job() : null;
    var number = look.order().publicId();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("public_id", number)
              .with("beside", look.standing().stream().map(BesideService.Taker::id).toList())
              .with("job", job));
      return;
    }
    terminal.print(
        "Order "
            + number
            + " is sent beside "
            + Words.count(look.standing().size(), "consignment")
            + ".");
    terminal.say("A worker does it, or now: lightspeed-cli sync:po " + number);
  }
}
