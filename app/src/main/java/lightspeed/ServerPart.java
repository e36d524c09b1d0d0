package lightspeed;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.rest.Api;
import lightspeed.server.Feature;
import lightspeed.server.ForwardedScheme;
import lightspeed.server.HealthRoutes;
import lightspeed.server.ServerOptions;
import lightspeed.server.WebServer;

/// What `serve` answers: sign-in before everything else, health, webhooks, the console, the API and
/// the way to Lightspeed's consent page.
record ServerPart(App app, String version) {

  WebServer server() {
    var config = app.configuration().server();
    var server = new AtomicReference<WebServer>();
    var features = features();
    features.add(app.oauthPart().pages(() -> URI.create(requireNonNull(server.get()).url())));
    server.set(
        new WebServer(
            ServerOptions.at(config.host(), config.port()),
            () -> app.settings().current().server().trustedProxies(),
            features));
    return server.get();
  }

  private List<Feature> features() {
    var settings = app.settings();
    var features = new ArrayList<Feature>();
    features.add(new ForwardedScheme(() -> settings.current().server().trustedProxies()));
    var signIn = app.signInPart().signIn();
    features.add(signIn);
    features.add(new HealthRoutes(this::notReadyBecause));
    features.add(app.webhookPart().receiver(app::worker));
    features.addAll(
        new ConsolePart(app.database(), app, app.auditLog(), () -> app.budget().state(), version)
            .features(signIn.account()));
    features.add(new Api(app, () -> settings.current().server().trustedProxies()));
    return features;
  }

  private Optional<String> notReadyBecause() {
    try {
      var database = app.health().lookAtDatabase();
      return database.isHealthy()
          ? Optional.empty()
          : Optional.of("The database: " + database.results().getFirst().detail());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("This process is stopping.");
    }
  }
}
