package lightspeed.cli;

import java.time.Instant;
import lightspeed.audit.AuditTrail;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Who did what, newest first.
@Command(
    description = "Every change, who asked for it and from where, and what was refused.",
    footer = {
      "  lightspeed-cli audit:list",
      "  lightspeed-cli audit:list --who=ann --since=7d",
      "  lightspeed-cli audit:list --order=PO-2025-001",
      "  lightspeed-cli audit:list --action=refused --json"
    })
final class AuditListCommand implements CliCommand {
  private static final int MOST = 1000;

  @Option(
      names = "--who",
      paramLabel = "NAME",
      description = "Only what this person or program did, also with tokens of theirs.")
  private @Nullable String who;

  @Option(
      names = "--action",
      paramLabel = "WORD",
      description = "Only actions that begin like this, such as user or sign_in.failed.")
  private @Nullable String action;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only since then: 30m, 24h, 7d, a date or an ISO time.")
  private @Nullable String since;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = "Only what was done to this order.")
  private @Nullable String order;

  @Option(names = "--limit", paramLabel = "N", description = "Maximum number of entries (50).")
  private int limit = 50;

  @Option(
      names = "--after",
      paramLabel = "N",
      description = "Go on after this entry, where the list before ended.")
  private @Nullable Long after;

  @Override
  public ExitCode run(Session session) {
    if (limit < 1 || limit > MOST) {
      throw new UsageError("--limit is from 1 to " + MOST + ", not " + limit + ".", null);
    }
    var services = session.services();
    Instant from = since == null ? null : Moment.read(since, services.clock().instant());
    var found =
        services.audit().list(new AuditTrail.Filter(who, action, from, order), after, limit);
    show(found, session.terminal());
    return ExitCode.DONE;
  }

  private static void show(AuditTrail.Page found, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("entries", found.entries().stream().map(AuditListCommand::document).toList())
              .with("next", found.next()));
      return;
    }
    if (found.entries().isEmpty()) {
      terminal.say("No entry matches.");
      return;
    }
    var table =
        Table.of(
            Table.Column.number("#"),
            Table.Column.text("AT"),
            Table.Column.text("WHO"),
            Table.Column.text("ACTION"),
            Table.Column.text("TO"),
            Table.Column.text("FROM"),
            Table.Column.flexible("DETAILS"));
    for (var entry : found.entries()) {
      table.row(
          entry.id(),
          Words.time(entry.at()),
          entry.actor(),
          entry.action(),
          entry.entityId(),
          entry.sourceAddress(),
          entry.details());
    }
    table.print(terminal);
    if (found.next() != null) {
      terminal.say("There are older entries: --after=" + found.next());
    }
  }

  private static Document document(AuditTrail.Entry entry) {
    return new Document()
        .with("id", entry.id())
        .with("at", entry.at())
        .with("who", entry.actor())
        .with("action", entry.action())
        .with("entity_type", entry.entityType())
        .with("entity_id", entry.entityId())
        .with("details", entry.details())
        .with("source_address", entry.sourceAddress());
  }
}
