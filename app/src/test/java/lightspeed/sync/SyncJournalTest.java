package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import lightspeed.db.TestDatabase;
import lightspeed.job.LeaseLost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
final class SyncJournalTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final SyncJournal journal = new SyncJournal();

  /// Seen on a cluster of mixed nodes as a failure that cost the job an attempt; a lost claim costs
  /// none.
  @Test
  void aRowThatAnotherWorkerEndedIsALostClaim() {
    long row = anOpenRow();
    DATABASE.database().useTransaction(tx -> journal.complete(tx, row));

    assertThatExceptionOfType(LeaseLost.class)
        .isThrownBy(
            () -> DATABASE.database().useTransaction(tx -> journal.fail(tx, row, "too late")))
        .withMessage("Journal row %d was not in progress. Another worker took the job over.", row);
  }

  private static long anOpenRow() {
    return DATABASE
        .database()
        .inTransaction(
            tx ->
                tx.createQuery(
                        """
                        INSERT INTO lightspeed_sync_log (entity_id, operation, status, epoch)
                        VALUES ('PO-1', 'SEND_CONSIGNMENT', 'IN_PROGRESS', 1)
                        RETURNING id
                        """)
                    .mapTo(Long.class)
                    .one());
  }
}
