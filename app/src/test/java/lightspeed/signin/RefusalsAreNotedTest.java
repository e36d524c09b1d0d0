package lightspeed.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import lightspeed.audit.ActorName;
import lightspeed.audit.AuditVerification;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is refused at the door is in the audit log.
final class RefusalsAreNotedTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final SignInWorld world = new SignInWorld(DATABASE);
  private final Browser browser = world.browser();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aRoleThatIsMissing() throws IOException, InterruptedException {
    world.have("ann", Role.VIEWER);
    browser.signIn("ann", SignInWorld.PASSWORD);

    assertThat(browser.get("/need/ADMINISTER").statusCode()).isEqualTo(403);
    assertThat(browser.get("/need/ADMINISTER").statusCode()).isEqualTo(403);

    assertThat(refused())
        .as("the repetition is counted")
        .containsExactly("refused.role by ann from 127.0.0.1 GET /need/ADMINISTER");
  }

  @Test
  void aFormThatIsNotOurs() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    browser.signIn("ann", SignInWorld.PASSWORD);

    assertThat(browser.send("POST", "/need/READ", "_csrf=guess").statusCode()).isEqualTo(403);

    assertThat(refused()).containsExactly("refused.form by ann from 127.0.0.1 POST");
  }

  @Test
  void blockedSignInsOnceAndFailedOnesOnceAMinute() throws IOException, InterruptedException {
    world.have("ann", Role.ADMIN);
    for (int i = 0; i < SignInTries.MAX_FOR_NAME + 3; i++) {
      browser.signIn("ann", "wrong wrong wrong");
    }

    assertThat(DATABASE.texts("SELECT action FROM audit_log WHERE action LIKE 'sign_in%'"))
        .containsExactly("sign_in.failed", "sign_in.blocked");
    assertThat(world.verifyAudit()).isInstanceOf(AuditVerification.Intact.class);
  }

  private static List<String> refused() {
    return DATABASE.texts(
        "SELECT CONCAT(action, ' by ', "
            + ActorName.inWords("actor")
            + ", ' from ', source_address, ' ',"
            + " JSON_VALUE(details, '$.request')) FROM audit_log WHERE action LIKE 'refused%'");
  }
}
