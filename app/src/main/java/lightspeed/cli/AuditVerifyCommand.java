package lightspeed.cli;

import lightspeed.audit.AuditHead;
import lightspeed.audit.AuditVerification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Checks that nobody changed the record of who did what.
@Command(
    description = {
      "Finds entries that were changed, removed, moved or hashed again, and an end that was cut"
          + " off. Whoever kept an older end of the log, as with a backup, is found with --head:"
          + " a worker writes the head to its log file every hour, after audit head=."
    },
    footer = {
      "  lightspeed-cli audit:verify",
      "  lightspeed-cli audit:verify --head=\"$(cat a-head-that-was-kept)\""
    })
final class AuditVerifyCommand implements CliCommand {
  @Option(
      names = "--head",
      paramLabel = "HEAD",
      description = "A head that was written down before; it must be in the log.")
  private @Nullable String head;

  @Override
  public ExitCode run(Session session) {
    var found = session.services().audit().verify(head == null ? null : parsed(head));
    var terminal = session.terminal();
    if (!(found instanceof AuditVerification.Intact intact)) {
      throw new CommandFailed(ExitCode.FAILED, code(found), found.words(), hint(found));
    }
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("intact", true)
              .with("entries", intact.entries())
              .with("pruned_until", intact.prunedUntil())
              .with("unkeyed_until", intact.unkeyedUntil())
              .with("head", intact.head().toString()));
    } else {
      terminal.print(intact.words());
      terminal.print("Head: " + intact.head());
    }
    return ExitCode.DONE;
  }

  private static AuditHead parsed(String text) {
    try {
      return AuditHead.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--head: " + e.getMessage(), null);
    }
  }

  private static String code(AuditVerification found) {
    return switch (found) {
      case AuditVerification.Intact _ -> "intact";
      case AuditVerification.Broken _ -> "audit_log_changed";
      case AuditVerification.HeadMissing _ -> "head_missing";
      case AuditVerification.KeyMissing _ -> "audit_key_missing";
    };
  }

  private static @Nullable String hint(AuditVerification found) {
    return switch (found) {
      case AuditVerification.Intact _ -> null;
      case AuditVerification.Broken _ ->
          "Keep a copy before anything else: lightspeed-cli db:backup FILE";
      case AuditVerification.HeadMissing _ ->
          "Was a backup restored? lightspeed-cli audit:list --action=database.restored";
      case AuditVerification.KeyMissing missing ->
          "Add the key "
              + missing.keyId()
              + " to "
              + missing.place()
              + ": a line with the word old, a space and the key.";
    };
  }
}
