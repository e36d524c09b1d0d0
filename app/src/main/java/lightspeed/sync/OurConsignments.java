package lightspeed.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentQuery;
import lightspeed.xseries.Page;
import lightspeed.xseries.Pages;
import lightspeed.xseries.XSeriesClient;

/// Finds consignments by our reference. Lightspeed cannot search for it, so the list is walked from
/// a remembered version on: what was made later has a higher one.
final class OurConsignments {
  private final XSeriesClient client;
  private final String outletId;
  private final String reference;

  OurConsignments(XSeriesClient client, String outletId, String reference) {
    this.client = client;
    this.outletId = outletId;
    this.reference = reference;
  }

  /// The oldest live one with a version above `after`. Reads no further than the page that has it.
  Optional<Consignment> firstAfter(Caller caller, long after) throws InterruptedException {
    Map<ConsignmentId, Consignment> found = new LinkedHashMap<>();
    Pages.walk(
        "consignments",
        after,
        position -> found.isEmpty() ? page(caller, position) : new Page<>(List.of(), null),
        page -> collect(page, found));
    return found.values().stream().findFirst();
  }

  /// All live ones with a version above `after`.
  List<Consignment> allAfter(Caller caller, long after) throws InterruptedException {
    Map<ConsignmentId, Consignment> found = new LinkedHashMap<>();
    Pages.walk(
        "consignments", after, position -> page(caller, position), page -> collect(page, found));
    return List.copyOf(found.values());
  }

  private Page<Consignment> page(Caller caller, long after) throws InterruptedException {
    return client.consignments(caller, new ConsignmentQuery(Consignment.SUPPLIER, outletId, after));
  }

  private void collect(Page<Consignment> page, Map<ConsignmentId, Consignment> found) {
    for (Consignment consignment : page.items()) {
      if (isOurs(consignment)) {
        found.put(consignment.id(), consignment);
      }
    }
  }

  /// Lightspeed is known to ignore filters silently, so every row is checked again.
  private boolean isOurs(Consignment consignment) {
    return consignment.deletedAt() == null
        && consignment.type().equals(Consignment.SUPPLIER)
        && consignment.outletId().equals(outletId)
        && reference.equals(consignment.reference());
  }
}
