package xseries.emulator.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xseries.emulator.http.Request;
import xseries.emulator.oauth.Grants;
import xseries.emulator.store.Store;
import xseries.emulator.webhook.Subscription;

/// Who calls: the application behind a bearer token.
final class Access {
  private static final String SCHEME = "Bearer ";

  private final Store store;
  private final Grants grants;
  private final byte[] token;

  Access(Store store, Grants grants, String token) {
    this.store = store;
    this.grants = grants;
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /// The application, or null when the token is missing or not valid.
  @Nullable String application(Request request) {
    String header = request.headers().get("Authorization", "");
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    String given = header.substring(SCHEME.length()).strip();
    if (MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8))) {
      return Subscription.PERSONAL;
    }
    return store
        .<Optional<String>>read(() -> Optional.ofNullable(grants.application(given)))
        .orElse(null);
  }
}
