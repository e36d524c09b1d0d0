package lightspeed.oauth;

import java.util.Optional;
import lightspeed.config.Configuration;
import lightspeed.config.Secret;
import lightspeed.config.Settings;

/// Our application at Lightspeed.
///
/// @param id of the application
/// @param secret of the application; the same one signs webhooks
record OAuthClient(String id, Secret secret) {

  /// Empty when nobody set one.
  static Optional<OAuthClient> of(Configuration configuration) {
    return configuration
        .find(Settings.LIGHTSPEED_CLIENT_ID)
        .flatMap(
            id ->
                configuration
                    .find(Settings.LIGHTSPEED_WEBHOOK_SECRET)
                    .map(secret -> new OAuthClient(id, secret)));
  }
}
