package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import xseries.emulator.settings.Switch;

/// Tokens, the rate limit and the OAuth token endpoint.
final class AccessRulesTest {
  private static final String TOKEN = "/api/1.0/token";
  private static final String CLIENT = "client_id=app&client_secret=s&";

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private int withToken(String token) {
    return sandbox
        .send(
            sandbox.builder("/api/2.0/outlets").setHeader("Authorization", "Bearer " + token),
            "GET",
            "")
        .status();
  }

  private JsonNode trade(String code) {
    String form = CLIENT + "grant_type=authorization_code&redirect_uri=x&code=" + code;
    return sandbox.form("POST", TOKEN, form).body();
  }

  private Sandbox.Reply refresh(String token) {
    return sandbox.form("POST", TOKEN, CLIENT + "grant_type=refresh_token&refresh_token=" + token);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.6")
  void wrongTokenIs401WithTheVendorsBody() {
    Sandbox.Reply refused =
        sandbox.send(
            sandbox.builder("/api/2.0/outlets").setHeader("Authorization", "Bearer no"), "GET", "");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.error()).isEqualTo("Access token is not valid");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "2")
  void limitIs300ForEachRegisterPlus50() {
    sandbox.emulator.set(Switch.REGISTERS, 2);

    Sandbox.Reply first = sandbox.get("/outlets");

    assertThat(first.header("X-RateLimit-Limit")).isEqualTo("650");
    assertThat(first.header("X-RateLimit-Remaining")).isEqualTo("649");
    assertThat(first.header("Date")).isEqualTo("Mon, 02 Mar 2026 09:00:00 GMT");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "2")
  void refusedCallIs429WithADateToRetryAfter() {
    sandbox.emulator.set(Switch.RATE_LIMIT_CALLS, 2);
    sandbox.get("/outlets");
    sandbox.get("/outlets");

    Sandbox.Reply refused = sandbox.get("/outlets");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text())
        .isEqualTo("{\"error\":\"Too Many Requests\",\"message\":\"Rate limiting enforced\"}");
    assertThat(refused.header("Retry-After")).isEqualTo("Mon, 02 Mar 2026 09:05:01 GMT");
    assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "8")
  void windowIsFixedByDefault() {
    sandbox.emulator.set(Switch.RATE_LIMIT_CALLS, 2);
    sandbox.get("/outlets");
    sandbox.clock.advance(Duration.ofSeconds(299));
    sandbox.get("/outlets");
    int full = sandbox.get("/outlets").status();
    sandbox.clock.advance(Duration.ofSeconds(1));

    Sandbox.Reply fresh = sandbox.get("/outlets");

    assertThat(full).isEqualTo(429);
    assertThat(fresh.status()).isEqualTo(200);
    assertThat(fresh.header("X-RateLimit-Remaining")).isEqualTo("1");
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "8")
  void slidingWindowOpensCallByCallAndRefusedCallsCount() {
    sandbox.emulator.set(Switch.RATE_LIMIT_CALLS, 2);
    sandbox.emulator.set(Switch.WINDOW_KIND, "sliding");
    sandbox.get("/outlets");
    sandbox.clock.advance(Duration.ofSeconds(200));
    sandbox.get("/outlets");
    int refused = sandbox.get("/outlets").status();
    sandbox.clock.advance(Duration.ofSeconds(100));

    int stillRefused = sandbox.get("/outlets").status();
    sandbox.clock.advance(Duration.ofMinutes(5));
    int open = sandbox.get("/outlets").status();

    assertThat(refused).isEqualTo(429);
    assertThat(stillRefused).isEqualTo(429);
    assertThat(open).isEqualTo(200);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "8")
  void refusedCallsNeedNotCountInASlidingWindow() {
    sandbox.emulator.set(Switch.RATE_LIMIT_CALLS, 2);
    sandbox.emulator.set(Switch.WINDOW_KIND, "sliding");
    sandbox.emulator.set(Switch.REFUSED_CALLS_COUNT, false);
    sandbox.get("/outlets");
    sandbox.clock.advance(Duration.ofSeconds(200));
    sandbox.get("/outlets");
    sandbox.get("/outlets");
    sandbox.clock.advance(Duration.ofSeconds(100));

    assertThat(sandbox.get("/outlets").status()).isEqualTo(200);
  }

  @Test
  @Rule(mark = Mark.INFERRED, section = "2")
  void eachApplicationHasItsOwnBucket() {
    sandbox.emulator.set(Switch.RATE_LIMIT_CALLS, 1);
    String access = trade("c1").path("access_token").asString();
    sandbox.get("/outlets");

    assertThat(sandbox.get("/outlets").status()).isEqualTo(429);
    assertThat(withToken(access)).isEqualTo(200);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  void codeIsTradedOnceForTokens() {
    JsonNode tokens = trade("c1");
    JsonNode again = trade("c1");

    assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
    assertThat(tokens.path("expires_in").asLong()).isEqualTo(86_400);
    assertThat(withToken(tokens.path("access_token").asString())).isEqualTo(200);
    assertThat(again.path("error").asString()).isEqualTo("invalid_grant");
  }

  private String connect(String more) {
    String asked = "/connect?response_type=code&client_id=app&redirect_uri=https%3A%2F%2Fa";
    return sandbox.at("GET", asked + more, "").header("Location");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  void consentComesBackWithACodeTheStoreTheStateAndTheScopes() {
    String location = connect("&scope=outlets%3Aread+users%3Aread&state=eight%208s");

    assertThat(location).startsWith("https://a?code=code_").contains("&domain_prefix=sandbox");
    assertThat(location).endsWith("&state=eight+8s&scope=outlets%3Aread+users%3Aread");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  void consentIsRefusedWithoutScopeAndWhenTheRetailerSaysNo() {
    String withoutScope = connect("&state=12345678");
    sandbox.emulator.set(Switch.CONSENT, false);

    assertThat(withoutScope).isEqualTo("https://a?error=access_denied&state=12345678");
    assertThat(connect("&state=12345678&scope=outlets%3Aread")).isEqualTo(withoutScope);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "1.4")
  void consentToAScopeThatDoesNotExistIsRefused() {
    assertThat(connect("&state=12345678&scope=outlets%3Aread+outlet%3Aread"))
        .isEqualTo("https://a?error=access_denied&state=12345678");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  void consentNeedsAStateOfEightCharactersUntilSwitched() {
    String asked = "/connect?response_type=code&client_id=app&redirect_uri=x&scope=outlets%3Aread";

    assertThat(sandbox.at("GET", asked, "").status()).isEqualTo(400);
    assertThat(sandbox.at("GET", asked + "&state=1234567", "").error()).startsWith("state is req");
    assertThat(sandbox.at("GET", asked + "&state=12345678", "").status()).isEqualTo(302);
    sandbox.emulator.set(Switch.CONSENT_STATE, "optional");
    assertThat(sandbox.at("GET", asked, "").status()).isEqualTo(302);
  }

  private JsonNode consent(String scope) {
    String location = connect("&state=12345678&scope=" + scope);
    String code = location.replaceAll(".*[?]code=([^&]*)&.*", "$1");
    String form = CLIENT + "grant_type=authorization_code&redirect_uri=https://a&code=" + code;
    return sandbox.form("POST", TOKEN, form).body();
  }

  private int as(String token, String path) {
    return sandbox
        .send(
            sandbox.builder("/api/2.0" + path).setHeader("Authorization", "Bearer " + token),
            "GET",
            "")
        .status();
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  void tokenOfAConsentHasItsScopesAndSaysThemAlsoAfterARefresh() {
    JsonNode tokens = consent("outlets:read");
    JsonNode fresh = refresh(tokens.path("refresh_token").asString()).body();
    String access = fresh.path("access_token").asString();

    assertThat(tokens.path("scope").asString()).isEqualTo("outlets:read");
    assertThat(fresh.path("scope").asString()).isEqualTo("outlets:read");
    assertThat(as(access, "/outlets")).isEqualTo(200);
    assertThat(as(access, "/products")).isEqualTo(403);
    assertThat(trade("made-up").path("scope").asString()).contains("products:read:costs");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  void codeOfAConsentLivesTenMinutesForItsApplicationAndAddress() {
    String location = connect("&state=12345678&scope=outlets:read");
    String code = location.replaceAll(".*[?]code=([^&]*)&.*", "$1");
    String form = "client_secret=s&grant_type=authorization_code&code=" + code;

    String other = "&client_id=other&redirect_uri=https://a";
    String elsewhere = "&client_id=app&redirect_uri=https://b";
    assertThat(sandbox.form("POST", TOKEN, form + other).error()).isEqualTo("invalid_grant");
    assertThat(sandbox.form("POST", TOKEN, form + elsewhere).error()).isEqualTo("invalid_grant");
    sandbox.clock.advance(Duration.ofMinutes(10));
    String right = "&client_id=app&redirect_uri=https://a";
    assertThat(sandbox.form("POST", TOKEN, form + right).error()).isEqualTo("invalid_grant");
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  void refreshRotatesAndKillsTheOldAccessToken() {
    JsonNode old = trade("c1");

    JsonNode fresh = refresh(old.path("refresh_token").asString()).body();

    assertThat(withToken(old.path("access_token").asString())).isEqualTo(401);
    assertThat(withToken(fresh.path("access_token").asString())).isEqualTo(200);
    assertThat(refresh(old.path("refresh_token").asString()).status()).isEqualTo(400);
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "1.4")
  void refreshCanBeSwitchedToKeepTheRefreshToken() {
    sandbox.emulator.set(Switch.REFRESH_ROTATES, false);
    String token = trade("c1").path("refresh_token").asString();

    assertThat(refresh(token).body().has("refresh_token")).isFalse();
    assertThat(refresh(token).status()).isEqualTo(200);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  void accessTokenDiesWhenItExpires() {
    String access = trade("c1").path("access_token").asString();

    sandbox.clock.advance(Duration.ofDays(1));

    assertThat(withToken(access)).isEqualTo(401);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  void tokenEndpointHasItsOwnLimit() {
    Sandbox.Reply last = refresh("x");
    for (int calls = 0; calls < 10; calls++) {
      last = refresh("x");
    }

    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("X-RateLimit-Reset")).isEqualTo("1772442300");
    assertThat(sandbox.get("/outlets").status()).isEqualTo(200);
  }
}
