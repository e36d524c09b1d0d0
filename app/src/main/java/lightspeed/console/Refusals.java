package lightspeed.console;

import java.util.Optional;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.installation.InstallationRefused;
import lightspeed.job.JobException;
import lightspeed.job.JobNotFound;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.register.RegisterTrouble;
import lightspeed.signin.SignInException;
import lightspeed.sync.UnexpectedAnswer;
import lightspeed.xseries.XSeriesException;

/// The one mapping from what a service refuses to what a person reads.
final class Refusals {
  private Refusals() {}

  /// A refusal in words, with the status of a page that says nothing else.
  record Refusal(int status, String words) {}

  /// Empty when it is no refusal but a fault.
  static Optional<Refusal> of(Exception thrown) {
    return switch (thrown) {
      case PurchaseOrderException.NotFound e -> refusal(404, e);
      case PurchaseOrderException.InvalidInput e -> refusal(422, e);
      case PurchaseOrderException e -> refusal(409, e);
      case JobNotFound e -> refusal(404, e);
      case JobException e -> refusal(409, e);
      case InstallationRefused e -> refusal(409, e);
      case RegisterTrouble e -> refusal(409, e);
      case ConfigurationInvalid e -> refusal(422, e);
      case XSeriesException e -> refusal(502, e);
      case UnexpectedAnswer e -> refusal(502, e);
      case SignInException e -> refusal(409, e);
      case NothingThere e -> refusal(404, e);
      case IllegalArgumentException e -> refusal(422, e);
      default -> Optional.empty();
    };
  }

  private static Optional<Refusal> refusal(int status, Exception thrown) {
    return Optional.of(new Refusal(status, String.valueOf(thrown.getMessage())));
  }
}
