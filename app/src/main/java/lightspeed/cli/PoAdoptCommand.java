package lightspeed.cli;

import java.util.List;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.sync.AdoptService;
import lightspeed.sync.Differing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes a consignment that stands in Lightspeed over as an order's.
@Command(
    description = {
      "For an approved order that stands in Lightspeed already: typed in by hand, sent by another"
          + " program, or forgotten by a restored database. Shows what differs, then asks.",
      "While the consignment is OPEN, a worker goes on with it: it adds the lines that are missing"
          + " there and sends it. Any other difference stops the order, because nothing that"
          + " someone wrote there is changed. SENT or later, the order is in that state at once,"
          + " and what differs stays different until you settle it: lightspeed-cli sync:diff.",
      "With --exact --all: every order that was stopped for its number and whose consignment is"
          + " exactly the order.",
      "Exits 4 when the consignment cannot be this order or has changed since it was shown, 7 when"
          + " --all leaves some."
    },
    footer = {
      "  lightspeed-cli po:adopt PO-2025-001 --consignment=0af7b240-ab24-11e7",
      "  lightspeed-cli po:adopt --exact --all --yes"
    })
final class PoAdoptCommand implements CliCommand {
  @Parameters(arity = "0..1", paramLabel = "<order>", description = "The order's number or id.")
  private @Nullable String order;

  @Option(names = "--consignment", paramLabel = "ID", description = "Lightspeed's id of it.")
  private @Nullable String consignment;

  @Option(names = "--exact", description = "With --all: only where every line is equal.")
  private boolean isExact;

  @Option(names = "--all", description = "With --exact: every order stopped for its number.")
  private boolean isAll;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean isSure;

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
    session.services().handledQueue();
    if (isExact || isAll) {
      if (!isExact || !isAll || order != null || consignment != null) {
        throw new UsageError("--exact and --all go together, without an order.", null);
      }
      return adoptExact(session);
    }
    if (order == null || consignment == null) {
      throw new UsageError(
          "Name the order and --consignment=ID, or say --exact --all.",
          "lightspeed-cli register:list --reference=NUMBER shows which consignments there are.");
    }
    return adopt(session, order, consignment);
  }

  private ExitCode adopt(Session session, String order, String consignment)
      throws InterruptedException {
    var terminal = session.terminal();
    var id = RegisterSkipCommand.consignment(consignment);
    var question = "Is consignment " + id + " order " + order + "?";
    if (!isSure && !terminal.isAttended()) {
      return Sure.of(terminal, isSure, question) ? ExitCode.DONE : ExitCode.FAILED;
    }
    var adopting = session.services().adopting();
    var look = adopting.look(order, id);
    if (!terminal.isJson()) {
      show(look, terminal);
    }
    if (!Sure.of(terminal, isSure, question)) {
      return ExitCode.DONE;
    }
    report(adopting.adopt(look, session.services().actor()), look, terminal);
    return ExitCode.DONE;
  }

  private static void show(AdoptService.Look look, Terminal terminal) {
    if (look.differences().isEmpty()) {
      terminal.print(
          "Consignment "
              + look.consignment()
              + " ("
              + look.status()
              + ") is exactly order "
              + look.order().publicId()
              + ".");
      return;
    }
    var table =
        Table.of(
            Table.Column.text("WHAT"),
            Table.Column.flexible("HERE"),
            Table.Column.flexible("LIGHTSPEED"));
    for (var one : look.differences()) {
      table.row(one.item(), one.here(), one.there());
    }
    table.print(terminal);
  }

  private static void report(PurchaseOrder adopted, AdoptService.Look look, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("public_id", adopted.publicId())
              .with("state", adopted.state())
              .with("lightspeed_consignment_id", adopted.lightspeedConsignmentId())
              .with("lightspeed_status", adopted.lightspeedStatus())
              .with(
                  "differences",
                  look.differences().stream().map(PoAdoptCommand::document).toList()));
      return;
    }
    terminal.print(
        "Order "
            + adopted.publicId()
            + " is consignment "
            + adopted.lightspeedConsignmentId()
            + " now, "
            + adopted.state()
            + ".");
    terminal.say(
        adopted.state().isBeforeSending()
            ? next(look) + " Now: lightspeed-cli sync:po " + adopted.publicId()
            : look.differences().isEmpty()
                ? "Compare the two at any time: lightspeed-cli sync:diff " + adopted.publicId()
                : "They still differ; settle it: lightspeed-cli sync:diff " + adopted.publicId());
  }

  private static String next(AdoptService.Look look) {
    return look.differences().isEmpty()
        ? "A worker sends it."
        : "A worker adds lines that are missing there and sends it; any other difference stops it.";
  }

  private static Document document(Differing one) {
    return new Document()
        .with("item", one.item())
        .with("here", one.here())
        .with("there", one.there());
  }

  private ExitCode adoptExact(Session session) throws InterruptedException {
    var terminal = session.terminal();
    var question =
        "Take over the consignment of every order that was stopped for its number and is exactly"
            + " equal?";
    if (!Sure.of(terminal, isSure, question)) {
      return ExitCode.DONE;
    }
    var done = session.services().adopting().adoptExact(session.services().actor());
    var queued = done.queued().stream().map(PurchaseOrder::publicId).toList();
    var left = done.left().stream().map(PurchaseOrder::publicId).toList();
    if (terminal.isJson()) {
      terminal.json(new Document().with("queued", queued).with("left", left));
    } else {
      print(queued, left, terminal);
    }
    return left.isEmpty() ? ExitCode.DONE : ExitCode.PARTLY;
  }

  private static void print(List<String> queued, List<String> left, Terminal terminal) {
    if (queued.isEmpty() && left.isEmpty()) {
      terminal.print("No order was stopped for its number.");
    }
    queued.forEach(
        number -> terminal.print(number + " is equal; a worker links it to its consignment."));
    left.forEach(
        number ->
            terminal.print(
                number + " differs; see why: lightspeed-cli sync:po " + number + " --dry-run"));
  }
}
