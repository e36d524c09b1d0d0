package lightspeed.subscription;

import org.jspecify.annotations.Nullable;

/// A subscription as people may see it.
///
/// @param id Lightspeed's; null when it is missing
/// @param url with the secret masked; null when it is missing
public record Subscription(
    @Nullable String id, String type, @Nullable String url, SubscriptionState standing) {}
