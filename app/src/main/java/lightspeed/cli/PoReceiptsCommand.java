package lightspeed.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Consumer;
import lightspeed.purchaseorder.ReceiptLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What was received of each line of each order, as a file for a spreadsheet.
@Command(
    description =
        "Writes CSV to standard output: every line of the orders that Lightspeed has, with what was"
            + " ordered, received, is open and came too much. A text that a spreadsheet would take"
            + " for a formula begins with an apostrophe.",
    footer = {
      "  lightspeed-cli po:receipts > receipts.csv",
      "  lightspeed-cli po:receipts --since=7d",
      "  lightspeed-cli po:receipts --order=PO-2025-001"
    })
final class PoReceiptsCommand implements CliCommand {
  @Option(names = "--order", paramLabel = "ORDER", description = "Only this order.")
  private @Nullable String order;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only orders with receipts since: 30m, 24h, 7d, a date or an ISO time.")
  private @Nullable String since;

  @Override
  public ExitCode run(Session session) {
    var services = session.services();
    Instant from = since == null ? null : Moment.read(since, services.clock().instant());
    var terminal = session.terminal();
    if (terminal.isJson()) {
      var lines = new ArrayList<Document>();
      each(session, from, line -> lines.add(document(line)));
      terminal.json(new Document().with("receipts", lines));
      return ExitCode.DONE;
    }
    terminal.print(
        "order,state,supplier,outlet,line,sku,name,ordered,received,open,over,last_receipt_at");
    each(session, from, line -> terminal.print(row(line).toString()));
    return ExitCode.DONE;
  }

  private void each(Session session, @Nullable Instant from, Consumer<ReceiptLine> sink) {
    if (order == null) {
      session.services().orders().receipts(from, sink);
    } else {
      session.services().orders().receiptsOf(order, from, sink);
    }
  }

  private static CsvRow row(ReceiptLine receipt) {
    var line = receipt.line();
    var last = receipt.lastReceiptAt();
    return new CsvRow()
        .text(receipt.publicId())
        .value(receipt.state().name())
        .text(receipt.supplier())
        .text(receipt.outlet())
        .value(Integer.toString(line.number()))
        .text(line.sku())
        .text(line.name())
        .value(Words.number(line.quantity()))
        .value(Words.number(line.quantityReceived()))
        .value(Words.number(line.quantityOpen()))
        .value(Words.number(line.quantityOver()))
        .value(last == null ? "" : last.toString());
  }

  private static Document document(ReceiptLine receipt) {
    return OrderDocuments.of(receipt.line())
        .with("public_id", receipt.publicId())
        .with("state", receipt.state())
        .with("supplier", receipt.supplier())
        .with("outlet", receipt.outlet())
        .with("last_receipt_at", receipt.lastReceiptAt());
  }
}
