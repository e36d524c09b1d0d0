package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import lightspeed.audit.ActorName;
import lightspeed.config.Settings;
import lightspeed.db.TestDatabase;
import lightspeed.signin.Actor;
import lightspeed.signin.Browser;
import lightspeed.signin.Role;
import lightspeed.xseries.Caller;
import lightspeed.xseries.XSeriesException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.settings.Switch;

/// A person connects a store at Lightspeed's consent page, which the emulator plays.
final class OAuthTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String PASSWORD = "correct horse battery";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Emulator emulator;
  private final RunningApp running;
  private final RunningApp other;
  private final Browser admin;

  OAuthTest(@TempDir Path folder) throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().with(Switch.RATE_LIMIT, false));
    var settings =
        Map.of(
            "LIGHTSPEED_API_URL", emulator.url(),
            "LIGHTSPEED_CLIENT_ID", "our-application",
            "LIGHTSPEED_WEBHOOK_SECRET", "client-secret",
            "LIGHTSPEED_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    running = new RunningApp(DATABASE, folder.resolve("one"), settings);
    other = new RunningApp(DATABASE, folder.resolve("two"), settings);
    admin = new Browser(running.server.url());
  }

  @BeforeEach
  void signIn() throws IOException, InterruptedException {
    running.app.users().create("ann", Role.ADMIN, PASSWORD, new Actor("test", null));
    admin.signIn("ann", PASSWORD);
  }

  @AfterEach
  void close() throws IOException {
    admin.close();
    other.close();
    running.close();
    emulator.close();
    http.close();
  }

  /// To the consent page and back again; where the browser is sent.
  private URI consent() throws IOException, InterruptedException {
    var leaving = admin.get("/lightspeed/connect").headers().firstValue("Location").orElseThrow();
    var answer =
        http.send(HttpRequest.newBuilder(URI.create(leaving)).build(), BodyHandlers.discarding());
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  private HttpResponse<String> comeBack(URI address) throws IOException, InterruptedException {
    return admin.get(address.getRawPath() + "?" + address.getRawQuery());
  }

  private void connect() throws IOException, InterruptedException {
    assertThat(comeBack(consent()).body()).contains("is connected");
  }

  private static String token(RunningApp one) {
    return one.app.settings().refresh().get(Settings.LIGHTSPEED_API_TOKEN).reveal();
  }

  private long tokenCalls() {
    return emulator.counts().getOrDefault("POST /token", 0L);
  }

  private static void makeOld(Duration left) {
    DATABASE
        .database()
        .useTransaction(
            handle ->
                handle
                    .createUpdate("UPDATE lightspeed_oauth SET expires_at = :at")
                    .bind(
                        "at",
                        java.time.LocalDateTime.ofInstant(
                            Instant.now().plus(left), java.time.ZoneOffset.UTC))
                    .execute());
  }

  @Test
  void aConnectedStoreIsUsedByEveryProcess() throws IOException, InterruptedException {
    connect();

    assertThat(token(running)).startsWith("at_");
    assertThat(token(other)).isEqualTo(token(running));
    assertThat(other.app.client().outlets(Caller.person(), 0).items()).isNotEmpty();
    assertThat(
            DATABASE.texts(
                "SELECT CONCAT(action, ' by ', " + ActorName.inWords("actor") + ") FROM audit_log"))
        .contains("lightspeed.connected by ann");
  }

  @Test
  void exactlyTheScopesThatOurCallsNeedAreAskedForAndWhatWasGrantedIsNoted()
      throws IOException, InterruptedException {
    var leaving = admin.get("/lightspeed/connect").headers().firstValue("Location").orElseThrow();
    connect();

    assertThat(java.net.URLDecoder.decode(leaving, java.nio.charset.StandardCharsets.UTF_8))
        .endsWith(
            "&scope=consignments:read consignments:write:stock_order outlets:read products:read"
                + " products:read:costs retailer:read suppliers:read users:read webhooks");
    assertThat(DATABASE.texts("SELECT details FROM audit_log WHERE action LIKE '%connected'"))
        .last()
        .asString()
        .contains("\"scopes\":\"consignments:read consignments:write:stock_order outlets:read");
  }

  @Test
  void noTokenLiesOpenInTheDatabase() throws IOException, InterruptedException {
    connect();

    assertThat(DATABASE.texts("SELECT value FROM settings WHERE name = 'lightspeed_api_token'"))
        .allSatisfy(value -> assertThat(value).startsWith("v1.").doesNotContain("at_"));
    assertThat(DATABASE.texts("SELECT refresh_token FROM lightspeed_oauth"))
        .allSatisfy(value -> assertThat(value).startsWith("v1.").doesNotContain("rt_"));
    assertThat(DATABASE.texts("SELECT COALESCE(details, '') FROM audit_log"))
        .noneMatch(this::isToken);
  }

  private boolean isToken(String text) {
    return text.contains("at_") || text.contains("rt_");
  }

  @Test
  void manyWhoNeedATokenAtOnceRefreshOnce() throws Exception {
    connect();
    var before = token(running);
    long calls = tokenCalls();
    makeOld(Duration.ofSeconds(-1));
    emulator.set(Switch.LATENCY_MS, 200);

    Callable<Object> one = () -> running.app.client().outlets(Caller.person(), 0);
    Callable<Object> two = () -> other.app.client().outlets(Caller.person(), 0);
    var all = new ArrayList<Callable<Object>>();
    for (int i = 0; i < 4; i++) {
      all.add(one);
      all.add(two);
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var answer : threads.invokeAll(all)) {
        assertThat(answer.get()).isNotNull();
      }
    }

    assertThat(tokenCalls()).isEqualTo(calls + 1);
    assertThat(token(running)).isNotEqualTo(before).isEqualTo(token(other));
  }

  @Test
  void aTokenIsRefreshedBeforeItsEndAndNotEarlier() throws IOException, InterruptedException {
    connect();
    long calls = tokenCalls();
    running.app.client().outlets(Caller.person(), 0);
    long untouched = tokenCalls();
    makeOld(Duration.ofMinutes(9));

    other.app.client().outlets(Caller.person(), 0);

    assertThat(untouched).isEqualTo(calls);
    assertThat(tokenCalls()).isEqualTo(calls + 1);
  }

  @Test
  void whoWasRefreshingBeforeTheClockWasSetBackHoldsUpNobody()
      throws IOException, InterruptedException {
    connect();
    long calls = tokenCalls();
    makeOld(Duration.ofSeconds(-1));
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "UPDATE lightspeed_oauth SET claimed_until = UTC_TIMESTAMP(6) + INTERVAL 2"
                        + " HOUR"));

    running.app.client().outlets(Caller.person(), 0);

    assertThat(tokenCalls()).isEqualTo(calls + 1);
  }

  @Test
  void aRefusedRefreshSaysThatTheStoreMustBeConnectedAnew()
      throws IOException, InterruptedException {
    connect();
    makeOld(Duration.ofSeconds(-1));
    emulator.reset();

    assertThatThrownBy(() -> other.app.client().outlets(Caller.person(), 0))
        .isInstanceOf(XSeriesException.Unauthorized.class);
    long calls = tokenCalls();
    assertThatThrownBy(() -> running.app.client().outlets(Caller.person(), 0))
        .isInstanceOf(XSeriesException.Unauthorized.class);

    assertThat(DATABASE.texts("SELECT trouble FROM lightspeed_oauth"))
        .allSatisfy(why -> assertThat(why).contains("invalid_grant").contains("again"));
    assertThat(tokenCalls()).as("what was refused for good is not asked again").isEqualTo(calls);
    connect();
    assertThat(other.app.client().outlets(Caller.person(), 0).items()).isNotEmpty();
  }

  @Test
  void anAnswerOfAnotherSessionIsRefused() throws IOException, InterruptedException {
    var answer = consent();
    running.app.users().create("eve", Role.ADMIN, PASSWORD, new Actor("test", null));
    try (var eve = new Browser(running.server.url())) {
      eve.signIn("eve", PASSWORD);

      var ofEve = eve.get(answer.getRawPath() + "?" + answer.getRawQuery());
      var madeUp =
          admin.get("/lightspeed/callback?code=c&domain_prefix=sandbox&state=" + "A".repeat(43));
      var afterwards = comeBack(answer);

      assertThat(ofEve.statusCode()).isEqualTo(409);
      assertThat(madeUp.statusCode()).isEqualTo(409);
      assertThat(afterwards.statusCode()).as("the state was used up").isEqualTo(409);
      assertThat(tokenCalls()).isZero();
    }
  }

  @Test
  void anAnswerCountsOnce() throws IOException, InterruptedException {
    var answer = consent();
    comeBack(answer);

    var again = comeBack(answer);

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(tokenCalls()).isEqualTo(1);
  }

  @Test
  void whoIsNotLetInIsToldWhy() throws IOException, InterruptedException {
    emulator.set(Switch.CONSENT, false);

    var answer = comeBack(consent());

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("access_denied");
  }

  @Test
  void anotherStoreThanTheOneThatIsSetIsRefused() throws IOException, InterruptedException {
    running.app.settings().set("lightspeed_domain_prefix", "ourshop", "test", null);

    var answer = comeBack(consent());

    assertThat(answer.body()).contains("lightspeed_domain_prefix is ourshop");
    assertThat(DATABASE.texts("SELECT domain_prefix FROM lightspeed_oauth")).isEmpty();
  }

  @Test
  void disconnectingForgetsTheTokens() throws IOException, InterruptedException {
    connect();

    var done = admin.submit("/password", "/lightspeed/disconnect");

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(DATABASE.texts("SELECT name FROM settings WHERE name = 'lightspeed_api_token'"))
        .isEmpty();
    assertThat(DATABASE.texts("SELECT domain_prefix FROM lightspeed_oauth")).isEmpty();
  }

  @Test
  void onlyAnAdminConnects() throws IOException, InterruptedException {
    running.app.users().create("bob", Role.OPERATOR, PASSWORD, new Actor("test", null));
    try (var bob = new Browser(running.server.url())) {
      bob.signIn("bob", PASSWORD);

      assertThat(bob.get("/lightspeed/connect").statusCode()).isEqualTo(403);
    }
  }
}
