package lightspeed.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import lightspeed.audit.Refusals.Refused;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefusalsAreBoundedTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Refusals refusals =
      new Refusals(
          DATABASE.database(),
          TestAudit.log(InstantSource.system()),
          _ -> new CountDownLatch(1).await());

  @Test
  void theFirstOneIsToldAtOnceAndRepetitionsAsOneEntryWhenTheMinuteOrTheServerEnds() {
    for (int i = 0; i < 500; i++) {
      refusals.note(refused("10.0.0.1"));
    }
    refusals.note(refused("10.0.0.2"));
    assertThat(told())
        .containsExactly(
            "api refused.token 10.0.0.1 {\"what\":\"x\"}",
            "api refused.token 10.0.0.2 {\"what\":\"x\"}");

    refusals.close();

    assertThat(told())
        .hasSize(3)
        .last()
        .isEqualTo("api refused.token 10.0.0.1 {\"more_in_the_same_minute\":\"499\"}");
  }

  @Test
  void manyAddressesDoNotFillTheLog() {
    for (int i = 0; i < 1000; i++) {
      refusals.note(refused("10.0.1." + i));
    }
    assertThat(told()).hasSize(Refusals.A_MINUTE);

    refusals.closeMinute();

    assertThat(told())
        .hasSize(Refusals.A_MINUTE + 1)
        .last()
        .isEqualTo("audit refused.others - {\"more_in_the_same_minute\":\"970\"}");
    assertThat(TestAudit.verify(DATABASE.database())).isInstanceOf(AuditVerification.Intact.class);
  }

  private static Refused refused(String address) {
    return new Refused(
        "api",
        "refused.token",
        null,
        new AuditDetails().with("what", "x").json(),
        address,
        address);
  }

  private static List<String> told() {
    return DATABASE.texts(
        "SELECT CONCAT_WS(' ', actor, action, COALESCE(source_address, '-'), details)"
            + " FROM audit_log ORDER BY id");
  }
}
