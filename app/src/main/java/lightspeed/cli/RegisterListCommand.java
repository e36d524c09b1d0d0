package lightspeed.cli;

import java.util.List;
import lightspeed.register.RegisteredConsignment;
import lightspeed.register.WalkState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The consignments whose references are known, the newest first.
@Command(
    description =
        "What the last look at Lightspeed's list of consignments has shown; asks Lightspeed"
            + " nothing. register:walk looks again.",
    footer = {
      "  lightspeed-cli register:list",
      "  lightspeed-cli register:list --reference=PO-2025-001",
      "  lightspeed-cli register:list --limit=500 --json"
    })
final class RegisterListCommand implements CliCommand {
  private static final int MOST = 10_000;

  @Option(
      names = "--reference",
      paramLabel = "NUMBER",
      description = "Only those that have this order number, or had it before.")
  private @Nullable String reference;

  @Option(names = "--limit", paramLabel = "N", description = "Maximum number of rows (default 50).")
  private int limit = 50;

  @Override
  public ExitCode run(Session session) {
    if (limit < 1 || limit > MOST) {
      throw new UsageError("--limit is from 1 to " + MOST + ", not " + limit + ".", null);
    }
    var register = session.services().register();
    var state = register.state();
    var found =
        reference == null
            ? register.newest(limit)
            : register.withReference(reference).stream().limit(limit).toList();
    show(found, state, session.terminal());
    return ExitCode.DONE;
  }

  private static void show(List<RegisteredConsignment> found, WalkState state, Terminal terminal) {
    if (terminal.isJson()) {
      var ended = state.sinceEnded();
      terminal.json(
          new Document()
              .with("walked_seconds_ago", ended == null ? null : ended.toSeconds())
              .with("trouble", state.trouble())
              .with("references", found.stream().map(RegisterListCommand::document).toList()));
      return;
    }
    var table =
        Table.of(
            Table.Column.flexible("NUMBER"),
            Table.Column.status("STATUS"),
            Table.Column.text("OURS"),
            Table.Column.text("CONSIGNMENT"),
            Table.Column.number("VERSION"));
    for (var one : found) {
      table.row(one.reference(), status(one), one.isOurs() ? "yes" : "no", one.id(), one.version());
    }
    if (found.isEmpty()) {
      terminal.say("No consignment is known.");
    } else {
      table.print(terminal);
    }
    terminal.say(words(state));
  }

  private static String status(RegisteredConsignment one) {
    return one.isGone() ? "gone" : one.status().isEmpty() ? "unreadable" : one.status();
  }

  private static String words(WalkState state) {
    var trouble = state.trouble();
    if (trouble != null) {
      return trouble;
    }
    var ended = state.sinceEnded();
    return ended == null
        ? "The list was never read to its end: lightspeed-cli register:walk."
        : "As of " + Words.duration(ended) + " ago.";
  }

  static Document document(RegisteredConsignment one) {
    return new Document()
        .with("id", one.id().value())
        .with("reference", one.reference())
        .with("status", one.status())
        .with("supplier_id", one.supplierId())
        .with("outlet_id", one.outletId())
        .with("version", one.version())
        .with("is_ours", one.isOurs())
        .with("is_gone", one.isGone());
  }
}
