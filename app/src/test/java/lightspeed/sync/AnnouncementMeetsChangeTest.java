package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import lightspeed.db.Database;
import lightspeed.db.TestDatabase;
import lightspeed.installation.Belongings;
import lightspeed.installation.ConfirmInstallation;
import lightspeed.installation.Installation;
import lightspeed.installation.InstallationRefused;
import lightspeed.installation.Installations;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.OrderWriter;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An announcement and a change of the installation at the same moment, on two connections: one of
/// them waits for the other and sees what it did.
class AnnouncementMeetsChangeTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Database database = DATABASE.database();
  private final PurchaseOrderId order = new PurchaseOrderId("PO-1");
  private ClaimedJob job;

  @BeforeEach
  void anOrderWithItsWriter() {
    JobId id = new JobQueue(database, new JobHandlers()).enqueue(SyncJob.newJob(order)).id();
    job =
        ClaimedJob.claim(
            database, new JobQueue(database, new JobHandlers()).find(id).orElseThrow(), true);
    job.loseLease(); // Nobody is at work, as far as anybody can see.
    database.useTransaction(
        tx -> {
          new PurchaseOrderStore()
              .insertDraft(
                  tx,
                  order,
                  order.value(),
                  new OrderDraft("Supplier", "Outlet", null, null, null, List.of()),
                  "test");
          OrderWriter.take(tx, order, job);
          var _ = Installations.of(database).sender(tx); // Leaves the mark.
        });
  }

  @Test
  void aStoreIsNotLeftWhileAnAnnouncementIsBeingCommitted() {
    var switching = new SwitchStore(database, Installations.of(database));
    FutureTask<String> leaving = new FutureTask<>(() -> switching.leave("test"));
    database.useTransaction(
        tx -> {
          assertThat(announced(tx, Installations.of(database))).isPresent();
          startedAndWaiting(leaving);
        });

    assertThatThrownBy(leaving::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(InstallationRefused.class)
        .hasMessageContaining(order.value());
  }

  @Test
  void nothingIsAnnouncedForAStoreThatIsBeingLeft() throws Exception {
    FutureTask<Optional<Long>> announcing = announcing();
    Installation installation =
        Installations.of(
            database,
            Installations.keys(1),
            null,
            new Belongings() {
              @Override
              public void storeLeft(Handle tx, String formerStore) {
                startedAndWaiting(announcing);
              }
            });

    new SwitchStore(database, installation).leave("test");

    assertThat(announcing.get()).isEmpty();
  }

  @Test
  void nothingIsAnnouncedByAnInstallationThatIsBeingConfirmedElsewhere() throws Exception {
    FutureTask<Optional<Long>> announcing = announcing();
    Installation moved =
        Installations.of(
            database,
            Installations.keys(2),
            null,
            new Belongings() {
              @Override
              public void confirmed(Handle tx) {
                startedAndWaiting(announcing);
              }
            });
    var confirming = new ConfirmInstallation(moved);

    var _ = confirming.moved(confirming.state().shown(), "test");

    assertThat(announcing.get()).isEmpty();
  }

  private FutureTask<Optional<Long>> announcing() {
    Installation known = Installations.of(database);
    assertThat(known.hindrance()).isEmpty();
    Callable<Optional<Long>> announce = () -> database.inTransaction(tx -> announced(tx, known));
    return new FutureTask<>(announce);
  }

  private Optional<Long> announced(Handle tx, Installation by) {
    return by.sender(tx)
        .flatMap(
            sender ->
                new SyncJournal()
                    .begin(
                        tx, order, job, Operation.CREATE_CONSIGNMENT, Intent.toCreate(0L), sender));
  }

  /// Starts it and returns when it waits for a lock, or has ended because it did not have to.
  private void startedAndWaiting(FutureTask<?> task) {
    Thread.ofVirtual().start(task);
    while (!task.isDone() && !isAnyoneWaiting()) {
      Thread.onSpinWait();
    }
  }

  private static boolean isAnyoneWaiting() {
    return !DATABASE
        .texts(
            """
            SELECT variable_value
            FROM information_schema.global_status
            WHERE variable_name = 'INNODB_ROW_LOCK_CURRENT_WAITS'
              AND variable_value > 0
            """)
        .isEmpty();
  }
}
