package xseries.emulator.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xseries.emulator.http.Request;
import xseries.emulator.oauth.Grant;
import xseries.emulator.oauth.Grants;
import xseries.emulator.oauth.PersonalToken;
import xseries.emulator.oauth.PersonalTokens;
import xseries.emulator.store.Store;
import xseries.emulator.webhook.Subscription;

/// Who calls: the holder of a bearer token.
final class Access {
  private static final String SCHEME = "Bearer ";

  private final Store store;
  private final Grants grants;
  private final PersonalTokens tokens;
  private final byte[] token;

  Access(Store store, Grants grants, PersonalTokens tokens, String token) {
    this.store = store;
    this.grants = grants;
    this.tokens = tokens;
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /// The caller, or null when the token is missing or not valid.
  @Nullable Caller caller(Request request) {
    String header = request.headers().get("Authorization", "");
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    String given = header.substring(SCHEME.length()).strip();
    if (MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8))) {
      return Caller.mighty(Subscription.PERSONAL);
    }
    return store.<Optional<Caller>>read(() -> Optional.ofNullable(known(given))).orElse(null);
  }

  private @Nullable Caller known(String given) {
    PersonalToken personal = tokens.live(given);
    if (personal != null) {
      return Caller.with(Subscription.PERSONAL, personal);
    }
    Grant grant = grants.live(given);
    return grant == null ? null : new Caller(grant.application(), grant.scopes(), null);
  }
}
