package lightspeed.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.List;
import lightspeed.audit.AuditVerification;
import lightspeed.audit.TestAudit;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ForgetPersonTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final SignInWorld world = new SignInWorld(DATABASE);
  private final ForgetPerson forgetting =
      new ForgetPerson(
          DATABASE.database(), TestAudit.log(InstantSource.system()), InstantSource.system());

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theNameIsNowhereAnyMoreAndWhoDidWhatIsStillKnown() throws InterruptedException {
    world.have("boss", Role.ADMIN);
    world.have("ann", Role.BUYER);
    world.users.newLink("ann", new Actor("ann", "10.0.0.1"));
    execute(
        "INSERT INTO vend_consignments (id, public_id, supplier, outlet, created_by, approved_by)"
            + " VALUES ('o', 'PO-1', 's', 'o', 'ann', 'Ann'), ('p', 'PO-2', 's', 'o',"
            + " 'ann (token erp)', 'anna')");

    var number = world.users.find("ann").orElseThrow().id().value();

    var former = forgetting.forget("ann", SignInWorld.TEST);

    assertThat(former).isEqualTo("former-" + number);
    assertThat(world.users.find("ann")).isEmpty();
    assertThat(DATABASE.texts("SELECT created_by FROM vend_consignments ORDER BY id"))
        .containsExactly(former, former + " (token erp)");
    assertThat(DATABASE.texts("SELECT approved_by FROM vend_consignments ORDER BY id"))
        .as("others")
        .containsExactly("Ann", "anna");
    assertThat(
            DATABASE.texts(
                "SELECT id FROM audit_log WHERE CONCAT_WS(' ', actor, entity_id, details)"
                    + " LIKE '%ann%'"))
        .isEmpty();
    assertThat(world.audited())
        .contains("user.link " + former + " by " + former, "user.forgotten " + former + " by test");
    assertThat(world.verifyAudit()).isInstanceOf(AuditVerification.Intact.class);
  }

  @Test
  void everyColumnInWhichSomebodyIsNamedIsReplaced() {
    List<String> named =
        DATABASE.texts(
            "SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns"
                + " WHERE table_schema = DATABASE() AND data_type = 'varchar'"
                + " AND (column_name LIKE '%\\_by' OR column_name IN ('editor', 'actor'))"
                + " ORDER BY 1");

    assertThat(named)
        .containsExactlyInAnyOrder(
            "api_tokens.created_by",
            "audit_log.actor",
            "flyway_schema_history.installed_by",
            "installation.confirmed_by",
            "lightspeed_drift.ignored_by",
            "lightspeed_mappings.created_by",
            "lightspeed_oauth.connected_by",
            "lightspeed_webhooks.verified_by",
            "order_editors.editor",
            "order_requests.created_by",
            "settings.updated_by",
            "sign_in_links.created_by",
            "vend_consignments.approved_by",
            "vend_consignments.created_by");
  }

  @Test
  void theOnlyAdminStaysAndTheNameIsTakenByNobody() throws InterruptedException {
    world.have("boss", Role.ADMIN);

    assertThatThrownBy(() -> forgetting.forget("boss", SignInWorld.TEST))
        .isInstanceOf(SignInException.Conflict.class);
    assertThatThrownBy(() -> world.have("former-7", Role.VIEWER))
        .isInstanceOf(SignInException.InvalidInput.class);
  }

  private static void execute(String sql) {
    DATABASE.database().useTransaction(handle -> handle.execute(sql));
  }
}
