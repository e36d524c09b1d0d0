package lightspeed.signin;

import static lightspeed.signin.SignInWorld.PASSWORD;
import static lightspeed.signin.SignInWorld.TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import lightspeed.audit.AuditVerification;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SignInTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String SESSION = SessionCookie.SESSION.name();

  private final SignInWorld world = new SignInWorld(DATABASE);
  private final Browser browser = world.browser();

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  private int status(Right right) throws IOException, InterruptedException {
    return browser.get("/need/" + right).statusCode();
  }

  @Test
  void headIsAnsweredAsGetBeforeAndAfterSigningIn() throws IOException, InterruptedException {
    world.have("ann", Role.VIEWER);
    assertHeadIsGet("/need/READ", 303);

    browser.signIn("ann", PASSWORD);
    assertHeadIsGet("/need/READ", 200);
    assertHeadIsGet("/need/ADMINISTER", 403);
    assertHeadIsGet("/nothing-here", 404);
  }

  private void assertHeadIsGet(String path, int status) throws IOException, InterruptedException {
    var get = browser.get(path);
    var head = browser.send("HEAD", path, "");

    assertThat(get.statusCode()).as("GET %s", path).isEqualTo(status);
    assertThat(head.statusCode()).as("HEAD %s", path).isEqualTo(status);
    assertThat(head.headers().firstValue("Location"))
        .isEqualTo(get.headers().firstValue("Location"));
    assertThat(head.headers().firstValue("Content-Type"))
        .isEqualTo(get.headers().firstValue("Content-Type"));
    assertThat(head.body()).isEmpty();
  }

  @Test
  void whoSignsInGoesToThePageThatWasWanted() throws IOException, InterruptedException {
    world.have("ann", Role.BUYER);

    var refused = browser.get("/need/READ?page=2");
    var page = browser.get(refused.headers().firstValue("Location").orElseThrow());
    var signedIn =
        browser.submit(
            "/sign-in",
            "/sign-in",
            "name",
            "ann",
            "password",
            PASSWORD,
            "next",
            "/need/READ?page=2");

    assertThat(refused.statusCode()).isEqualTo(303);
    assertThat(refused.headers().firstValue("Location"))
        .contains("/sign-in?next=%2Fneed%2FREAD%3Fpage%3D2");
    assertThat(page.body()).contains("value=\"/need/READ?page=2\"");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(signedIn.headers().firstValue("Location")).contains("/need/READ?page=2");
    assertThat(browser.get("/need/READ").body()).isEqualTo("done by ann");
  }

  @Test
  void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);

    var wrong = browser.signIn("ann", "wrong password 1");
    var unknown = browser.signIn("bob", "wrong password 1");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("Incorrect name or password.");
    assertThat(unknown.body()).contains("Incorrect name or password.");
    assertThat(status(Right.READ)).isEqualTo(303);
    assertThat(world.audited())
        .contains("sign_in.failed ann by sign-in", "sign_in.failed - by sign-in");
  }

  @Test
  void aSessionSurvivesARestartOfTheServer() throws IOException, InterruptedException {
    world.have("ann", Role.VIEWER);
    browser.signIn("ann", PASSWORD);
    var session = browser.cookie(SESSION).orElseThrow();

    world.restart();
    try (var afterwards = world.browser()) {
      afterwards.setCookie(SESSION, session);

      assertThat(afterwards.get("/need/READ").body()).isEqualTo("done by ann");
    }
  }

  @Test
  void visitorsLeaveNoSession() throws IOException, InterruptedException {
    browser.get("/sign-in");
    browser.get("/need/READ");
    browser.get("/open/file");
    browser.get("/nothing/here");
    browser.signIn("nobody", "wrong password 1");

    assertThat(world.count("SELECT COUNT(*) FROM web_sessions")).isZero();
    assertThat(browser.cookie(SESSION)).isEmpty();
  }

  @Test
  void signingOutEndsTheSessionForGood() throws IOException, InterruptedException {
    world.have("ann", Role.VIEWER);
    browser.signIn("ann", PASSWORD);
    var session = browser.cookie(SESSION).orElseThrow();

    var out = browser.post("/sign-out", "_csrf", browser.get("/token").body());
    browser.setCookie(SESSION, session);

    assertThat(out.statusCode()).isEqualTo(303);
    assertThat(status(Right.READ)).isEqualTo(303);
    assertThat(world.count("SELECT COUNT(*) FROM web_sessions")).isZero();
    assertThat(world.audited()).contains("sign_in.ended ann by ann");
  }

  @Test
  void signingOutEverywhereEndsEverySessionOfThePerson() throws IOException, InterruptedException {
    world.have("ann", Role.VIEWER);
    world.have("bob", Role.VIEWER);
    browser.signIn("ann", PASSWORD);
    try (var phone = world.browser();
        var ofBob = world.browser()) {
      phone.signIn("ann", PASSWORD);
      ofBob.signIn("bob", PASSWORD);

      browser.post("/sign-out-everywhere", "_csrf", browser.get("/token").body());

      assertThat(status(Right.READ)).isEqualTo(303);
      assertThat(phone.get("/need/READ").statusCode()).isEqualTo(303);
      assertThat(ofBob.get("/need/READ").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoIsDisabledIsOutWithTheNextRequest() throws IOException, InterruptedException {
    world.have("root", Role.ADMIN);
    world.have("ann", Role.OPERATOR);
    browser.signIn("ann", PASSWORD);

    world.users.disable("ann", TEST);

    assertThat(status(Right.READ)).isEqualTo(303);
    assertThat(browser.signIn("ann", PASSWORD).statusCode()).isEqualTo(401);
    world.users.enable("ann", TEST);
    assertThat(browser.signIn("ann", PASSWORD).statusCode()).isEqualTo(303);
  }

  @Test
  void anotherRoleHoldsWithTheNextRequest() throws IOException, InterruptedException {
    world.have("ann", Role.VIEWER);
    browser.signIn("ann", PASSWORD);
    int before = status(Right.APPROVE);

    world.users.changeRole("ann", Role.APPROVER, TEST);

    assertThat(before).isEqualTo(403);
    assertThat(status(Right.APPROVE)).isEqualTo(200);
    world.users.changeRole("ann", Role.VIEWER, TEST);
    assertThat(status(Right.APPROVE)).isEqualTo(403);
  }

  @Test
  void aSessionEndsAfterTwelveHoursHoweverBusy() throws IOException, InterruptedException {
    world.have("ann", Role.VIEWER);
    browser.signIn("ann", PASSWORD);

    for (int i = 0; i < 35; i++) {
      world.clock.advance(Duration.ofMinutes(20));
      assertThat(status(Right.READ)).isEqualTo(200);
    }
    world.clock.advance(Duration.ofMinutes(20));

    assertThat(status(Right.READ)).isEqualTo(303);
    assertThat(world.count("SELECT COUNT(*) FROM web_sessions")).isZero();
  }

  @Test
  void aSessionIsKeptForHalfAnHourWithoutRequests() throws IOException, InterruptedException {
    world.have("ann", Role.VIEWER);
    browser.signIn("ann", PASSWORD);

    world.clock.advance(Duration.ofMinutes(29));
    int early = status(Right.READ);
    world.clock.advance(Duration.ofMinutes(30));

    assertThat(early).isEqualTo(200);
    assertThat(status(Right.READ)).isEqualTo(303);
  }

  @Test
  void anotherLimitHoldsForSessionsThatBeganBefore() throws IOException, InterruptedException {
    world.have("ann", Role.VIEWER);
    browser.signIn("ann", PASSWORD);
    try (var phone = world.browser()) {
      phone.signIn("ann", PASSWORD);
      world.limits.set(new SessionLimits(Duration.ofMinutes(60), Duration.ofHours(12)));
      world.clock.advance(Duration.ofMinutes(45));
      int longer = status(Right.READ);
      world.clock.advance(Duration.ofMinutes(10));
      world.limits.set(new SessionLimits(Duration.ofMinutes(5), Duration.ofHours(12)));
      int shorter = status(Right.READ);
      world.limits.set(new SessionLimits(Duration.ofMinutes(60), Duration.ofMinutes(50)));

      assertThat(longer).isEqualTo(200);
      assertThat(shorter).isEqualTo(303);
      assertThat(phone.get("/need/READ").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void sessionsThatNobodyEndedAreRemovedWhenTheyAreOld() throws IOException, InterruptedException {
    world.have("ann", Role.VIEWER);
    browser.signIn("ann", PASSWORD);
    world.clock.advance(Duration.ofHours(1));
    try (var phone = world.browser()) {
      phone.signIn("ann", PASSWORD);
    }

    assertThat(world.count("SELECT COUNT(*) FROM web_sessions")).isEqualTo(1);
  }

  @Test
  void whoReadsTheDatabaseCannotTakeASessionOver() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    browser.signIn("ann", PASSWORD);
    var cookie = browser.cookie(SESSION).orElseThrow();
    var stored = DATABASE.texts("SELECT token_hash FROM web_sessions").getFirst();
    try (var thief = world.browser()) {
      thief.setCookie(SESSION, stored);

      assertThat(Base64.getUrlDecoder().decode(cookie)).hasSizeGreaterThanOrEqualTo(16);
      assertThat(stored).isEqualTo(Secrets.hash(cookie));
      assertThat(thief.get("/need/READ").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void whatIsKeptForASessionIsTextAndNoJavaObjects() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    browser.signIn("ann", PASSWORD);

    browser.get("/keep?text=%22a%22");
    var kept = browser.get("/kept").body();

    assertThat(kept).isEqualTo("\"a\"");
    assertThat(DATABASE.texts("SELECT attributes FROM web_sessions"))
        .containsExactly("{\"text\":\"\\\"a\\\"\"}");
  }

  @Test
  void theFirstAdminUsesTheLinkOnce() throws IOException, InterruptedException {
    var link = world.setUp.firstLink().orElseThrow().path().reveal();

    var before = browser.get("/sign-in").body();
    var form = browser.get(link);
    var done = browser.submit(link, link, "name", "ann", "password", PASSWORD, "again", PASSWORD);

    assertThat(before).contains("No one can sign in yet.");
    assertThat(form.body()).contains("Make yourself the first admin");
    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(status(Right.ADMINISTER)).isEqualTo(200);
    assertThat(browser.get(link).statusCode()).isEqualTo(410);
    assertThat(world.setUp.firstLink()).isEmpty();
    assertThat(browser.get("/sign-in").body()).doesNotContain("No one can sign in yet.");
    assertThat(world.audited()).contains("set_up.done ann by ann");
  }

  @Test
  void aLinkIsVoidAfterADayAndWhenThereIsANewerOne() throws IOException, InterruptedException {
    var first = world.setUp.firstLink().orElseThrow().path().reveal();
    var second = world.setUp.firstLink().orElseThrow().path().reveal();

    assertThat(browser.get(first).statusCode()).isEqualTo(410);
    assertThat(browser.get(second).statusCode()).isEqualTo(200);
    world.clock.advance(Duration.ofHours(24));
    assertThat(browser.get(second).statusCode()).isEqualTo(410);
    assertThat(world.count("SELECT COUNT(*) FROM sign_in_links WHERE LENGTH(token_hash) = 64"))
        .isEqualTo(1);
  }

  @Test
  void aNewPersonChoosesAPasswordWithALink() throws IOException, InterruptedException {
    world.have("root", Role.ADMIN);
    var link = world.users.create("ann", Role.BUYER, TEST).path().reveal();

    var tooShort = browser.submit(link, link, "password", "short", "again", "short");
    var differ = browser.submit(link, link, "password", PASSWORD, "again", PASSWORD + "x");
    var guessed =
        browser.submit(link, link, "password", "Password123456", "again", "Password123456");
    var done = browser.submit(link, link, "password", PASSWORD, "again", PASSWORD);

    assertThat(tooShort.statusCode()).isEqualTo(422);
    assertThat(tooShort.body()).contains("at least 12 characters");
    assertThat(differ.body()).contains("The two passwords differ.");
    assertThat(guessed.body()).contains("too easy to guess");
    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(status(Right.EDIT_ORDERS)).isEqualTo(200);
    assertThat(browser.get(link).statusCode()).isEqualTo(410);
  }

  @Test
  void changingThePasswordAsksForTheOldOneAndEndsOtherSessions()
      throws IOException, InterruptedException {
    world.have("ann", Role.VIEWER);
    browser.signIn("ann", PASSWORD);
    try (var phone = world.browser()) {
      phone.signIn("ann", PASSWORD);
      var better = "another long sentence";

      var wrong =
          browser.submit(
              "/password", "/password", "old", "wrong", "password", better, "again", better);
      int stillIn = phone.get("/need/READ").statusCode();
      var done =
          browser.submit(
              "/password", "/password", "old", PASSWORD, "password", better, "again", better);

      assertThat(wrong.statusCode()).isEqualTo(422);
      assertThat(wrong.body()).contains("This is not your present password.");
      assertThat(stillIn).isEqualTo(200);
      assertThat(done.statusCode()).isEqualTo(303);
      assertThat(status(Right.READ)).isEqualTo(200);
      assertThat(phone.get("/need/READ").statusCode()).isEqualTo(303);
      assertThat(phone.signIn("ann", PASSWORD).statusCode()).isEqualTo(401);
      assertThat(phone.signIn("ann", better).statusCode()).isEqualTo(303);
    }
  }

  @Test
  void theLastAdminStaysOne() throws InterruptedException {
    world.have("ann", Role.ADMIN);
    world.have("bob", Role.VIEWER);

    assertThatThrownBy(() -> world.users.disable("ann", TEST))
        .isInstanceOf(SignInException.Conflict.class)
        .hasMessageContaining("ann is the only admin");
    assertThatThrownBy(() -> world.users.changeRole("ann", Role.BUYER, TEST))
        .isInstanceOf(SignInException.Conflict.class);
    world.users.changeRole("bob", Role.ADMIN, TEST);
    world.users.disable("ann", TEST);
    assertThat(world.users.find("ann").orElseThrow().isActive()).isFalse();
  }

  @Test
  void namesAreUniqueAndPlain() throws InterruptedException {
    world.have("ann", Role.ADMIN);

    assertThatThrownBy(() -> world.users.create("ann", Role.VIEWER, TEST))
        .isInstanceOf(SignInException.Conflict.class);
    assertThatThrownBy(() -> world.users.create("cli:root", Role.VIEWER, TEST))
        .isInstanceOf(SignInException.InvalidInput.class);
    assertThatThrownBy(() -> world.users.create("a\nb", Role.VIEWER, TEST))
        .isInstanceOf(SignInException.InvalidInput.class);
  }

  @Test
  void passwordsAreNowhereToBeRead() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    browser.signIn("ann", PASSWORD);
    browser.forgetCookies();
    browser.signIn(PASSWORD, "typed into the wrong field");

    assertThat(
            world.count(
                "SELECT COUNT(*) FROM users WHERE password_hash LIKE"
                    + " '$argon2id$v=19$m=19456,t=4,p=1$%'"))
        .isEqualTo(1);
    assertThat(
            world.count(
                "SELECT COUNT(*) FROM audit_log WHERE CONCAT_WS(' ', actor, entity_id, details)"
                    + " LIKE '%horse%'"))
        .isZero();
    assertThat(world.verifyAudit()).isInstanceOf(AuditVerification.Intact.class);
  }
}
