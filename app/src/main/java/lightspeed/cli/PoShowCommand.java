package lightspeed.cli;

import java.util.HashSet;
import java.util.List;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.receipt.OrderDeliveries;
import lightspeed.sync.OperationRecord;
import lightspeed.sync.SyncReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// One order with its lines and its history.
@Command(
    footer = {
      "  lightspeed-cli po:show PO-2025-001",
      "  lightspeed-cli po:show PO-2025-001 --json"
    })
final class PoShowCommand implements CliCommand {
  @Parameters(paramLabel = "<order>", description = "The order's number or id.")
  private String order = "";

  @Override
  public ExitCode run(Session session) {
    var services = session.services();
    var found = services.orders().get(order);
    var report = services.sync().report(order);
    var deliveries = services.receipts().of(found);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          OrderDocuments.of(found.order())
              .with("next_attempt_at", report.nextAttemptAt())
              .with("number_taken", report.numberTaken())
              .with("line_items", found.lines().stream().map(OrderDocuments::of).toList())
              .with("deliveries", deliveries.all().stream().map(OrderDocuments::of).toList())
              .with("deliveries_note", deliveries.note())
              .with("operations", report.operations().stream().map(OrderDocuments::of).toList()));
      return ExitCode.DONE;
    }
    header(found.order()).print(terminal);
    terminal.print("");
    lines(found.lines()).print(terminal);
    show(deliveries, terminal);
    if (!report.operations().isEmpty()) {
      terminal.print("");
      history(report.operations()).print(terminal);
    }
    warn(report, terminal);
    return ExitCode.DONE;
  }

  /// That the store has the order's number already.
  static void warn(SyncReport report, Terminal terminal) {
    var taken = report.numberTaken();
    if (taken != null) {
      terminal.say(taken);
    }
  }

  private static Facts header(PurchaseOrder order) {
    return new Facts()
        .add("order", order.publicId())
        .add("id", order.id().value().equals(order.publicId()) ? null : order.id().value())
        .add("state", order.state())
        .addStatus("sync", order.syncStatus())
        .add("error", order.lastError())
        .add("supplier", order.supplier())
        .add("outlet", order.outlet())
        .add("supplier invoice", order.supplierInvoice())
        .add("due", order.dueAt())
        .add("notes", order.notes())
        .add("quantity", Words.number(order.totalQuantity()))
        .add("cost without tax", Words.number(order.totalCost()))
        .add("created", by(Words.time(order.createdAt()), order.createdBy()))
        .add("approved", by(Words.time(order.approvedAt()), order.approvedBy()))
        .add("sent", Words.time(order.sentAt()))
        .add("consignment", order.lightspeedConsignmentId())
        .addStatus("Lightspeed says", order.lightspeedStatus());
  }

  private static String by(String time, @org.jspecify.annotations.Nullable String who) {
    return who == null || time.isEmpty() ? time : time + " by " + who;
  }

  /// A line that got more than was ordered is marked beside what was received.
  static Table lines(List<LineItem> lines) {
    var table =
        Table.of(
            Table.Column.number("LINE"),
            Table.Column.text("SKU"),
            Table.Column.flexible("NAME"),
            Table.Column.number("ORDERED"),
            Table.Column.number("RECEIVED"),
            Table.Column.number("OPEN"),
            Table.Column.number("UNIT COST"));
    for (var line : lines) {
      table.row(
          line.number(),
          line.sku(),
          line.name(),
          Words.number(line.quantity()),
          received(line),
          Words.number(line.quantityOpen()),
          Words.number(line.unitCost()));
    }
    return table;
  }

  private static void show(OrderDeliveries deliveries, Terminal terminal) {
    if (!deliveries.all().isEmpty()) {
      terminal.print("");
      deliveries(deliveries).print(terminal);
    }
    var note = deliveries.note();
    if (note != null && deliveries.isTold()) {
      terminal.say(note);
    }
  }

  /// Each delivery with what came of each product.
  private static Table deliveries(OrderDeliveries deliveries) {
    var table =
        Table.of(
            Table.Column.text("RECEIVED"),
            Table.Column.status("STATUS"),
            Table.Column.text("INVOICE"),
            Table.Column.text("SKU"),
            Table.Column.number("EXPECTED"),
            Table.Column.number("CAME"));
    for (var delivery : deliveries.all()) {
      for (var line : delivery.lines()) {
        table.row(
            Words.time(delivery.receivedAt()),
            delivery.status(),
            delivery.supplierInvoice(),
            line.sku() == null ? line.productId() : line.sku(),
            Words.number(line.expected()),
            Words.number(line.received()));
      }
    }
    return table;
  }

  private static String received(LineItem line) {
    var received = Words.number(line.quantityReceived());
    return line.quantityOver().signum() == 0
        ? received
        : received + " (" + Words.number(line.quantityOver()) + " too many)";
  }

  static Table history(List<OperationRecord> operations) {
    var table =
        Table.of(
            Table.Column.text("TIME"),
            Table.Column.text("OPERATION"),
            Table.Column.status("STATUS"),
            Table.Column.flexible("ERROR"));
    var told = new HashSet<String>();
    for (var operation : operations) {
      var error = operation.errorMessage();
      table.row(
          Words.time(operation.createdAt()),
          operation.operation(),
          operation.status(),
          error == null || told.add(error) ? error : "the same as above");
    }
    return table;
  }
}
