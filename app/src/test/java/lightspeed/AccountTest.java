package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import lightspeed.db.TestDatabase;
import lightspeed.signin.Actor;
import lightspeed.signin.Authenticator;
import lightspeed.signin.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people see and change of their own sign-in, and which changes ask who they are once more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String PASSWORD = "correct horse battery";
  private static final String ASKED = "Confirm that it is you";
  private static final Pattern KEY = Pattern.compile("Key: <code>([A-Z2-7-]+)</code>");
  private static final Pattern CODE = Pattern.compile("<li><code>([a-z2-7-]+)</code></li>");
  private static final Pattern END = Pattern.compile("name=\"id\" value=\"([0-9]+)\"");

  private RunningApp running;

  @BeforeAll
  void open(@TempDir Path folder) {
    running = new RunningApp(DATABASE, folder, Map.of());
  }

  @BeforeEach
  void people() throws InterruptedException {
    for (var name : new String[] {"ann", "bob"}) {
      running.app.users().create(name, Role.ADMIN, PASSWORD, new Actor("test", null));
    }
  }

  @AfterAll
  void close() {
    running.close();
  }

  private Visitor signedIn(String name) throws IOException, InterruptedException {
    var visitor = new Visitor(running.server.url());
    visitor.signIn(name, PASSWORD);
    return visitor;
  }

  private static void signedInLongAgo() {
    DATABASE
        .database()
        .useTransaction(
            handle -> handle.execute("UPDATE web_sessions SET confirmed_at = '2020-01-01'"));
  }

  private static String first(Pattern pattern, String page) {
    var found = pattern.matcher(page);
    assertThat(found.find()).as(page).isTrue();
    return found.group(1);
  }

  @Test
  void aPersonSetsUpASecondFactorAndSignsInWithIt() throws IOException, InterruptedException {
    var ann = signedIn("ann");
    ann.page("/account");

    var offered = ann.post("/account/second-factor/begin").body();
    var key = first(KEY, offered);
    var wrong = ann.post("/account/second-factor/confirm", "code", "12345").body();
    var now = Instant.now();
    var on =
        ann.post("/account/second-factor/confirm", "code", Authenticator.code(key, now)).body();
    var recovery = first(CODE, on);

    assertThat(offered).contains("<svg", "<path d=\"M");
    assertThat(wrong).contains("This is not the code that the app shows now.");
    assertThat(on).contains("Your recovery codes, shown only now.");
    assertThat(CODE.matcher(on).results()).hasSize(10);
    assertThat(ann.page("/account"))
        .contains("10 recovery codes are left")
        .doesNotContain(recovery, key);
    var later = new Visitor(running.server.url());
    later.get("/sign-in");
    var asked = later.post("/sign-in", "name", "ann", "password", PASSWORD);
    assertThat(asked.uri().getPath()).isEqualTo("/sign-in/code");
    var code = Authenticator.code(key, now.plus(Duration.ofSeconds(30)));
    assertThat(later.post("/sign-in/code", "code", code).uri().getPath()).isEqualTo("/");
    later.page("/users");
    assertThat(later.post("/users/second-factor", "id", "ANN").body())
        .contains("on the page Your account");
    later.page("/account");
    assertThat(later.post("/account/second-factor/remove", "code", code).body())
        .contains("This code is wrong or was used.");
    assertThat(later.post("/account/second-factor/remove", "code", recovery).body())
        .contains("with your password alone");
  }

  @Test
  void peopleSeeTheirOwnSessionsAndEndThem() throws IOException, InterruptedException {
    var ann = signedIn("ann");
    var bob = signedIn("bob");
    var phone = signedIn("ann");

    var page = ann.page("/account");
    var ofPhone = first(END, page);
    bob.page("/account");
    var byBob = bob.post("/account/sessions/end", "id", ofPhone).body();
    int stillIn = phone.get("/account").uri().getPath().length();
    ann.page("/account");
    var ended = ann.post("/account/sessions/end", "id", ofPhone).body();

    assertThat(END.matcher(page).results()).hasSize(1);
    assertThat(byBob).contains("This session has ended already.");
    assertThat(stillIn).isEqualTo("/account".length());
    assertThat(ended).contains("The session has ended.").contains("this one");
    assertThat(phone.get("/account").uri().getPath()).isEqualTo("/sign-in");
    var tablet = signedIn("ann");
    ann.page("/account");
    ann.post("/account/sessions/end-others");
    assertThat(tablet.get("/account").uri().getPath()).isEqualTo("/sign-in");
    assertThat(bob.get("/account").uri().getPath()).isEqualTo("/account");
  }

  @ParameterizedTest
  @CsvSource({
    "/users, /users/create, name, carl",
    "/users, /users/link, id, bob",
    "/users, /users/role, id, bob",
    "/users, /users/disable, id, bob",
    "/users, /users/second-factor, id, bob",
    "/tokens, /tokens/create, name, erp",
    "/settings, /settings/set, key, approval_second_person_above",
    "/settings, /settings/unset, key, second_factor_required",
    "/settings, /settings/set, key, lightspeed_api_token",
    "/account, /account/second-factor/begin, x, y",
    "/account, /account/recovery-codes, x, y"
  })
  void whatAThiefOfASessionWouldDoAsksForThePassword(
      String page, String action, String field, String value)
      throws IOException, InterruptedException {
    var ann = signedIn("ann");
    ann.page(page);
    signedInLongAgo();

    var asked = ann.post(action, field, value, "role", "admin", "value", "5", "scope", "READ");
    var done =
        ann.post(
            action,
            field,
            value,
            "role",
            "admin",
            "value",
            "5",
            "scope",
            "READ",
            "confirm_password",
            PASSWORD);

    assertThat(asked.body()).contains(ASKED);
    assertThat(done.body()).doesNotContain(ASKED);
  }

  @Test
  void otherChangesDoNotAsk() throws IOException, InterruptedException {
    var ann = signedIn("ann");
    ann.page("/settings");
    signedInLongAgo();

    var set = ann.post("/settings/set", "key", "health_failed_jobs", "value", "11");

    assertThat(set.body()).doesNotContain(ASKED).contains("health_failed_jobs is set.");
  }
}
