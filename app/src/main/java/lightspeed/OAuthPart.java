package lightspeed;

import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.SettingProblem;
import lightspeed.config.Settings;
import lightspeed.db.Database;
import lightspeed.db.Sleeper;
import lightspeed.oauth.ConnectPages;
import lightspeed.oauth.OAuthConnection;
import lightspeed.oauth.OAuthFailed;
import lightspeed.server.Feature;
import lightspeed.settings.LiveSettings;
import lightspeed.settings.SecretBox;

/// The connection that a person makes at Lightspeed's consent page.
///
/// **Threads:** safe.
final class OAuthPart implements AutoCloseable, LightspeedPart.BeforeToken {
  /// How long a token that was good is not looked at again.
  private static final long LOOK_EVERY_MILLIS = 5_000;

  private final LiveSettings settings;
  private final InstantSource clock;
  private final OAuthConnection connection;
  private final AtomicLong lookedAtMillis = new AtomicLong();

  OAuthPart(Database database, LiveSettings settings, SecretBox secrets, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.connection = new OAuthConnection(database, settings, secrets, clock, Sleeper.real());
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

  /// Who uses a personal token pays nothing.
  ///
  /// @throws ConfigurationInvalid when the token is not good any more and cannot be made so
  @Override
  public void keepFresh() {
    long now = clock.instant().toEpochMilli();
    if (!connection.isPossible() || now - lookedAtMillis.get() < LOOK_EVERY_MILLIS) {
      return;
    }
    try {
      connection.keepFresh();
      lookedAtMillis.set(now);
    } catch (OAuthFailed failed) {
      throw new ConfigurationInvalid(
          new SettingProblem(
              Settings.LIGHTSPEED_API_TOKEN.key(),
              null,
              "the connection to Lightspeed",
              String.valueOf(failed.getMessage())));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
