package lightspeed.subscription;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import lightspeed.config.Secret;
import lightspeed.config.WebhookConfig;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Webhook;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;

/// Compares the subscriptions at Lightspeed with what we want, makes and deletes them.
///
/// **Threads:** safe.
///
/// **source:** the vendor's API document of 2026-07, `/webhooks`: one type and one URL each, only
/// those of the calling application are seen, a repeated one is refused with 409. Read 2026-11.
public final class Subscriptions {
  private static final int CONFLICT = 409;

  private final XSeriesClient client;
  private final Supplier<WebhookConfig> config;

  public Subscriptions(XSeriesClient client, Supplier<WebhookConfig> config) {
    this.client = client;
    this.config = config;
  }

  /// A subscription that was asked for.
  ///
  /// @param isNew false: an equal one was there and is kept
  public record Created(Subscription subscription, boolean isNew) {}

  /// All that are at Lightspeed, and one MISSING for each type that is wanted and not there.
  public List<Subscription> look() throws InterruptedException {
    var now = config.get();
    List<Subscription> found = new ArrayList<>();
    Set<String> missing = new TreeSet<>(now.types());
    for (var webhook : client.webhooks(Caller.person())) {
      var standing = standing(webhook, now);
      found.add(shown(webhook, standing));
      if (standing == SubscriptionState.OK || standing == SubscriptionState.INACTIVE) {
        missing.remove(webhook.type());
      }
    }
    missing.forEach(
        type -> found.add(new Subscription(null, type, null, SubscriptionState.MISSING)));
    return List.copyOf(found);
  }

  /// Subscribes to each type at `url`. An equal subscription is kept.
  ///
  /// **Twice:** safe.
  ///
  /// @param url where `serve` is seen from outside
  /// @param types none: those of the settings
  /// @param makeSecret sets a path secret; called when the address is usable and none is set
  /// @throws IllegalArgumentException when the address is not usable; the message says why
  public List<Created> create(String url, List<String> types, Runnable makeSecret)
      throws InterruptedException {
    var base = HookAddress.base(url);
    if (config.get().pathSecrets().isEmpty()) {
      makeSecret.run();
    }
    var now = config.get();
    var secret = now.pathSecrets().getFirst();
    var there = client.webhooks(Caller.person());
    List<Created> created = new ArrayList<>();
    for (var type : types.isEmpty() ? now.types() : types) {
      created.add(create(there, type, HookAddress.of(base, secret, type), now));
    }
    return List.copyOf(created);
  }

  /// Ends a subscription.
  ///
  /// @throws IllegalArgumentException when `id` cannot be one of Lightspeed's
  /// @throws XSeriesException.Rejected with 404 when there is none
  public void delete(String id) throws InterruptedException {
    client.deleteWebhook(Caller.person(), id);
  }

  /// Where our subscriptions lead, each server once.
  public List<URI> servers() throws InterruptedException {
    var now = config.get();
    return client.webhooks(Caller.person()).stream()
        .filter(webhook -> standing(webhook, now) == SubscriptionState.OK)
        .flatMap(webhook -> HookAddress.server(webhook.url()).stream())
        .distinct()
        .toList();
  }

  private Created create(List<Webhook> there, String type, String url, WebhookConfig now)
      throws InterruptedException {
    for (var webhook : there) {
      if (webhook.type().equals(type) && webhook.url().equals(url)) {
        return new Created(shown(webhook, standing(webhook, now)), false);
      }
    }
    try {
      var webhook = client.createWebhook(Caller.person(), type, url);
      return new Created(shown(webhook, standing(webhook, now)), true);
    } catch (XSeriesException.Rejected e) {
      if (e.status() != CONFLICT) {
        throw e;
      }
      // Somebody made it since we looked.
      return new Created(
          new Subscription(null, type, HookAddress.masked(url), SubscriptionState.OK), false);
    }
  }

  private static SubscriptionState standing(Webhook webhook, WebhookConfig now) {
    List<Secret> secrets = now.pathSecrets();
    var newest = secrets.stream().limit(1).toList();
    boolean isSigned =
        HookAddress.isOursWithoutSecret(webhook.url()) && !now.signingSecrets().isEmpty();
    if (!isSigned && !HookAddress.isOurs(webhook.url(), secrets, webhook.type())) {
      return SubscriptionState.FOREIGN;
    }
    if (!now.types().contains(webhook.type())) {
      return SubscriptionState.UNWANTED;
    }
    if (!webhook.active()) {
      return SubscriptionState.INACTIVE;
    }
    return isSigned || HookAddress.isOurs(webhook.url(), newest, webhook.type())
        ? SubscriptionState.OK
        : SubscriptionState.OLD_SECRET;
  }

  private static Subscription shown(Webhook webhook, SubscriptionState standing) {
    return new Subscription(
        webhook.id(), webhook.type(), HookAddress.masked(webhook.url()), standing);
  }
}
