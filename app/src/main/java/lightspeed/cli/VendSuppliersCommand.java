package lightspeed.cli;

import picocli.CommandLine.Command;

/// The suppliers, as Lightspeed has them now.
@Command(footer = {"  lightspeed-cli vend:suppliers", "  lightspeed-cli vend:suppliers --json"})
final class VendSuppliersCommand implements CliCommand {
  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    var suppliers = session.services().lookUps().suppliers();
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with(
                  "suppliers",
                  suppliers.stream()
                      .map(
                          supplier ->
                              new Document()
                                  .with("id", supplier.id())
                                  .with("name", supplier.name()))
                      .toList()));
      return ExitCode.DONE;
    }
    var table = Table.of(Table.Column.flexible("NAME"), Table.Column.text("ID"));
    suppliers.forEach(supplier -> table.row(supplier.name(), supplier.id()));
    table.print(terminal);
    return ExitCode.DONE;
  }
}
