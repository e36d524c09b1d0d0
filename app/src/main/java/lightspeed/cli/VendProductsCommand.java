package lightspeed.cli;

import java.util.List;
import lightspeed.catalog.CatalogProduct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Products by SKU or a part of SKU, name or handle.
@Command(
    description =
        "Looks in the mirror of the catalog (catalog:pull refreshes it); when nothing is found"
            + " there, Lightspeed is asked for exactly this SKU.",
    footer = {
      "  lightspeed-cli vend:products SKU123",
      "  lightspeed-cli vend:products \"blue mug\""
    })
final class VendProductsCommand implements CliCommand {
  @Parameters(paramLabel = "<sku or text>", description = "What to look for.")
  private String text = "";

  @Option(names = "--limit", paramLabel = "N", description = "Maximum number of rows (default 20).")
  private int limit = 20;

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    if (limit < 1) {
      throw new UsageError("A limit is at least 1, not " + limit + ".", null);
    }
    var found = session.services().lookUps().products(text, limit);
    if (found.products().isEmpty()) {
      throw new CommandFailed(
          ExitCode.NOT_FOUND,
          "not_found",
          "Neither the mirror nor Lightspeed has a product \"" + text + "\".",
          "lightspeed-cli catalog:pull refreshes the mirror.");
    }
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("is_from_mirror", found.isFromMirror())
              .with(
                  "products",
                  found.products().stream().map(VendProductsCommand::document).toList()));
    } else {
      table(found.products()).print(terminal);
      terminal.say(
          found.isFromMirror() ? "From the mirror of the catalog." : "Asked of Lightspeed.");
    }
    return ExitCode.DONE;
  }

  private static Document document(CatalogProduct product) {
    return new Document()
        .with("id", product.id())
        .with("sku", product.sku())
        .with("name", product.name())
        .with("supply_price", product.supplyPrice())
        .with("can_be_ordered", product.isOrderable())
        .with("is_active", product.isActive())
        .with("is_composite", product.isComposite())
        .with("has_variants", product.hasVariants());
  }

  private static Table table(List<CatalogProduct> products) {
    var table =
        Table.of(
            Table.Column.text("SKU"),
            Table.Column.flexible("NAME"),
            Table.Column.number("SUPPLY PRICE"),
            Table.Column.text("ORDERABLE"),
            Table.Column.text("ID"));
    for (var product : products) {
      var price = product.supplyPrice();
      table.row(
          product.sku(),
          product.name(),
          price == null ? null : Words.number(price),
          orderable(product),
          product.id());
    }
    return table;
  }

  private static String orderable(CatalogProduct product) {
    if (product.isOrderable()) {
      return "yes";
    }
    if (product.isParentOfVariants()) {
      return "no, only its variants";
    }
    if (product.deletedAt() != null) {
      return "no, deleted";
    }
    return product.isComposite() ? "no, composite" : "no, inactive";
  }
}
