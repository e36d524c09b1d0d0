package lightspeed.installation;

import java.util.List;
import java.util.Optional;
import lightspeed.xseries.Caller;
import lightspeed.xseries.IfAllowed;
import lightspeed.xseries.Outlet;
import lightspeed.xseries.Retailer;
import lightspeed.xseries.XSeriesClient;

/// Asks Lightspeed which store address and token lead to: `GET /retailer`, and the first page of
/// outlets. Two calls.
///
/// **Source:** `GET /retailer` needs a scope of its own, so an OAuth token may be refused it while
/// it may read outlets.
record AskStore(XSeriesClient client) {
  StoreFacts ask(Caller caller) throws InterruptedException {
    Optional<Retailer> retailer = IfAllowed.read(() -> client.retailer(caller));
    List<String> outlets =
        client.outlets(caller, 0).items().stream().map(Outlet::id).distinct().toList();
    return retailer
        .map(store -> new StoreFacts(store.id(), store.name(), outlets))
        .orElseGet(() -> new StoreFacts(null, null, outlets));
  }
}
