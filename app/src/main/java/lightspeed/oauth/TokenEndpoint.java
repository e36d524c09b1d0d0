package lightspeed.oauth;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lightspeed.config.Secret;
import lightspeed.json.Json;
import lightspeed.outgoing.OutgoingHttp;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Lightspeed's token endpoint: a form in, tokens out.
///
/// **source:** the vendor's page on authorization, read 2026-11.
///
/// **Threads:** safe.
final class TokenEndpoint implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(6);
  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final int MAX_LIFE_SECONDS = 31_536_000;
  private static final int MAX_LIFE_DIGITS = 12;
  private static final String SCOPES = "[a-z0-9_:. ]{1,2000}";

  /// Much shorter than any life that Lightspeed documents, so that it is refreshed in time.
  private static final Duration LIFE_WHEN_UNTOLD = Duration.ofHours(1);

  private final OutgoingHttp http = new OutgoingHttp(TIMEOUT, MAX_ANSWER_BYTES);

  TokenPair trade(URI store, OAuthClient client, String code, String redirectUri)
      throws OAuthFailed, InterruptedException {
    var form = form(client, "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirectUri);
    return ask(store, form);
  }

  TokenPair refresh(URI store, OAuthClient client, Secret refreshToken)
      throws OAuthFailed, InterruptedException {
    var form = form(client, "refresh_token");
    form.put("refresh_token", refreshToken.reveal());
    return ask(store, form);
  }

  private static Map<String, String> form(OAuthClient client, String grantType) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", grantType);
    form.put("client_id", client.id());
    form.put("client_secret", client.secret().reveal());
    return form;
  }

  private TokenPair ask(URI store, Map<String, String> form)
      throws OAuthFailed, InterruptedException {
    var body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    OutgoingHttp.Answer answer;
    try {
      answer =
          http.post(
              URI.create(store + "/api/1.0/token"),
              Map.of(
                  "Content-Type", "application/x-www-form-urlencoded",
                  "Accept", "application/json"),
              body.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      throw new OAuthFailed("Lightspeed's token endpoint did not answer in time.", false);
    }
    if (!answer.isGood()) {
      boolean isFinal = answer.status() >= 400 && answer.status() < 500 && answer.status() != 429;
      throw new OAuthFailed(
          "Lightspeed's token endpoint answered " + answer.status() + reason(answer) + ".",
          isFinal);
    }
    return pair(answer.excerpt());
  }

  /// A word such as `invalid_grant`; nothing longer, so that no token can get into a message.
  private static String reason(OutgoingHttp.Answer answer) {
    try {
      var error = Json.untrusted().readTree(answer.excerpt()).path("error").asString("");
      return error.matches("[a-z_]{1,40}") ? " (" + error + ")" : "";
    } catch (JacksonException _) {
      return "";
    }
  }

  private static TokenPair pair(String text) throws OAuthFailed {
    JsonNode json;
    try {
      json = Json.untrusted().readTree(text);
    } catch (JacksonException _) {
      throw unreadable();
    }
    var access = token(json, "access_token").orElseThrow(TokenEndpoint::unreadable);
    return new TokenPair(
        access, token(json, "refresh_token"), life(json.path("expires_in")), scopes(json));
  }

  private static Optional<Secret> token(JsonNode json, String member) {
    var value = json.path(member);
    return value.isString() && !value.stringValue().isBlank()
        ? Optional.of(new Secret(value.stringValue()))
        : Optional.empty();
  }

  private static @Nullable String scopes(JsonNode json) {
    var told = json.path("scope");
    return told.isString() && told.stringValue().matches(SCOPES) ? told.stringValue() : null;
  }

  /// A pair whose life cannot be read is kept all the same: the one before it is dead already.
  private static Duration life(JsonNode seconds) {
    boolean isShort = seconds.isValueNode() && seconds.asString("").length() <= MAX_LIFE_DIGITS;
    long life = isShort ? seconds.asLong(0) : 0;
    return life < 1 ? LIFE_WHEN_UNTOLD : Duration.ofSeconds(Math.min(life, MAX_LIFE_SECONDS));
  }

  private static OAuthFailed unreadable() {
    return new OAuthFailed("Lightspeed's token endpoint answered something unreadable.", false);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
