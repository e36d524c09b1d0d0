package lightspeed.cli;

import lightspeed.installation.Hindrance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Begins with another store under the same data.
@Command(
    description = {
      "Everything here is about one store. When address and token lead to another one, nothing is"
          + " sent, read or cancelled there until this command was run: orders that were not sent"
          + " become drafts again, waiting jobs lapse, orders that were sent stay as history"
          + " (po:reopen makes one a draft for the new store), and the mirror of the catalog and"
          + " known references are forgotten. Mapped SKUs count again when their store is back.",
      "Set address and token of the new store first. Refused while a worker or a server runs, and"
          + " while an order is half sent or in doubt."
    },
    footer = {
      "  lightspeed-cli store:switch",
      "  lightspeed-cli store:switch --yes",
      "  lightspeed-cli catalog:pull     (then: its suppliers, outlets, products)"
    })
final class StoreSwitchCommand implements CliCommand {
  @Option(names = "--yes", description = "Do not ask.")
  private boolean isSure;

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    var services = session.services();
    var terminal = session.terminal();
    var other = services.installation().askStore();
    var before = services.installation().overview();
    if (other.isEmpty() || other.get().kind() != Hindrance.Kind.OTHER_STORE) {
      report(terminal, false, before.storeName(), before.storeName());
      return ExitCode.DONE;
    }
    services.switchStore().check();
    var question =
        "Leave "
            + before.storeName()
            + " and begin with "
            + before.otherStoreName()
            + "? Orders that were not sent become drafts.";
    if (!Sure.of(terminal, isSure, question)) {
      return ExitCode.CONFLICT;
    }
    var left = services.switchStore().leave(services.actor());
    var _ = services.installation().askStore();
    report(terminal, true, left, before.otherStoreName()); // The name that tells it from the other.
    return ExitCode.DONE;
  }

  private static void report(
      Terminal terminal, boolean isSwitched, @Nullable Object former, @Nullable Object store) {
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("switched", isSwitched)
              .with("former_store", isSwitched ? former : null)
              .with("store", store));
    } else if (isSwitched) {
      terminal.print("Left " + former + "; from now on everything is about " + store + ".");
      terminal.print("Next: lightspeed-cli catalog:pull");
    } else {
      terminal.print("Address and token lead to " + store + " already; nothing was changed.");
    }
  }
}
