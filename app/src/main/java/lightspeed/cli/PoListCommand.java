package lightspeed.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lightspeed.purchaseorder.OrderPage;
import lightspeed.purchaseorder.PurchaseOrder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Orders, the newest first.
@Command(
    footer = {
      "  lightspeed-cli po:list",
      "  lightspeed-cli po:list --sync-status=FAILED",
      "  lightspeed-cli po:list \"Acme\" --state=APPROVED --since=7d"
    })
final class PoListCommand implements CliCommand {
  private static final int MOST = 1000;

  @Mixin private OrderFilterOptions which = new OrderFilterOptions();

  @Option(names = "--limit", paramLabel = "N", description = "Maximum number of rows (default 50).")
  private int limit = 50;

  @Option(names = "--after", paramLabel = "ORDER", description = "Go on after this order.")
  private @Nullable String after;

  @Override
  public ExitCode run(Session session) {
    if (limit < 1 || limit > MOST) {
      throw new UsageError("A limit is 1 to " + MOST + ", not " + limit + ".", null);
    }
    var services = session.services();
    var filter = which.filter(services.clock().instant());
    var page = services.orders().list(filter, position(services), limit);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document().with("orders", page.orders().stream().map(OrderDocuments::of).toList()));
      return ExitCode.DONE;
    }
    if (page.orders().isEmpty()) {
      terminal.say("No orders.");
      return ExitCode.DONE;
    }
    boolean hasHistory = page.orders().stream().anyMatch(order -> order.formerStore() != null);
    var present = hasHistory ? services.installation().overview().storeName() : null;
    table(page.orders(), hasHistory, present).print(terminal);
    if (page.next() != null) {
      terminal.say("There are more: --after=" + page.orders().getLast().publicId());
    }
    return ExitCode.DONE;
  }

  private OrderPage.@Nullable Position position(Services services) {
    if (after == null) {
      return null;
    }
    var order = services.orders().get(after).order();
    return new OrderPage.Position(order.createdAt(), order.id());
  }

  /// @param hasHistory whether some are of stores that were left: then a column tells which
  /// @param present the store of today
  private static Table table(
      List<PurchaseOrder> orders, boolean hasHistory, @Nullable String present) {
    var columns =
        new ArrayList<>(
            List.of(
                Table.Column.text("ORDER"),
                Table.Column.text("STATE"),
                Table.Column.status("SYNC"),
                Table.Column.flexible("SUPPLIER"),
                Table.Column.flexible("OUTLET"),
                Table.Column.number("LINES"),
                Table.Column.number("COST"),
                Table.Column.text("CREATED"),
                Table.Column.flexible("ERROR")));
    if (hasHistory) {
      columns.add(Table.Column.flexible("STORE"));
    }
    var table = Table.of(columns.toArray(Table.Column[]::new));
    for (var order : orders) {
      var cells =
          new ArrayList<@Nullable Object>(
              Arrays.asList(
                  order.publicId(),
                  order.state(),
                  order.syncStatus(),
                  order.supplier(),
                  order.outlet(),
                  order.lineCount(),
                  Words.number(order.totalCost()),
                  Words.time(order.createdAt()),
                  order.lastError()));
      if (hasHistory) {
        cells.add(order.formerStore() == null ? present : order.formerStore());
      }
      table.row(cells.toArray());
    }
    return table;
  }
}
