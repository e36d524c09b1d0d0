package lightspeed.console.orders;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import lightspeed.console.Frame;
import lightspeed.console.Show;
import lightspeed.history.CappedCounts;
import lightspeed.purchaseorder.OrderFilter;
import lightspeed.purchaseorder.OrderPage;
import lightspeed.purchaseorder.SyncStatus;

/// The list of orders.
///
/// @param counts all orders by their sync status, capped
/// @param suppliers names to choose from
/// @param outlets names to choose from
public record OrderListPage(
    Frame frame,
    OrderFilter filter,
    OrderPage page,
    Map<SyncStatus, Integer> counts,
    List<String> suppliers,
    List<String> outlets) {

  public String count(SyncStatus status) {
    return Show.capped(Objects.requireNonNullElse(counts.get(status), 0), CappedCounts.MOST);
  }

  /// The filter as the query of an address.
  public String query() {
    return OrderQuery.words(filter);
  }

  public boolean isFiltered() {
    return !query().isEmpty();
  }

  /// The address of the following page.
  public String nextPage() {
    var next = Objects.requireNonNull(page.next());
    return "/orders?"
        + query()
        + "&at="
        + Show.part(next.createdAt().toString())
        + "&after="
        + Show.part(next.id().value());
  }
}
