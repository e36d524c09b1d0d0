package lightspeed.receipt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of the deliveries of an order.
///
/// @param all in the order in which they were received, those to come last
/// @param note why they tell less than the order's totals; null when they tell all
/// @param isTold whether the version of the API in use tells deliveries at all
public record OrderDeliveries(List<Delivery> all, @Nullable String note, boolean isTold) {
  public OrderDeliveries {
    all = List.copyOf(all);
  }
}
