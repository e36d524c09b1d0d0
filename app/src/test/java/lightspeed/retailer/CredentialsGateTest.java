package lightspeed.retailer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import lightspeed.db.TestDatabase;
import lightspeed.xseries.AccessToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class CredentialsGateTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String TOKEN = new AccessToken("refused-token").fingerprint();

  private final CredentialsGate gate = gate("store");

  @Test
  void itIsOpenUntilCredentialsAreRefused() {
    assertThat(gate.pausedBecause(TOKEN)).isEmpty();

    gate.refused(TOKEN, "Access token is not valid.");

    assertThat(gate.pausedBecause(TOKEN))
        .hasValueSatisfying(
            reason ->
                assertThat(reason).contains("Access token is not valid.").contains("vend:test"));
  }

  @Test
  void anotherProcessSeesItWithinASecondOrTwo() {
    CredentialsGate other = gate("store");
    assertThat(other.pausedBecause(TOKEN)).isEmpty();

    gate.refused(TOKEN, "no");

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (other.pausedBecause(TOKEN).isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void anotherTokenIsTried() {
    gate.refused(TOKEN, "no");

    assertThat(gate.pausedBecause(new AccessToken("new-token").fingerprint())).isEmpty();
  }

  @Test
  void aGoodTestOpensItAgain() {
    gate.refused(TOKEN, "no");

    gate.open();

    assertThat(gate.pausedBecause(TOKEN)).isEmpty();
    assertThat(gate("store").pausedBecause(TOKEN)).isEmpty();
  }

  @Test
  void retailersDoNotShare() {
    gate.refused(TOKEN, "no");

    assertThat(gate("other").pausedBecause(TOKEN)).isEmpty();
  }

  @Test
  void openingWhatWasNeverClosedChangesNothing() {
    gate.open();

    assertThat(gate.pausedBecause(TOKEN)).isEmpty();
  }

  private static CredentialsGate gate(String retailer) {
    return new CredentialsGate(DATABASE.database(), retailer);
  }
}
