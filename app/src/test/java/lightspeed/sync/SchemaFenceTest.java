package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import lightspeed.db.Database;
import lightspeed.db.DatabaseException;
import lightspeed.db.Migrations;
import lightspeed.db.TestDatabase;
import lightspeed.installation.Installations;
import lightspeed.installation.Sender;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.OrderWriter;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
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

    announce(new PurchaseOrderId("PO-1"));

    assertThat(DATABASE.texts("SELECT epoch FROM lightspeed_sync_log")).containsExactly("7");
  }

  private static void announce(PurchaseOrderId order) {
    Database database = DATABASE.database();
    JobQueue queue = new JobQueue(database, new JobHandlers());
    JobId id = queue.enqueue(SyncJob.newJob(order)).id();
    ClaimedJob job = ClaimedJob.claim(database, queue.find(id).orElseThrow(), true);
    OrderDraft draft = new OrderDraft("Supplier", "Outlet", null, null, null, List.of());
    Intent intent = Intent.toCreate(0L);
    database.useTransaction(
        tx -> {
          Sender sender = Installations.of(database).sender(tx).orElseThrow();
          new PurchaseOrderStore().insertDraft(tx, order, order.value(), draft, "test");
          assertThat(
                  new SyncJournal()
                      .begin(tx, order, job, Operation.CREATE_CONSIGNMENT, intent, sender))
              .as("announced by a job that is not the order's writer")
              .isEmpty();
          OrderWriter.take(tx, order, job);
          new SyncJournal().begin(tx, order, job, Operation.CREATE_CONSIGNMENT, intent, sender);
        });
  }

  @Test
  void whatWasUnderWayWhenTheTablesWereUpgradedKeepsItsUnknownOutcome() {
    for (String sql :
        List.of(
            "ALTER TABLE lightspeed_sync_log DROP CONSTRAINT lightspeed_sync_log_in_an_epoch",
            "ALTER TABLE lightspeed_sync_log DROP COLUMN epoch",
            "DELETE FROM flyway_schema_history WHERE version + 0 >= 9",
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
