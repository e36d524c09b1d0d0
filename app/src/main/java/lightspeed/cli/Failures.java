package lightspeed.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.db.DatabaseException;
import lightspeed.installation.InstallationRefused;
import lightspeed.job.JobConflict;
import lightspeed.job.JobException;
import lightspeed.job.JobNotFound;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.register.RegisterTrouble;
import lightspeed.server.ServerNotStarted;
import lightspeed.signin.SignInException;
import lightspeed.sync.UnexpectedAnswer;
import lightspeed.xseries.XSeriesException;

/// The one mapping from what was thrown to what the user is told and the exit code.
final class Failures {
  private static final int HTTP_NOT_FOUND = 404;

  private Failures() {}

  static Failure of(Throwable thrown) {
    return switch (thrown) {
      case CommandFailed e -> e.failure();
      case UsageError e -> new Failure(ExitCode.USAGE, "usage", message(e), e.hint());
      case ConfigurationInvalid e ->
          new Failure(ExitCode.USAGE, "configuration_invalid", message(e), null);
      case PurchaseOrderException e -> ofOrder(e);
      case JobException e -> ofJob(e);
      case SignInException e -> ofSignIn(e);
      case InstallationRefused e -> new Failure(ExitCode.CONFLICT, e.code(), message(e), null);
      case XSeriesException e -> ofLightspeed(e);
      case DatabaseException e -> ofDatabase(e);
      case RegisterTrouble e -> new Failure(ExitCode.FAILED, "list_not_read", message(e), null);
      case UnexpectedAnswer e ->
          new Failure(ExitCode.FAILED, "unexpected_answer", message(e), null);
      case ServerNotStarted e ->
          new Failure(ExitCode.FAILED, "server_not_started", message(e), null);
      case IOException e -> ofFile(e);
      case UncheckedIOException e -> ofFile(Objects.requireNonNull(e.getCause()));
      case InterruptedException _ ->
          new Failure(
              ExitCode.INTERRUPTED,
              "interrupted",
              "Interrupted. Nothing is left half done; call it again to go on.",
              null);
      default -> unexpected(thrown);
    };
  }

  private static Failure ofOrder(PurchaseOrderException e) {
    return switch (e) {
      case PurchaseOrderException.NotFound _ ->
          new Failure(ExitCode.NOT_FOUND, "not_found", message(e), null);
      case PurchaseOrderException.Conflict _ ->
          new Failure(ExitCode.CONFLICT, "conflict", message(e), null);
      case PurchaseOrderException.InvalidInput _ ->
          new Failure(ExitCode.USAGE, "invalid_input", message(e), null);
    };
  }

  private static Failure ofJob(JobException e) {
    return switch (e) {
      case JobNotFound _ ->
          new Failure(
              ExitCode.NOT_FOUND, "not_found", message(e), "lightspeed-cli queue:list shows jobs.");
      case JobConflict _ -> new Failure(ExitCode.CONFLICT, "conflict", message(e), null);
    };
  }

  private static Failure ofSignIn(SignInException e) {
    return switch (e) {
      case SignInException.NotFound _ ->
          new Failure(ExitCode.NOT_FOUND, "not_found", message(e), null);
      case SignInException.Conflict _ ->
          new Failure(ExitCode.CONFLICT, "conflict", message(e), null);
      case SignInException.InvalidInput _ ->
          new Failure(ExitCode.USAGE, "invalid_input", message(e), null);
    };
  }

  private static Failure ofLightspeed(XSeriesException e) {
    return switch (e) {
      case XSeriesException.Unauthorized _ -> Failure.credentialsRefused(message(e));
      case XSeriesException.Unavailable _ ->
          new Failure(
              ExitCode.UNREACHABLE,
              "lightspeed_unreachable",
              message(e),
              "lightspeed-cli vend:test tells when it is back.");
      case XSeriesException.RateLimited _ ->
          new Failure(ExitCode.UNREACHABLE, "rate_limited", message(e), null);
      case XSeriesException.Rejected rejected ->
          rejected.status() == HTTP_NOT_FOUND
              ? new Failure(ExitCode.NOT_FOUND, "not_found", message(e), null)
              : new Failure(ExitCode.FAILED, "lightspeed_rejected", message(e), null);
      case XSeriesException.Unreadable _ ->
          new Failure(
              ExitCode.FAILED,
              "lightspeed_unreadable",
              message(e),
              "Check lightspeed_domain_prefix and lightspeed_api_url: lightspeed-cli config:show");
    };
  }

  private static Failure ofDatabase(DatabaseException e) {
    return switch (e) {
      case DatabaseException.Unreachable _,
          DatabaseException.OutcomeUnknown _,
          DatabaseException.Busy _,
          DatabaseException.AccessDenied _,
          DatabaseException.MissingDatabase _,
          DatabaseException.EmbeddedServerFailed _ ->
          new Failure(ExitCode.UNREACHABLE, "database_unreachable", message(e), null);
      case DatabaseException.SchemaMissing _ ->
          new Failure(
              ExitCode.FAILED,
              "schema_missing",
              message(e),
              "lightspeed-cli db:migrate makes the tables.");
      case DatabaseException.SchemaTooOld _ ->
          new Failure(ExitCode.FAILED, "schema_too_old", message(e), null);
      case DatabaseException.SchemaTooNew _ ->
          new Failure(ExitCode.FAILED, "schema_too_new", message(e), null);
      case DatabaseException.RestoreRefused refused ->
          refused.isForTheFile()
              ? new Failure(ExitCode.FAILED, "backup_unusable", message(e), null)
              : new Failure(ExitCode.CONFLICT, "restore_refused", message(e), null);
      default -> new Failure(ExitCode.FAILED, "database_failed", message(e), null);
    };
  }

  private static Failure ofFile(IOException e) {
    return switch (e) {
      case NoSuchFileException missing ->
          new Failure(
              ExitCode.NOT_FOUND, "file_not_found", "There is no " + missing.getFile() + ".", null);
      case AccessDeniedException denied ->
          new Failure(
              ExitCode.FAILED,
              "file_not_accessible",
              "You may not use " + denied.getFile() + ".",
              null);
      default -> new Failure(ExitCode.FAILED, "file_failed", message(e), null);
    };
  }

  /// A fault of this program: there is no better sentence, so the stack trace must be had.
  private static Failure unexpected(Throwable thrown) {
    var message = thrown.getMessage();
    return new Failure(
        ExitCode.FAILED,
        "internal",
        "This should not have happened: "
            + thrown.getClass().getSimpleName()
            + (message == null ? "." : ": " + message),
        "Call it again with --verbose to see where; report that together with what you did.");
  }

  private static String message(Throwable thrown) {
    var message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }
}
