package lightspeed.config;

import java.time.Duration;
import java.util.List;

/// How webhooks are received.
///
/// @param signingSecrets prove by signature that a delivery is genuine; two while one is rotated,
///     none when not set
/// @param pathSecrets prove it by the address that was called; as above, the first one is in the
///     address of new subscriptions
/// @param processDirectly work in the receiver instead of a worker; default false
/// @param rateLimitMax deliveries of one source in a window; default 200
/// @param rateLimitWindow default 60 s
/// @param maxBodyBytes default 1 MiB
/// @param types that we subscribe to; default `consignment.receive`, `consignment.send`
public record WebhookConfig(
    List<Secret> signingSecrets,
    List<Secret> pathSecrets,
    boolean processDirectly,
    int rateLimitMax,
    Duration rateLimitWindow,
    int maxBodyBytes,
    List<String> types) {

  /// Every type that Lightspeed sends.
  ///
  /// **source:** the vendor's API document of 2026-07, webhooks, read 2026-11.
  public static final List<String> KNOWN_TYPES =
      List.of(
          "consignment.receive",
          "consignment.send",
          "inventory.update",
          "product.update",
          "sale.update",
          "customer.update",
          "register_closure.create");

  public WebhookConfig {
    signingSecrets = List.copyOf(signingSecrets);
    pathSecrets = List.copyOf(pathSecrets);
    types = List.copyOf(types);
  }

  /// Without any secret nothing can be proven, so nothing is accepted.
  public boolean hasSecret() {
    return !signingSecrets.isEmpty() || !pathSecrets.isEmpty();
  }
}
