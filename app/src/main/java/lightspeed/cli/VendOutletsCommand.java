package lightspeed.cli;

import picocli.CommandLine.Command;

/// The shops of the retailer, as Lightspeed has them now.
@Command(footer = {"  lightspeed-cli vend:outlets", "  lightspeed-cli vend:outlets --json"})
final class VendOutletsCommand implements CliCommand {
  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    var outlets = session.services().lookUps().outlets();
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with(
                  "outlets",
                  outlets.stream()
                      .map(
                          outlet ->
                              new Document()
                                  .with("id", outlet.id())
                                  .with("name", outlet.name())
                                  .with("time_zone", outlet.timeZone())
                                  .with("currency", outlet.currency()))
                      .toList()));
      return ExitCode.DONE;
    }
    var table =
        Table.of(
            Table.Column.flexible("NAME"),
            Table.Column.text("ID"),
            Table.Column.text("TIME ZONE"),
            Table.Column.text("CURRENCY"));
    outlets.forEach(
        outlet -> table.row(outlet.name(), outlet.id(), outlet.timeZone(), outlet.currency()));
    table.print(terminal);
    return ExitCode.DONE;
  }
}
