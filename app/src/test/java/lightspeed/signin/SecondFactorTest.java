package lightspeed.signin;

import static lightspeed.signin.SignInWorld.PASSWORD;
import static lightspeed.signin.SignInWorld.TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecondFactorTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final SignInWorld world = new SignInWorld(DATABASE);
  private final Browser browser = world.browser();

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  private static HttpResponse<String> giveCode(Browser in, String code)
      throws IOException, InterruptedException {
    return in.submit("/sign-in/code", "/sign-in/code", "code", code);
  }

  private static int reading(Browser in) throws IOException, InterruptedException {
    return in.get("/need/READ").statusCode();
  }

  private static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElse("-");
  }

  private HttpResponse<String> sensitive(String... fields)
      throws IOException, InterruptedException {
    return browser.submit("/password", "/sensitive", fields);
  }

  /// **source:** RFC 6238, appendix B, the last six digits.
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void codesAreThoseOfTheStandard(long second, String code) {
    assertThat(
            new TotpCodes().code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Instant.ofEpochSecond(second)))
        .isEqualTo(code);
  }

  @Test
  void aCodeIsAskedForAfterThePasswordAndCountsOnce() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    var secret = world.haveSecondFactor("ann");

    var first =
        browser.submit(
            "/sign-in", "/sign-in", "name", "ann", "password", PASSWORD, "next", "/need/READ");
    int halfIn = reading(browser);
    var code = world.nextCode(secret);
    var second = giveCode(browser, code);

    assertThat(location(first)).isEqualTo("/sign-in/code");
    assertThat(halfIn).isEqualTo(303);
    assertThat(location(second)).isEqualTo("/need/READ");
    assertThat(reading(browser)).isEqualTo(200);
    try (var other = world.browser()) {
      other.signIn("ann", PASSWORD);
      var again = giveCode(other, code);

      assertThat(again.statusCode()).isEqualTo(401);
      assertThat(again.body()).contains("This code is wrong or was used.");
      assertThat(reading(other)).isEqualTo(303);
      assertThat(giveCode(other, world.nextCode(secret)).statusCode()).isEqualTo(303);
      assertThat(reading(other)).isEqualTo(200);
    }
    assertThat(world.audited()).contains("sign_in.code_failed ann by sign-in");
  }

  @Test
  void aRecoveryCodeCountsOnceAndIsNowhereToBeRead() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    world.haveSecondFactor("ann");
    var code = world.recoveryCodes.getFirst();

    browser.signIn("ann", PASSWORD);
    int typedInCapitals = giveCode(browser, code.toUpperCase(Locale.ROOT)).statusCode();
    var notice = browser.get("/notice").body();

    assertThat(world.recoveryCodes).hasSize(10).doesNotHaveDuplicates();
    assertThat(typedInCapitals).isEqualTo(303);
    assertThat(notice).contains("9 are left");
    try (var other = world.browser()) {
      other.signIn("ann", PASSWORD);
      assertThat(giveCode(other, code).statusCode()).isEqualTo(401);
    }
    assertThat(DATABASE.texts("SELECT code_hash FROM recovery_codes"))
        .hasSize(9)
        .allMatch(hash -> hash.length() == 64);
  }

  @Test
  void codesAreNotGuessedEither() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    var secret = world.haveSecondFactor("ann");
    browser.signIn("ann", PASSWORD);
    for (int i = 0; i < SignInTries.MAX_FOR_NAME; i++) {
      assertThat(giveCode(browser, "wrong " + i).statusCode()).isEqualTo(401);
    }

    assertThat(giveCode(browser, world.nextCode(secret)).statusCode()).isEqualTo(429);
    assertThat(world.audited()).containsOnlyOnce("sign_in.blocked ann by sign-in");
  }

  @Test
  void whoTakesTooLongForTheCodeBeginsAgain() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    world.haveSecondFactor("ann");
    browser.signIn("ann", PASSWORD);

    world.clock.advance(Duration.ofMinutes(10));

    assertThat(location(browser.get("/sign-in/code"))).isEqualTo("/sign-in");
    assertThat(world.count("SELECT COUNT(*) FROM web_sessions")).isZero();
  }

  @Test
  void aLinkForAPasswordIsNoWayAroundTheCode() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    var secret = world.haveSecondFactor("ann");
    var link = world.users.newLink("ann", TEST).path().reveal();
    var better = "another long sentence";

    var done = browser.submit(link, link, "password", better, "again", better);

    assertThat(location(done)).isEqualTo("/sign-in/code");
    assertThat(reading(browser)).isEqualTo(303);
    assertThat(giveCode(browser, world.nextCode(secret)).statusCode()).isEqualTo(303);
    assertThat(reading(browser)).isEqualTo(200);
  }

  @Test
  void theSecretIsEncryptedAndOfNoUseToAnotherPerson() throws InterruptedException {
    world.have("ann", Role.ADMIN);
    world.have("eve", Role.ADMIN);
    var secret = world.haveSecondFactor("ann");
    var stored =
        DATABASE.texts("SELECT second_factor FROM users WHERE username = 'ann'").getFirst();

    DATABASE
        .database()
        .useTransaction(
            handle ->
                handle.execute(
                    "UPDATE users SET second_factor = ?, second_factor_step = 0", stored));

    assertThat(stored).doesNotContain(secret);
    assertThatThrownBy(
            () -> world.factors.use(world.users.find("eve").orElseThrow(), world.nextCode(secret)))
        .isInstanceOf(SignInException.Conflict.class)
        .hasMessageContaining("user:change eve --reset-second-factor");
  }

  @Test
  void whoseAppIsLostSignsInWithThePasswordAloneOnceItWasReset()
      throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    var secret = world.haveSecondFactor("ann");
    browser.signIn("ann", PASSWORD);
    giveCode(browser, world.nextCode(secret));

    world.factors.reset("ann", TEST);

    assertThat(reading(browser)).as("signed out").isEqualTo(303);
    browser.signIn("ann", PASSWORD);
    assertThat(reading(browser)).isEqualTo(200);
    assertThat(world.count("SELECT COUNT(*) FROM recovery_codes")).isZero();
    assertThat(world.audited()).contains("user.second_factor_reset ann by test");
  }

  @Test
  void whereItIsDemandedAdminsAndApproversReachNothingWithoutIt()
      throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    world.have("olga", Role.APPROVER);
    world.have("vera", Role.VIEWER);
    world.isSecondFactorRequired.set(true);
    try (var olga = world.browser();
        var vera = world.browser()) {
      browser.signIn("ann", PASSWORD);
      olga.signIn("olga", PASSWORD);
      vera.signIn("vera", PASSWORD);

      for (var one : List.of(browser, olga)) {
        assertThat(location(one.get("/need/READ"))).isEqualTo("/account");
        assertThat(one.get("/account").statusCode()).isEqualTo(200);
      }
      assertThat(browser.submit("/password", "/need/READ").statusCode()).isEqualTo(403);
      assertThat(reading(vera)).isEqualTo(200);
      var secret = world.haveSecondFactor("ann");
      assertThat(reading(browser)).isEqualTo(200);
      assertThatThrownBy(
              () ->
                  world.factors.remove(
                      world.users.find("ann").orElseThrow().person(), world.nextCode(secret), TEST))
          .isInstanceOf(SignInException.Conflict.class);
      world.users.changeRole("vera", Role.APPROVER, TEST);
      assertThat(location(vera.get("/need/READ"))).isEqualTo("/account");
    }
  }

  @Test
  void afterAQuarterOfAnHourASensitiveChangeAsksForThePasswordAndLosesNothing()
      throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    browser.signIn("ann", PASSWORD);
    var soon = sensitive("text", "<one>");
    world.clock.advance(Confirmation.COUNTS_FOR);

    var asked = sensitive("text", "<two>");
    var wrong = sensitive("text", "<two>", "confirm_password", "wrong password 1");
    var done = sensitive("text", "<two>", "confirm_password", PASSWORD);
    var afterwards = sensitive("text", "<three>");

    assertThat(soon.body()).isEqualTo("changed to <one>");
    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(asked.body())
        .contains("Confirm that it is you", "action=\"/sensitive\"")
        .contains("name=\"text\" value=\"&lt;two>\"")
        .doesNotContain("changed to");
    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(wrong.body()).contains("This is not your password.");
    assertThat(done.body()).isEqualTo("changed to <two>");
    assertThat(afterwards.body()).isEqualTo("changed to <three>");
    assertThat(world.audited()).contains("sign_in.confirmed ann by ann");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password1234",
        "Passw0rd2026!",
        "qwertyuiop12",
        "iloveyou1234",
        "trustno1trustno1",
        "football2026",
        "monkeydragon12",
        "lightspeed2026!",
        "annannann123"
      })
  void passwordsThatAttackersTryFirstAreRefused(String password) {
    assertThatThrownBy(() -> world.users.create("ann", Role.VIEWER, password, TEST))
        .isInstanceOf(SignInException.InvalidInput.class)
        .hasMessageContaining("too easy to guess");
  }
}
