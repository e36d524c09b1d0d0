package lightspeed.health;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.WebhookConfig;
import lightspeed.outgoing.OutgoingHttp;
import lightspeed.subscription.Subscription;
import lightspeed.subscription.SubscriptionState;
import lightspeed.subscription.Subscriptions;
import lightspeed.xseries.XSeriesException;

/// What must be so that webhooks arrive: a secret is set, the wanted subscriptions are there and
/// active, and our address answers. Without a secret only that is told, and Lightspeed is not
/// asked. Nothing but a silent address is a failure: polling brings all changes too.
public final class WebhookChecks {
  private static final String SECRET = "webhook secret";
  private static final String SUBSCRIPTIONS = "webhook subscriptions";
  private static final String ADDRESS = "webhook address";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Supplier<WebhookConfig> config;
  private final Supplier<Subscriptions> subscriptions;

  /// @param subscriptions asked for when it is looked, because it needs the settings
  public WebhookChecks(Supplier<WebhookConfig> config, Supplier<Subscriptions> subscriptions) {
    this.config = config;
    this.subscriptions = subscriptions;
  }

  /// The three checks; the last two ask Lightspeed once each.
  public List<HealthCheck> all() {
    return List.of(this::secret, this::subscribed, this::answers);
  }

  CheckResult secret() {
    try {
      return config.get().hasSecret()
          ? new CheckResult.Passed(SECRET, "set")
          : new CheckResult.Warned(
              SECRET,
              "none is set, so every webhook is refused; changes arrive by polling only",
              "lightspeed-cli webhook:create https://<your server>");
    } catch (ConfigurationInvalid e) {
      return new CheckResult.Failed(SECRET, String.valueOf(e.getMessage()), null);
    }
  }

  CheckResult subscribed() throws InterruptedException {
    List<Subscription> found;
    try {
      if (!config.get().hasSecret()) {
        return new CheckResult.Passed(SUBSCRIPTIONS, "not used");
      }
      found = subscriptions.get().look();
    } catch (XSeriesException | ConfigurationInvalid e) {
      return new CheckResult.Warned(
          SUBSCRIPTIONS, "cannot be looked at: " + e.getMessage(), "lightspeed-cli vend:test");
    }
    Map<SubscriptionState, Integer> counts = new EnumMap<>(SubscriptionState.class);
    found.forEach(one -> counts.merge(one.standing(), 1, Integer::sum));
    var words = new ArrayList<String>();
    counts.forEach((standing, number) -> words.add(number + " " + standing));
    var detail = String.join(", ", words);
    boolean isComplete =
        !counts.containsKey(SubscriptionState.MISSING)
            && !counts.containsKey(SubscriptionState.INACTIVE);
    return isComplete
        ? new CheckResult.Passed(SUBSCRIPTIONS, detail)
        : new CheckResult.Warned(
            SUBSCRIPTIONS,
            detail + "; changes arrive by polling meanwhile",
            "lightspeed-cli webhook:list");
  }

  CheckResult answers() throws InterruptedException {
    List<URI> servers;
    try {
      if (!config.get().hasSecret()) {
        return new CheckResult.Passed(ADDRESS, "not used");
      }
      servers = subscriptions.get().servers();
    } catch (XSeriesException | ConfigurationInvalid e) {
      return new CheckResult.Warned(ADDRESS, "not known: " + e.getMessage(), null);
    }
    if (servers.isEmpty()) {
      return new CheckResult.Passed(ADDRESS, "nothing is subscribed");
    }
    try (var http = new OutgoingHttp(TIMEOUT)) {
      for (var server : servers) {
        var live = URI.create(server + "/health/live");
        try {
          var answer = http.get(live);
          if (!answer.isGood()) {
            return silent(live + " answers with " + answer.status());
          }
        } catch (IOException e) {
          return silent(live + " does not answer");
        }
      }
    }
    return new CheckResult.Passed(ADDRESS, servers.getFirst() + " answers");
  }

  private static CheckResult silent(String detail) {
    return new CheckResult.Failed(
        ADDRESS, detail, "Start lightspeed-cli serve, and look at the proxy in front of it.");
  }
}
