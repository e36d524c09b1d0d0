package lightspeed.cli;

import java.util.HashMap;
import java.util.Map;
import lightspeed.catalog.OddRow;
import lightspeed.sync.PullCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Refreshes the mirror of suppliers, outlets and products.
@Command(
    description =
        "Reads only what changed since the last time. When it is interrupted it goes on where it"
            + " stopped. Tells which SKUs mean another product now, and which rows are odd."
            + " A worker does the same with every poll.",
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
    Hindered.refuseReading(session.services());
    var terminal = session.terminal();
    var pulled =
        session
            .services()
            .pullCatalog()
            .pull(lightspeed.xseries.Caller.person(), isFull, new Bars(session));
    terminal.endProgress();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("suppliers", pulled.suppliers())
              .with("outlets", pulled.outlets())
              .with("products", pulled.products())
              .with(
                  "moved",
                  pulled.moved().stream()
                      .map(
                          moved ->
                              new Document()
                                  .with("sku", moved.sku())
                                  .with("before", moved.before())
                                  .with("now", moved.now()))
                      .toList())
              .with("odd", pulled.odd().stream().map(OddRow::sentence).toList()));
    } else {
      terminal.print(
          "New or changed: "
              + Words.count(pulled.suppliers(), "supplier")
              + ", "
              + Words.count(pulled.outlets(), "outlet")
              + ", "
              + Words.count(pulled.products(), "product")
              + ".");
      for (var moved : pulled.moved()) {
        terminal.print(
            "SKU "
                + moved.sku()
                + " means another product now: "
                + moved.now()
                + " instead of "
                + moved.before()
                + ".");
      }
      pulled.odd().forEach(row -> terminal.print(row.sentence()));
    }
    return ExitCode.DONE;
  }

  /// One bar after the other.
  private static final class Bars implements PullCatalog.Progress {
    private final Session session;
    private final Map<String, Long> known = new HashMap<>();
    private final Map<String, ProgressBar> bars = new HashMap<>();

    Bars(Session session) {
      this.session = session;
    }

    @Override
    public void begins(String what, long count) {
      known.put(what, count);
    }

    @Override
    public void pulled(String what, int soFar) {
      var bar =
          bars.computeIfAbsent(what, unit -> new ProgressBar(session.services().clock(), unit));
      long all = known.getOrDefault(what, 0L);
      // There may be more by now.
      session.terminal().progress(bar.of(soFar, all == 0 ? 0 : Math.max(all, soFar)));
    }
  }
}
