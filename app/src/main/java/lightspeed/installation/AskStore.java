package lightspeed.installation;

import java.util.List;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Outlet;
import lightspeed.xseries.Retailer;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;
import org.jspecify.annotations.Nullable;

/// Asks Lightspeed which store address and token lead to: `GET /retailer`, and the first page of
/// outlets. Two calls.
///
/// **Source:** `GET /retailer` needs a scope of its own, so an OAuth token may be refused it while
/// it may read outlets.
record AskStore(XSeriesClient client) {
  private static final int FORBIDDEN = 403;

  StoreFacts ask(Caller caller) throws InterruptedException {
    Retailer retailer = retailerIfAllowed(caller);
    List<String> outlets =
        client.outlets(caller, 0).items().stream().map(Outlet::id).distinct().toList();
    return retailer == null
        ? new StoreFacts(null, null, outlets)
        : new StoreFacts(retailer.id(), retailer.name(), outlets);
  }

  private @Nullable Retailer retailerIfAllowed(Caller caller) throws InterruptedException {
    try {
      return client.retailer(caller);
    } catch (XSeriesException.Unauthorized refused) {
      if (refused.status() == FORBIDDEN) {
        return null;
      }
      throw refused;
    } catch (XSeriesException.Rejected refused) {
      if (refused.status() == FORBIDDEN) {
        return null;
      }
      throw refused;
    }
  }
}
