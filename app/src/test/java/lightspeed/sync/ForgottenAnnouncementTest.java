package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import lightspeed.db.TestDatabase;
import lightspeed.installation.Installation;
import lightspeed.installation.Installations;
import lightspeed.purchaseorder.PurchaseOrderId;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A fail-over loses the announcement of a call that is under way: only the process that made it
/// still knows.
class ForgottenAnnouncementTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Installation installation = Installations.of(DATABASE.database());

  @Test
  void aCallThatTheDatabaseForgotIsWrittenAgainAsUnknownInANewEpoch() {
    var underWay = installation.begun(ForgottenAnnouncementTest::writeAgainIfGone);

    underWay.left();
    installation.hindrance();

    assertThat(DATABASE.texts("SELECT CONCAT(status, ' ', was_unknown) FROM lightspeed_sync_log"))
        .containsExactly("IN_PROGRESS 1");
    assertThat(installation.overview().epoch()).isEqualTo(2);
    installation.hindrance();
    assertThat(installation.overview().epoch()).isEqualTo(2);
  }

  @Test
  void aCallWhoseEndWasWrittenIsForgottenHereToo() {
    var underWay = installation.begun(ForgottenAnnouncementTest::writeAgainIfGone);

    underWay.ended();
    underWay.left();
    installation.hindrance();

    assertThat(DATABASE.texts("SELECT id FROM lightspeed_sync_log")).isEmpty();
    assertThat(installation.overview().epoch()).isEqualTo(1);
  }

  @Test
  void whoeverNoticesThatTheDatabaseWentBackHasCallsUnderWayWrittenAgainAtOnce() {
    installation.begun(ForgottenAnnouncementTest::writeAgainIfGone);

    DATABASE
        .database()
        .useTransaction(tx -> installation.beginNewEpoch(tx, "A worker's row is behind."));

    assertThat(DATABASE.texts("SELECT CONCAT(status, ' ', epoch) FROM lightspeed_sync_log"))
        .containsExactly("IN_PROGRESS 2");
  }

  private static boolean writeAgainIfGone(Handle tx) {
    return new SyncJournal()
        .writeAgain(
            tx,
            4711,
            new PurchaseOrderId("PO-1"),
            1L,
            Operation.ADD_PRODUCTS,
            Intent.onHeader("c-1"));
  }
}
