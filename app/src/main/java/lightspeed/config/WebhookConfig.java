package lightspeed.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How webhooks are received.
///
/// @param secret proves that a delivery is genuine; null when not set: then none is accepted by
///     signature
/// @param processDirectly work in the receiver instead of a worker; default false
/// @param rateLimitMax deliveries of one source in a window; default 200
/// @param rateLimitWindow default 60 s
public record WebhookConfig(
    @Nullable Secret secret, boolean processDirectly, int rateLimitMax, Duration rateLimitWindow) {}
