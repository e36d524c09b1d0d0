package lightspeed.console.orders;

import io.javalin.http.Context;
import java.util.StringJoiner;
import lightspeed.console.Asked;
import lightspeed.console.Show;
import lightspeed.purchaseorder.OrderFilter;
import lightspeed.purchaseorder.OrderPage;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import org.jspecify.annotations.Nullable;

/// The filter of the list as an address has it.
final class OrderQuery {
  private OrderQuery() {}

  static OrderFilter filter(Context ctx) {
    return new OrderFilter(
        Asked.one(ctx, "state", OrderState.class),
        Asked.one(ctx, "sync", SyncStatus.class),
        Asked.text(ctx, "supplier"),
        Asked.text(ctx, "outlet"),
        Asked.text(ctx, "q"),
        Asked.day(ctx, "since"));
  }

  /// Where the page before ended, null for the first page.
  static OrderPage.@Nullable Position after(Context ctx) {
    var at = Asked.moment(ctx, "at");
    var id = Asked.text(ctx, "after");
    return at == null || id == null ? null : new OrderPage.Position(at, new PurchaseOrderId(id));
  }

  /// The filter as the query of an address; empty when it does not filter.
  static String words(OrderFilter filter) {
    var words = new StringJoiner("&");
    add(words, "q", filter.search());
    add(words, "state", filter.state() == null ? null : filter.state().name());
    add(words, "sync", filter.syncStatus() == null ? null : filter.syncStatus().name());
    add(words, "supplier", filter.supplier());
    add(words, "outlet", filter.outlet());
    add(words, "since", filter.since() == null ? null : Show.day(filter.since()));
    return words.toString();
  }

  private static void add(StringJoiner words, String name, @Nullable String value) {
    if (value != null) {
      words.add(name + "=" + Show.part(value));
    }
  }
}
