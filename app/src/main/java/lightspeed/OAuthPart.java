package lightspeed;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import lightspeed.audit.AuditLog;
import lightspeed.config.Settings;
import lightspeed.db.Database;
import lightspeed.db.Sleeper;
import lightspeed.oauth.ConnectPages;
import lightspeed.oauth.OAuthConnection;
import lightspeed.oauth.OAuthFailed;
import lightspeed.server.Feature;
import lightspeed.settings.LiveSettings;
import lightspeed.settings.SecretBox;
import lightspeed.xseries.Scopes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection that a person makes at Lightspeed's consent page.
///
/// **Threads:** safe.
final class OAuthPart implements AutoCloseable, LightspeedPart.BeforeToken {
  private static final Logger LOG = LoggerFactory.getLogger(OAuthPart.class);

  /// How long a token that was good is not looked at again.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /// Lightspeed allows few calls of its token endpoint.
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final LiveSettings settings;
  private final InstantSource clock;
  private final OAuthConnection connection;
  private final AtomicLong nextLookMillis = new AtomicLong();

  OAuthPart(
      Database database,
      LiveSettings settings,
      SecretBox secrets,
      AuditLog audit,
      InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.connection =
        new OAuthConnection(
            database,
            settings,
            secrets,
            audit,
            clock,
            Sleeper.real(),
            now -> Scopes.all(now.get(Settings.LIGHTSPEED_API_VERSION)));
  }

  OAuthConnection connection() {
    return connection;
  }

  /// @param ownUrl where the server listens, for when no public address is set
  Feature pages(Supplier<URI> ownUrl) {
    return new ConnectPages(
        connection,
        () -> {
          var publicUrl = settings.current().signIn().publicUrl();
          return publicUrl == null ? ownUrl.get() : publicUrl;
        },
        () -> settings.current().server().trustedProxies(),
        clock);
  }

  /// Who uses a personal token pays nothing. When the token cannot be made fresh, it is used as it
  /// is: Lightspeed refuses it then, which stops all sending until there is a new one.
  @Override
  public void keepFresh() {
    long now = clock.instant().toEpochMilli();
    if (!connection.isPossible() || now < nextLookMillis.get()) {
      return;
    }
    try {
      connection.keepFresh();
      nextLookMillis.set(now + LOOK_EVERY.toMillis());
    } catch (OAuthFailed failed) {
      LOG.warn("event=token_not_fresh reason=\"{}\"", failed.getMessage());
      nextLookMillis.set(now + AFTER_FAILURE.toMillis());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
