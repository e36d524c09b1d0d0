package lightspeed.cli;

import java.math.BigDecimal;
import lightspeed.lookup.LookUps.WholeConsignment;
import lightspeed.xseries.ConsignmentId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// A consignment with its lines, as Lightspeed has it now.
@Command(
    description = "sync:status names the consignment of an order.",
    footer = {"  lightspeed-cli vend:consignment 0af7b240-ab24-11e7-eddc-9e5a3fd8b6b5"})
final class VendConsignmentCommand implements CliCommand {
  @Parameters(paramLabel = "<id>", description = "Lightspeed's id of the consignment.")
  private String id = "";

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    var found = session.services().lookUps().consignment(consignmentId());
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(document(found));
    } else {
      print(found, terminal);
    }
    return ExitCode.DONE;
  }

  private ConsignmentId consignmentId() {
    try {
      return new ConsignmentId(id);
    } catch (IllegalArgumentException e) {
      throw new UsageError(String.valueOf(e.getMessage()), null);
    }
  }

  private static Document document(WholeConsignment found) {
    var header = found.header();
    return new Document()
        .with("id", header.id().value())
        .with("type", header.type())
        .with("status", header.status())
        .with("reference", header.reference())
        .with("outlet_id", header.outletId())
        .with("supplier_id", header.supplierId())
        .with("due_at", found.dueAt())
        .with("received_at", header.receivedAt())
        .with("version", header.version())
        .with(
            "products",
            found.lines().stream()
                .map(
                    line ->
                        new Document()
                            .with("product_id", line.productId().value())
                            .with("sku", line.sku())
                            .with("count", line.count())
                            .with("received", line.received())
                            .with("cost", line.cost()))
                .toList());
  }

  private static void print(WholeConsignment found, Terminal terminal) {
    var header = found.header();
    new Facts()
        .add("consignment", header.id().value())
        .add("type", header.type())
        .addStatus("status", header.status())
        .add("reference", header.reference())
        .add("name", header.name())
        .add("outlet", header.outletId())
        .add("supplier", header.supplierId())
        .add("due", found.dueAt())
        .add("received", Words.time(header.receivedAt()))
        .add("deleted", Words.time(header.deletedAt()))
        .add("version", header.version())
        .print(terminal);
    terminal.print("");
    var table =
        Table.of(
            Table.Column.text("SKU"),
            Table.Column.text("PRODUCT"),
            Table.Column.number("COUNT"),
            Table.Column.number("RECEIVED"),
            Table.Column.number("COST"));
    for (var line : found.lines()) {
      table.row(
          line.sku(),
          line.productId().value(),
          plain(line.count()),
          plain(line.received()),
          plain(line.cost()));
    }
    table.print(terminal);
  }

  private static @Nullable String plain(@Nullable BigDecimal number) {
    return number == null ? null : Words.number(number);
  }
}
