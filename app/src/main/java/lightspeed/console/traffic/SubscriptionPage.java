package lightspeed.console.traffic;

import java.util.List;
import lightspeed.console.Frame;
import lightspeed.subscription.Subscription;

/// Our subscriptions at Lightspeed, wanted and found.
public record SubscriptionPage(Frame frame, List<Subscription> subscriptions) {}
