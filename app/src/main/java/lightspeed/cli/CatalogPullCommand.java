package lightspeed.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Refreshes the mirror of suppliers, outlets and products.
@Command(
    description =
        "Reads only what changed since the last time. When it is interrupted it goes on where it"
            + " stopped.",
    footer = {"  lightspeed-cli catalog:pull", "  lightspeed-cli catalog:pull --full"})
final class CatalogPullCommand implements CliCommand {
  @Option(names = "--full", description = "Read everything again.")
  private boolean isFull;

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    session.stopInOrder();
    var terminal = session.terminal();
    var pulled =
        session
            .services()
            .pullCatalog()
            .pull(
                lightspeed.xseries.Caller.person(),
                isFull,
                (what, soFar) -> terminal.progress("Reading " + what + ": " + soFar));
    terminal.endProgress();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("suppliers", pulled.suppliers())
              .with("outlets", pulled.outlets())
              .with("products", pulled.products()));
    } else {
      terminal.print(
          "New or changed: "
              + Words.count(pulled.suppliers(), "supplier")
              + ", "
              + Words.count(pulled.outlets(), "outlet")
              + ", "
              + Words.count(pulled.products(), "product")
              + ".");
    }
    return ExitCode.DONE;
  }
}
