package lightspeed.webhook;

import java.util.Optional;
import lightspeed.job.JobId;
import org.jdbi.v3.core.Handle;

/// Asks for a consignment to be looked at, because a webhook says that it may have changed.
public interface ConsignmentRefresh {

  /// Asks in the caller's transaction: the request is made when that commits, or not at all.
  /// Several requests for one consignment may become one look, which happens after the last of
  /// them.
  ///
  /// **Twice:** safe.
  ///
  /// @param consignmentId of an order of ours
  void request(Handle transaction, String consignmentId);

  /// The job of a look that was asked for and has not begun.
  Optional<JobId> waiting(String consignmentId);
}
