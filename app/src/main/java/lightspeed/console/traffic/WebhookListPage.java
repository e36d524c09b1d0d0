package lightspeed.console.traffic;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import lightspeed.console.Frame;
import lightspeed.webhook.DeliveryStatus;
import lightspeed.webhook.Refusal;
import lightspeed.webhook.StoredDelivery;
import org.jspecify.annotations.Nullable;

/// The kept deliveries, newest first.
///
/// @param status only these, null: all
/// @param refused how many were refused in the last day, by reason
/// @param next the id to go on from, null when these are the last
public record WebhookListPage(
    Frame frame,
    @Nullable DeliveryStatus status,
    List<StoredDelivery> deliveries,
    Map<Refusal, Long> refused,
    @Nullable Long next) {

  /// The address of the following page.
  public String nextPage() {
    return "/webhooks?"
        + (status == null ? "" : "status=" + status + "&")
        + "before="
        + Objects.requireNonNull(next);
  }
}
