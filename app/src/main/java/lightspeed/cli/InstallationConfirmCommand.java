package lightspeed.cli;

import lightspeed.installation.ConfirmInstallation;
import lightspeed.installation.Overview;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Says what a database is that is found with another key, or beside another one.
@Command(
    description = {
      "Only the key that sent first may send with a database, because a copy of the database with"
          + " the same token would send every order once more. Without --copy this says: the"
          + " installation was moved here, this key sends from now on, the old one is refused. It"
          + " also lets sending go on after it was stopped because of consignments that were not"
          + " created here; stop the other installation first.",
      "With --copy it says: this is a copy, for instance to try things, and never sends until it is"
          + " confirmed without --copy.",
      "Changes nothing where nothing keeps this installation from sending, or where it is known as"
          + " a copy."
    },
    footer = {
      "  lightspeed-cli installation:confirm --copy",
      "  lightspeed-cli installation:confirm --yes"
    })
final class InstallationConfirmCommand implements CliCommand {
  @Option(names = "--copy", description = "This is a copy and must never send.")
  private boolean isCopy;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean isSure;

  @Override
  public ExitCode run(Session session) {
    var confirming = session.services().confirming();
    var terminal = session.terminal();
    var shown = confirming.state();
    if (isCopy ? shown.overview().isCopy() : !shown.canBeConfirmed()) {
      report(
          terminal,
          shown.overview(),
          isCopy ? ConfirmInstallation.A_COPY_ALREADY : ConfirmInstallation.NOTHING_TO_CONFIRM);
      return ExitCode.DONE;
    }
    if (shown.hindrance() != null) {
      terminal.say(shown.hindrance().sentence());
    }
    var question =
        isCopy
            ? "This installation never sends until it is confirmed otherwise. Is it a copy?"
            : "This installation sends from now on, and others with this database do not. Is every"
                + " other one stopped?";
    if (!Sure.of(terminal, isSure, question)) {
      return ExitCode.CONFLICT;
    }
    var actor = session.services().actor();
    if (isCopy) {
      var now = confirming.copy(shown.shown(), actor).overview();
      report(terminal, now, "Confirmed: this is a copy and sends nothing.");
    } else {
      var now = confirming.moved(shown.shown(), actor).overview();
      report(
          terminal, now, "Confirmed: this installation sends, with the key " + now.keyId() + ".");
    }
    return ExitCode.DONE;
  }

  private static void report(Terminal terminal, Overview now, String words) {
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("is_copy", now.isCopy())
              .with("key", now.keyId())
              .with("store", now.storeName()));
    } else {
      terminal.print(words);
    }
  }
}
