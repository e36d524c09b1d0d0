package lightspeed.changes;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.db.Database;
import lightspeed.drift.ConsignmentLinks;
import lightspeed.drift.ReadOrder;
import lightspeed.drift.RemoteOrder;
import lightspeed.job.JobHandler;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobType;
import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.sync.Connection;
import lightspeed.sync.ReadFailures;
import lightspeed.sync.RefreshJob;
import lightspeed.xseries.CallBudget.Urgency;
import lightspeed.xseries.Caller;
import org.jdbi.v3.core.Handle;

/// Handles `consignment.refresh`: reads one consignment with its lines and takes it over. Only
/// reads Lightspeed, so a crash anywhere leaves nothing; the next run reads anew.
///
/// **Twice:** changes nothing, also late and out of order, see [ApplyRemote].
public final class RefreshConsignment implements JobHandler {
  /// How soon an order that is being sent is looked at again.
  private static final Duration WHILE_SENDING = Duration.ofSeconds(2);

  /// How soon it is read again when there was no answer, or one that cannot be read.
  static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  private final Database database;
  private final PurchaseOrderStore orders;
  private final Connection connection;
  private final ReadOrder readOrder;
  private final ApplyRemote applyRemote;
  private final ConsignmentLinks links = new ConsignmentLinks();
  private final ReadFailures failures;

  public RefreshConsignment(ChangesParts parts) {
    this.database = parts.database();
    this.orders = parts.orders();
    this.connection = parts.connection();
    this.readOrder = parts.readOrder();
    this.applyRemote = new ApplyRemote(parts);
    this.failures = new ReadFailures(connection);
  }

  @Override
  public JobType type() {
    return RefreshJob.TYPE;
  }

  @Override
  public Optional<String> pausedBecause() {
    return connection.pausedBecause();
  }

  @Override
  public JobOutcome run(RunningJob job) throws InterruptedException {
    String consignment = RefreshJob.parse(job.payload()).consignmentId();
    return patient(failures.sorted(() -> refresh(job, consignment)));
  }

  /// The poll does not name this change again: however long Lightspeed is away, it is read when it
  /// is back.
  static JobOutcome patient(JobOutcome outcome) {
    return outcome instanceof JobOutcome.Retry(String reason)
        ? new JobOutcome.Postponed(AFTER_FAILURE, reason)
        : outcome;
  }

  private JobOutcome refresh(RunningJob job, String consignment) throws InterruptedException {
    Optional<PurchaseOrder> order = database.read(handle -> orderOf(handle, consignment));
    String own = order.map(PurchaseOrder::lightspeedConsignmentId).orElse(null);
    if (order.isEmpty() || own == null) {
      return new JobOutcome.Completed();
    }
    if (order.get().syncStatus() == SyncStatus.SYNCING) {
      return beingSent(); // Whoever sends it waits for each call that reading it would take.
    }
    Optional<RemoteOrder> remote = readOrder.read(caller(job, order.get()), order.get());
    AtomicReference<ApplyRemote.Result> result = new AtomicReference<>();
    database.useTransaction(
        tx -> {
          job.requireClaim(tx);
          result.set(applyRemote.apply(tx, own, remote));
          if (result.get() != ApplyRemote.Result.BEING_SENT) {
            job.complete(tx);
          }
        });
    return result.get() == ApplyRemote.Result.BEING_SENT ? beingSent() : new JobOutcome.Recorded();
  }

  private static JobOutcome beingSent() {
    return new JobOutcome.Postponed(WHILE_SENDING, "The order is being sent at this moment.");
  }

  /// The order whose consignment it is, or a part of whose it is.
  private Optional<PurchaseOrder> orderOf(Handle handle, String consignment) {
    return orders
        .findByConsignmentId(handle, consignment)
        .or(() -> links.orderOf(handle, consignment).flatMap(order -> orders.find(handle, order)));
  }

  private static Caller caller(RunningJob job, PurchaseOrder order) {
    Urgency urgency =
        job.priority() == Priority.CRITICAL ? Urgency.INTERACTIVE : Urgency.BACKGROUND;
    return new Caller(job.id().value(), order.id().value(), urgency, () -> {});
  }
}
