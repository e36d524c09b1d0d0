package lightspeed.rest;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.util.List;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.db.DatabaseException;
import lightspeed.installation.InstallationRefused;
import lightspeed.job.JobConflict;
import lightspeed.job.JobException;
import lightspeed.job.JobNotFound;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.register.RegisterTrouble;
import lightspeed.server.Problem;
import lightspeed.server.SentBody;
import lightspeed.sync.UnexpectedAnswer;
import lightspeed.xseries.XSeriesException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one mapping from what was thrown to what a program is told.
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static void write(Context context, Exception thrown) throws IOException {
    var problem = SentBody.of(context).refusal().orElseGet(() -> of(thrown));
    if (problem.status() == 500) {
      LOG.error("method={} path={} failed", context.method(), context.path(), thrown);
    }
    if (problem.status() == 503) {
      context.header("Retry-After", "5");
    }
    problem.write(context.res());
  }

  static Problem of(Exception thrown) {
    return switch (thrown) {
      case Refused refused -> refused.problem();
      case PurchaseOrderException e -> ofOrder(e);
      case JobException e -> ofJob(e);
      case InstallationRefused e -> new Problem(409, e.code(), message(e));
      case RegisterTrouble e -> new Problem(409, "list_not_read", message(e));
      case ConfigurationInvalid e -> new Problem(503, "not_configured", message(e));
      case XSeriesException e -> new Problem(502, "lightspeed_failed", message(e));
      case UnexpectedAnswer e -> new Problem(502, "lightspeed_failed", message(e));
      case DatabaseException _ ->
          new Problem(503, "database_unavailable", "The database cannot be used right now.");
      case HttpResponseException e -> new Problem(e.getStatus(), "refused", message(e));
      default ->
          new Problem(500, "internal", "This request failed; the log of the server says why.");
    };
  }

  private static Problem ofOrder(PurchaseOrderException e) {
    return switch (e) {
      case PurchaseOrderException.NotFound _ -> new Problem(404, "not_found", message(e));
      case PurchaseOrderException.Changed _ -> new Problem(412, "changed_meanwhile", message(e));
      case PurchaseOrderException.Conflict _ -> new Problem(409, "conflict", message(e));
      case PurchaseOrderException.InvalidInput invalid -> {
        List<Problem.FieldError> errors =
            invalid.problems().stream()
                .map(
                    problem ->
                        new Problem.FieldError(problem.field(), ApiWords.of(problem.reason())))
                .toList();
        yield new Problem(
            422, "invalid_input", "The order cannot be taken like this.", errors, invalid.count());
      }
    };
  }

  private static Problem ofJob(JobException e) {
    return switch (e) {
      case JobNotFound _ -> new Problem(404, "not_found", message(e));
      case JobConflict _ -> new Problem(409, "conflict", message(e));
    };
  }

  private static String message(Exception thrown) {
    var message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : ApiWords.of(message);
  }
}
