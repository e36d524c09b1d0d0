package lightspeed.signin;

import static lightspeed.signin.SignInWorld.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import lightspeed.config.Network;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody would try who should not get in.
final class AttacksTest {
  private static final String SESSION = SessionCookie.SESSION.name();

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final SignInWorld world = new SignInWorld(DATABASE);
  private final Browser browser = world.browser();

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  private static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElse("-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void aChangeWithoutATokenOfOurFormsIsRefused(String method)
      throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    browser.signIn("ann", PASSWORD);

    assertThat(browser.send(method, "/need/READ", "").statusCode()).isEqualTo(403);
    assertThat(browser.send(method, "/need/READ", "_csrf=guess").statusCode()).isEqualTo(403);
    assertThat(browser.send(method, "/need/READ", "", "X-CSRF-TOKEN", "guess").statusCode())
        .isEqualTo(403);
    assertThat(browser.send(method, "/need/READ?_csrf=", "").statusCode()).isEqualTo(403);
  }

  @Test
  void theTokenOfAnotherPersonDoesNotCount() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    world.have("eve", Role.ADMIN);
    browser.signIn("ann", PASSWORD);
    try (var ofEve = world.browser()) {
      ofEve.signIn("eve", PASSWORD);
      var token = ofEve.get("/token").body();

      assertThat(browser.post("/need/READ", "_csrf", token).statusCode()).isEqualTo(403);
      assertThat(ofEve.post("/need/READ", "_csrf", token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theTokenWorksAsFieldAndAsHeader() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    browser.signIn("ann", PASSWORD);
    var token = browser.get("/token").body();

    var field = browser.post("/echo", "text", "<b>&amp;", "_csrf", token);
    var header = browser.send("POST", "/echo", "text=two", "X-CSRF-TOKEN", token);

    assertThat(field.body()).isEqualTo("<b>&amp;");
    assertThat(header.body()).isEqualTo("two");
  }

  @Test
  void signingInWithoutOurFormIsRefused() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);

    var answer = browser.post("/sign-in", "name", "ann", "password", PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(world.count("SELECT COUNT(*) FROM web_sessions")).isZero();
  }

  @Test
  void aSessionThatWasPlantedBeforeIsNotTheOneAfterSigningIn()
      throws IOException, InterruptedException {
    world.have("eve", Role.VIEWER);
    world.have("ann", Role.ADMIN);
    try (var ofEve = world.browser()) {
      ofEve.signIn("eve", PASSWORD);
      var planted = ofEve.cookie(SESSION).orElseThrow();
      browser.setCookie(SESSION, planted);
      var token = browser.get("/token").body();
      var signedIn = browser.post("/sign-in", "name", "ann", "password", PASSWORD, "_csrf", token);

      assertThat(signedIn.headers().allValues("Set-Cookie"))
          .anyMatch(cookie -> cookie.startsWith(SESSION))
          .noneMatch(cookie -> cookie.contains(planted));
      assertThat(browser.get("/need/ADMINISTER").body()).isEqualTo("done by ann");
      assertThat(ofEve.get("/need/READ").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void aMadeUpSessionIsNoneAndIsNotTakenOver() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    var madeUp = "madeup".repeat(8);
    browser.setCookie(SESSION, madeUp);

    int before = browser.get("/need/READ").statusCode();
    browser.signIn("ann", PASSWORD);

    assertThat(before).isEqualTo(303);
    assertThat(DATABASE.texts("SELECT token_hash FROM web_sessions"))
        .hasSize(1)
        .doesNotContain(Secrets.hash(madeUp));
  }

  @Test
  void guessingOnePasswordStopsAfterTenTriesEvenWithTheRightOne()
      throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    for (int i = 0; i < SignInTries.MAX_FOR_NAME; i++) {
      assertThat(browser.signIn("ann", "wrong password " + i).statusCode()).isEqualTo(401);
    }

    var right = browser.signIn("ann", PASSWORD);
    world.restart();
    try (var afterwards = world.browser()) {
      int stillRefused = afterwards.signIn("ANN", PASSWORD).statusCode();
      world.clock.advance(Duration.ofMinutes(15));

      assertThat(right.statusCode()).isEqualTo(429);
      assertThat(right.body()).contains("Too many attempts. Try again in 15 minutes");
      assertThat(right.headers().firstValue("Retry-After")).isPresent();
      assertThat(stillRefused).isEqualTo(429);
      assertThat(afterwards.signIn("ann", PASSWORD).statusCode()).isEqualTo(303);
    }
    assertThat(world.audited()).containsOnlyOnce("sign_in.blocked ann by sign-in");
  }

  @Test
  void manyGuessesAtTheSameTimeAreNotMore() throws Exception {
    world.have("ann", Role.ADMIN);
    Callable<Integer> guess =
        () -> {
          try (var one = world.browser()) {
            return one.signIn("ann", "wrong password 1").statusCode();
          }
        };

    List<Integer> answers;
    try (var all = Executors.newFixedThreadPool(15)) {
      var tasks = java.util.Collections.nCopies(15, guess);
      answers = all.invokeAll(tasks).stream().map(AttacksTest::get).toList();
    }

    assertThat(answers).filteredOn(status -> status == 401).hasSize(SignInTries.MAX_FOR_NAME);
    assertThat(answers).filteredOn(status -> status == 429).hasSize(5);
  }

  private static int get(java.util.concurrent.Future<Integer> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tryingManyNamesFromOneAddressStopsToo() {
    var tries = new SignInTries(DATABASE.database(), world.clock);
    for (int i = 0; i < SignInTries.MAX_FOR_ADDRESS; i++) {
      assertThat(tries.count(unknown("name " + i, "192.0.2.1"))).isEmpty();
    }

    assertThat(tries.count(unknown("one more", "192.0.2.1"))).isPresent();
    assertThat(tries.count(unknown("one more", "192.0.2.2"))).isEmpty();
  }

  @Test
  void nobodyIsShutOutForLongerBecauseTheClockWasSetBack() {
    var tries = new SignInTries(DATABASE.database(), world.clock);
    for (int i = 0; i <= SignInTries.MAX_FOR_NAME; i++) {
      var _ = tries.count(unknown("early bird", "192.0.2.3"));
    }
    assertThat(tries.count(unknown("early bird", "192.0.2.3"))).isPresent();

    world.clock.advance(Duration.ofHours(-2));

    assertThat(tries.count(unknown("early bird", "192.0.2.3"))).isEmpty();
  }

  private static SignInTries.Subject unknown(String name, String address) {
    return SignInTries.Subject.unknown(name, new Client(address, address, null));
  }

  @Test
  void everySpellingOfANameIsThePersonWithOneCounter() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    var spellings = List.of("ann", "ANN", "\uFF41\uFF4E\uFF4E", "a\u00ADnn", "an\u200Bn");
    for (int i = 0; i < SignInTries.MAX_FOR_NAME; i++) {
      assertThat(browser.signIn(spellings.get(i % spellings.size()), "wrong").statusCode())
          .isEqualTo(401);
    }

    assertThat(browser.signIn("\uFF21nn", PASSWORD).statusCode()).isEqualTo(429);
    world.clock.advance(Duration.ofMinutes(15));
    assertThat(browser.signIn("\uFF21NN", PASSWORD).statusCode()).isEqualTo(303);
    assertThat(browser.get("/need/READ").body()).isEqualTo("done by ann");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0430nn", // Cyrillic a
        "ann\u03BF", // Greek o
        "an\u3164n", // Hangul filler, a letter that is shown as nothing
        "a\u200Bnn",
        "a\u202Enn",
        "a\u0000nn",
        "serve",
        "SIGN-IN",
        "\uFF53erve",
        "cli:root",
        "ann (token erp)"
      })
  void namesThatPassForOthersAreRefused(String name) {
    assertThatThrownBy(() -> world.users.create(name, Role.VIEWER, SignInWorld.TEST))
        .isInstanceOf(SignInException.InvalidInput.class);
  }

  @Test
  void peopleMayBeCalledAsTheyAreButNotTwiceAlike() throws InterruptedException {
    world.have("ann", Role.ADMIN);
    for (var name :
        List.of("M\u00FCller", "Muller", "\u7530\u4E2D Yuki", "\u0418\u0432\u0430\u043D")) {
      world.have(name, Role.VIEWER);
    }

    assertThatThrownBy(() -> world.have("\uFF21\uFF2E\uFF2E", Role.VIEWER))
        .isInstanceOf(SignInException.Conflict.class);
    assertThatThrownBy(() -> world.have("MU\u0308LLER", Role.VIEWER))
        .isInstanceOf(SignInException.Conflict.class);
  }

  @Test
  void whoHadAlikeNamesBeforeThereWasOneFormStillSignsIn()
      throws IOException, InterruptedException {
    var bold = "\uD835\uDC1A\uD835\uDC27\uD835\uDC27";
    world.have("ann", Role.ADMIN);
    world.have("eve", Role.VIEWER);
    DATABASE
        .database()
        .useTransaction(
            handle -> {
              handle.execute("UPDATE users SET username = ? WHERE username = 'eve'", bold);
              handle.execute("UPDATE users SET name_key = NULL");
            });

    world.setUp.firstLink();

    browser.signIn("ANN", PASSWORD);
    assertThat(browser.get("/need/READ").body()).isEqualTo("done by ann");
    try (var other = world.browser()) {
      other.signIn(bold, PASSWORD);
      assertThat(other.get("/need/READ").body()).isEqualTo("done by " + bold);
    }
  }

  @Test
  void theOwnerOfANameUnderAttackStillGetsInAndIsTold() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    world.have("eve", Role.VIEWER);
    browser.signIn("ann", PASSWORD);
    browser.post("/sign-out", "_csrf", browser.get("/token").body());
    try (var stranger = world.browser()) {
      stranger.signIn("eve", PASSWORD);
      stranger.post("/sign-out", "_csrf", stranger.get("/token").body());
      for (int i = 0; i < SignInTries.MAX_FOR_NAME + 2; i++) {
        stranger.signIn("ann", "wrong password " + i);
      }

      assertThat(stranger.signIn("ann", PASSWORD).statusCode())
          .as("a browser that knows another person")
          .isEqualTo(429);
      assertThat(browser.signIn("ann", PASSWORD).statusCode()).isEqualTo(303);
      assertThat(browser.get("/notice").body())
          .contains("13 attempts to sign in under your name have failed")
          .contains("from 127.0.0.1");
      assertThat(stranger.signIn("ann", PASSWORD).statusCode()).isEqualTo(429);
    }
  }

  @Test
  void aKnownBrowserHasNoEndlessAttemptsEither() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    browser.signIn("ann", PASSWORD);
    browser.post("/sign-out", "_csrf", browser.get("/token").body());
    for (int i = 0; i < SignInTries.MAX_FOR_NAME; i++) {
      browser.signIn("ann", "wrong password " + i);
    }

    assertThat(browser.signIn("ann", PASSWORD).statusCode()).isEqualTo(429);
    assertThat(world.count("SELECT COUNT(*) FROM remember_tokens WHERE LENGTH(token_hash) = 64"))
        .isEqualTo(1);
  }

  @Test
  void anAddressThatIsMadeUpIsNotCounted() throws IOException, InterruptedException {
    var token = browser.token("/sign-in");

    browser.send(
        "POST",
        "/sign-in",
        "name=ann&password=wrong&_csrf=" + token,
        "X-Forwarded-For",
        "203.0.113.9");

    assertThat(world.sources()).containsExactly("127.0.0.1");
    world.proxies.add(Network.parse("127.0.0.1"));
    browser.send(
        "POST",
        "/sign-in",
        "name=ann&password=wrong&_csrf=" + browser.token("/sign-in"),
        "X-Forwarded-For",
        "6.6.6.6, 203.0.113.9");
    assertThat(world.sources()).containsExactly("127.0.0.1", "203.0.113.9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\tevil",
        "javascript:x",
        "/%0d%0aSet-Cookie:x",
        "\\/evil",
        " //evil.example",
        "/\n/evil.example"
      })
  void nobodyIsLedToAnotherSite(String next) throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);

    var answer =
        browser.submit("/sign-in", "/sign-in", "name", "ann", "password", PASSWORD, "next", next);

    assertThat(location(answer)).isIn("/", "/%0d%0aSet-Cookie:x");
    assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(c -> c.startsWith("x"));
  }

  @Test
  void aHostHeaderOfSomebodyElseIsNeverInAnAnswer() throws IOException {
    var answer = raw("GET /need/READ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 303").doesNotContain("evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/open/../need/READ",
        "/open/..;/need/READ",
        "/open//../need/READ",
        "//need/READ",
        "/need/./READ",
        "/need;a=b/READ",
        "/need%2fREAD",
        "/open/%2e%2e/need/READ",
        "/need/READ/",
        "/%6eeed/READ",
        "/need/READ%00",
        "/need\\READ"
      })
  void noSpellingOfAPathGetsAroundTheGuard(String path) throws IOException {
    var answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer).doesNotContain("done by");
    assertThat(answer).containsPattern("^HTTP/1.1 (303|40[034]) ");
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), world.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void aRouteWithoutARightIsRefusedEvenToAdmins() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    browser.signIn("ann", PASSWORD);

    var answer = browser.get("/forgotten");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("secret");
    assertThat(browser.send("HEAD", "/forgotten", "").statusCode()).isEqualTo(403);
  }

  @Test
  void theCookieIsForServersOnlyAndStaysHere() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);

    var cookie = sessionCookie(browser.signIn("ann", PASSWORD));

    assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").contains("Path=/");
    assertThat(cookie).doesNotContain("Secure").doesNotContain("Domain");
  }

  @Test
  void behindOurProxyCookiesAndPagesAreForHttpsOnly() throws IOException, InterruptedException {
    world.proxies.add(Network.parse("127.0.0.1"));
    world.have("ann", Role.ADMIN);
    var page = browser.get("/sign-in", "X-Forwarded-Proto", "https");

    assertThat(page.headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000; includeSubDomains");
    var visitor = page.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(visitor)
        .startsWith("__Host-lightspeed_csrf=")
        .contains("; Path=/;", "; Secure", "HttpOnly", "SameSite=Strict")
        .doesNotContain("Domain");
    var form =
        "name=ann&password="
            + PASSWORD.replace(' ', '+')
            + "&_csrf="
            + Browser.tokenIn(page.body());
    var signedIn =
        browser.send(
            "POST",
            "/sign-in",
            form,
            "X-Forwarded-Proto",
            "https",
            "Cookie",
            visitor.substring(0, visitor.indexOf(';')));
    var session = sessionCookie(signedIn);
    assertThat(session)
        .startsWith("__Host-lightspeed_session=")
        .contains("; Path=/;", "; Secure", "HttpOnly", "SameSite=Lax")
        .doesNotContain("Domain");
    var secret = session.substring(session.indexOf('=') + 1, session.indexOf(';'));
    var plain = "lightspeed_session=" + secret;
    assertThat(
            browser
                .get("/need/READ", "X-Forwarded-Proto", "https", "Cookie", "__Host-" + plain)
                .statusCode())
        .isEqualTo(200);
    assertThat(
            browser.get("/need/READ", "X-Forwarded-Proto", "https", "Cookie", plain).statusCode())
        .as("the plain name, which other hosts of the domain could set")
        .isEqualTo(303);
  }

  private static String sessionCookie(HttpResponse<?> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.contains(SESSION + "="))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatAnyoneSaysAboutHttpsDoesNotCount() throws IOException, InterruptedException {
    var page = browser.get("/sign-in", "X-Forwarded-Proto", "https");

    assertThat(page.headers().firstValue("Strict-Transport-Security")).isEmpty();
    assertThat(page.headers().firstValue("Set-Cookie").orElseThrow()).doesNotContain("Secure");
  }

  @Test
  void pagesRunNoForeignScriptsStayOutOfFramesAndCaches() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    for (var path : List.of("/sign-in", "/password", "/need/READ", "/nothing")) {
      var headers = browser.get(path).headers();

      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("X-Frame-Options")).as(path).contains("DENY");
      assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
      assertThat(headers.firstValue("Referrer-Policy")).as(path).contains("no-referrer");
      assertThat(headers.firstValue("Cache-Control")).as(path).contains("no-store");
    }
  }

  @Test
  void whatIsTypedIsShownEscaped() throws IOException, InterruptedException {
    var answer =
        browser.submit(
            "/sign-in",
            "/sign-in?next=%22%3E%3Cscript%3E",
            "name",
            "\"><script>alert(1)</script>",
            "password",
            "wrong password 1");

    assertThat(answer.body()).doesNotContain("<script").contains("value=\"&#34;>&lt;script>");
  }

  @Test
  void aHugeFormIsRefused() throws IOException, InterruptedException {
    var token = browser.token("/sign-in");

    int status =
        browser
            .send("POST", "/sign-in", "name=" + "x".repeat(190_000) + "&_csrf=" + token)
            .statusCode();

    assertThat(status).isEqualTo(413);
    assertThat(browser.get("/sign-in").statusCode()).isEqualTo(200);
  }

  @Test
  void aHugePasswordIsNotEvenHashed() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);

    assertThat(browser.signIn("ann", "x".repeat(10_000)).statusCode()).isEqualTo(401);
  }

  @Test
  void aGuessedLinkIsNone() throws IOException, InterruptedException {
    world.setUp.firstLink();

    assertThat(browser.get("/set-up/" + "A".repeat(43)).statusCode()).isEqualTo(410);
    assertThat(browser.get("/set-up/%25").statusCode()).isIn(400, 410);
  }

  @Test
  void aTokenOfAProgramIsNoSignIn() throws IOException, InterruptedException {
    assertThat(browser.get("/need/READ", "Authorization", "Bearer lsi_x").statusCode())
        .isEqualTo(303);
  }
}
