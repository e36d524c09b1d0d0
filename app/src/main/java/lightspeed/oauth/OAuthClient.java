package lightspeed.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import lightspeed.config.Configuration;
import lightspeed.config.Secret;
import lightspeed.config.Settings;

/// Our application at Lightspeed.
///
/// @param id of the application
/// @param secret of the application; the same one signs webhooks
record OAuthClient(String id, Secret secret) {
  private static final String CONSENT = "https://secure.retail.lightspeed.app";

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

  /// Lightspeed's page where somebody lets us in; of the sandbox when that is used.
  URI consentPage(
      Configuration configuration, String redirectUri, String state, List<String> scopes) {
    var base = configuration.find(Settings.LIGHTSPEED_API_URL).map(URI::toString).orElse(CONSENT);
    return URI.create(
        base
            + "/connect?response_type=code&client_id="
            + encoded(id)
            + "&redirect_uri="
            + encoded(redirectUri)
            + "&state="
            + encoded(state)
            + "&scope="
            + encoded(String.join(" ", scopes)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
