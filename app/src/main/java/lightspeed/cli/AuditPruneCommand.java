package lightspeed.cli;

import java.time.Duration;
import lightspeed.audit.PruneAudit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Deletes old entries of the audit log.
@Command(
    description = {
      "Nothing else deletes entries. An entry tells who pruned and how far, and audit:verify goes"
          + " on from there."
    },
    footer = {"  lightspeed-cli audit:prune", "  lightspeed-cli audit:prune 730 --yes"})
final class AuditPruneCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "<days>",
      description = "Entries older than so many days (retention_audit_days); at least 30.")
  private @Nullable Integer days;

  @Option(
      names = "--force",
      description = "Also when audit:verify finds that the log was changed; the entry says so.")
  private boolean isForced;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean isSure;

  @Override
  public ExitCode run(Session session) {
    var services = session.services();
    var kept = days == null ? services.configuration().retention().audit() : Duration.ofDays(days);
    if (kept.compareTo(PruneAudit.LEAST) < 0) {
      throw new UsageError(
          "Entries of the last " + PruneAudit.LEAST.toDays() + " days are not pruned.", null);
    }
    var terminal = session.terminal();
    if (!Sure.of(
        terminal,
        isSure,
        "Delete entries of the audit log that are older than " + kept.toDays() + " days?")) {
      return ExitCode.DONE;
    }
    switch (services.pruneAudit().prune(kept, isForced, services.actor())) {
      case PruneAudit.Result.Refused refused ->
          throw new CommandFailed(
              ExitCode.CONFLICT,
              "audit_log_changed",
              refused.found().words() + " Nothing was deleted.",
              "Keep a copy first (lightspeed-cli db:backup FILE); --force prunes all the same.");
      case PruneAudit.Result.Pruned(long entries, long until) -> {
        if (terminal.isJson()) {
          terminal.json(new Document().with("deleted", entries).with("pruned_until", until));
        } else {
          terminal.print(entries + (entries == 1 ? " entry deleted." : " entries deleted."));
        }
      }
    }
    return ExitCode.DONE;
  }
}
