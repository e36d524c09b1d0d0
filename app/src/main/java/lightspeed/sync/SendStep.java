package lightspeed.sync;

import java.time.InstantSource;
import lightspeed.catalog.SkuMappings;
import lightspeed.db.Database;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.XSeriesClient;
import org.jdbi.v3.core.Handle;

/// Steps 4 and 5: the consignment is SENT, and in one transaction so is the order here: its state,
/// Lightspeed's id, status and version, the mapping, the journal, the attempt and the job.
///
/// The header is written whole, as it was read, with another status: assignment, so it may be
/// repeated.
final class SendStep {
  private final Database database;
  private final SyncJournal journal;
  private final JournalHistory history = new JournalHistory();
  private final PurchaseOrderStore orders;
  private final XSeriesClient client;
  private final RemoteWrites writes;
  private final JobQueue queue;
  private final SkuMappings mappings = new SkuMappings();
  private final InstantSource clock;
  private final Settling settling;

  SendStep(SyncParts parts, JobQueue queue) {
    this.database = parts.database();
    this.journal = parts.journal();
    this.orders = parts.orders();
    this.client = parts.client();
    this.writes = parts.writes();
    this.queue = queue;
    this.clock = parts.clock();
    this.settling = parts.settling();
  }

  void ensure(Run run, Consignment consignment) throws InterruptedException {
    switch (consignment.status()) {
      case Consignment.OPEN -> send(run, consignment);
      case Consignment.SENT, Consignment.DISPATCHED, Consignment.RECEIVED ->
          finishAlreadySent(run, consignment);
      default ->
          throw new SyncRefused(
              "Consignment "
                  + consignment.id()
                  + " is "
                  + consignment.status()
                  + " in Lightspeed, so it cannot be sent. If the order is still wanted, make it a"
                  + " draft and approve it, which makes a new one: lightspeed-cli po:reopen.");
    }
  }

  private void send(Run run, Consignment consignment) throws InterruptedException {
    run.stopIfCancelled();
    writes.perform(
        run,
        Operation.SEND_CONSIGNMENT,
        Intent.onHeader(consignment.id().value()),
        caller -> {
          Consignment sent =
              client.updateConsignment(
                  caller, consignment.id(), consignment.asDraft().withStatus(Consignment.SENT));
          UnexpectedAnswer.requireSame(consignment.id(), sent);
          if (!sent.status().equals(Consignment.SENT)) {
            throw new UnexpectedAnswer(
                "Lightspeed answered with status " + sent.status() + " where SENT was expected.");
          }
          return sent;
        },
        (tx, sent) -> {
          finish(tx, run, sent);
          endDoubts(tx, run, false);
        });
  }

  private void finishAlreadySent(Run run, Consignment consignment) {
    database.useTransaction(
        tx -> {
          finish(tx, run, consignment);
          endDoubts(tx, run, true);
          if (!ConsignmentLines.mayChange(consignment)) {
            RefreshJob.enqueue(tx, queue, consignment.id()); // Its lines were not compared.
          }
        });
  }

  private void finish(Handle tx, Run run, Consignment sent) {
    run.job().complete(tx);
    Long version = sent.version();
    orders.markSent(
        tx,
        run.order(),
        sent.id().value(),
        sent.status(),
        version == null ? 0 : version,
        clock.instant());
    mappings.linkConsignment(tx, run.order().value(), sent.id().value());
    journal.note(
        tx,
        run.order(),
        run.job().id().value(),
        Operation.UPDATE_LOCAL,
        new Finished(sent.id().value(), sent.status()));
  }

  /// An earlier request to send does not matter any more: the consignment is sent. Looks at what
  /// may still come are promised.
  ///
  /// @param wasSent whether it was sent when this attempt read it
  private void endDoubts(Handle tx, Run run, boolean wasSent) {
    for (JournalEntry entry : journal.takeUnknown(tx, run.order())) {
      if (wasSent && entry.operation() == Operation.SEND_CONSIGNMENT) {
        journal.completeAfterDoubt(tx, entry.id());
      } else {
        journal.fail(tx, entry.id(), "Read back after the settle time: not carried out.");
      }
    }
    if (history.hadUnknown(tx, run.order())) {
      queue.enqueue(tx, CheckSentOrder.Payload.first(run.order()).newJob(settling.time()));
    }
  }

  /// Details of an UPDATE_LOCAL row.
  record Finished(String consignmentId, String status) {}
}
