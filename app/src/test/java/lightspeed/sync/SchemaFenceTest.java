package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import lightspeed.db.DatabaseException;
import lightspeed.db.Migrations;
import lightspeed.db.TestDatabase;
import lightspeed.installation.Installations;
import lightspeed.purchaseorder.PurchaseOrderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Programs of an older version go on running beside an upgraded database; the schema itself keeps
/// them from sending.
class SchemaFenceTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  /// Word for word what `SyncJournal` of commit 58a3d3c executes.
  private static final String OLD_INSERT =
      """
      INSERT INTO lightspeed_sync_log
        (entity_id, operation, status, details, error_message, job_id, completed_at)
      VALUES (:order, :operation, :status, :details, :error, :job,
        IF(:status = 'IN_PROGRESS', NULL, CURRENT_TIMESTAMP(6)))
      RETURNING id
      """;

  @Test
  void aWorkerOfTheVersionBeforeCannotAnnounceAWrite() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> oldProgramWrites("IN_PROGRESS"));

    assertThat(DATABASE.texts("SELECT id FROM lightspeed_sync_log")).isEmpty();
  }

  @Test
  void aWorkerOfTheVersionBeforeMayStillNoteWhatHappened() {
    oldProgramWrites("COMPLETED");

    assertThat(DATABASE.texts("SELECT status FROM lightspeed_sync_log"))
        .containsExactly("COMPLETED");
  }

  @Test
  void anAnnouncementNamesTheEpochItWasMadeIn() {
    DATABASE.database().useTransaction(tx -> tx.execute("UPDATE installation SET epoch = 7"));

    DATABASE
        .database()
        .inTransaction(
            tx ->
                new SyncJournal()
                    .begin(
                        tx,
                        new PurchaseOrderId("PO-1"),
                        1L,
                        Operation.CREATE_CONSIGNMENT,
                        Intent.toCreate(0L),
                        Installations.of(DATABASE.database()).sender(tx)));

    assertThat(DATABASE.texts("SELECT epoch FROM lightspeed_sync_log")).containsExactly("7");
  }

  @Test
  void whatWasUnderWayWhenTheTablesWereUpgradedKeepsItsUnknownOutcome() {
    for (String sql :
        List.of(
            "ALTER TABLE lightspeed_sync_log DROP CONSTRAINT lightspeed_sync_log_in_an_epoch",
            "ALTER TABLE lightspeed_sync_log DROP COLUMN epoch",
            "DELETE FROM flyway_schema_history WHERE version = '9'",
            """
            INSERT INTO lightspeed_sync_log (entity_id, operation, status)
            VALUES ('PO-1', 'ADD_PRODUCTS', 'IN_PROGRESS')
            """)) {
      DATABASE.database().read(handle -> handle.execute(sql));
    }

    new Migrations(DATABASE.address(), DATABASE.database()).migrate();

    assertThat(DATABASE.texts("SELECT CONCAT(status, ' ', epoch) FROM lightspeed_sync_log"))
        .containsExactly("IN_PROGRESS 0");
  }

  private static void oldProgramWrites(String status) {
    DATABASE
        .database()
        .inTransaction(
            tx ->
                tx.createQuery(OLD_INSERT)
                    .bind("order", "PO-1")
                    .bind("operation", "CREATE_CONSIGNMENT")
                    .bind("status", status)
                    .bind("details", "{}")
                    .bind("error", (String) null)
                    .bind("job", 1L)
                    .mapTo(Long.class)
                    .one());
  }
}
