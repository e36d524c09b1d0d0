package lightspeed.changes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lightspeed.db.Database;
import lightspeed.job.JobHandler;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.sync.Connection;
import lightspeed.sync.RefreshJob;
import lightspeed.sync.SecondConsignment;
import lightspeed.sync.SyncFailures;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentQuery;
import lightspeed.xseries.Page;
import lightspeed.xseries.Pages;
import org.jdbi.v3.core.Handle;

/// Handles `consignments.poll`: asks Lightspeed what changed since the last time. One call when
/// nothing did.
///
/// Each page is one transaction: for every consignment of ours on it that tells something new, a
/// [RefreshJob] is enqueued, and the cursor moves past the page. A crash before the commit leaves
/// the cursor where it was and the page is read again; the jobs coalesce. A consignment that is not
/// ours is passed over.
///
/// Its unique key lets one poll run for the retailer at a time, in whatever process; a poll that
/// lost its claim moves no cursor.
public final class PollConsignments implements JobHandler {
  public static final JobType TYPE = new JobType("consignments.poll");

  private final Database database;
  private final PurchaseOrderStore orders;
  private final JobQueue queue;
  private final Connection connection;
  private final SecondConsignment secondConsignment;
  private final SyncFailures failures;

  public PollConsignments(ChangesParts parts) {
    this.database = parts.database();
    this.orders = parts.orders();
    this.queue = parts.queue();
    this.connection = parts.connection();
    this.secondConsignment = new SecondConsignment(queue);
    this.failures = new SyncFailures(connection);
  }

  public static NewJob newJob() {
    return NewJob.of(TYPE, "{\"version\":1}", TYPE.name()).withPriority(Priority.LOW);
  }

  @Override
  public JobType type() {
    return TYPE;
  }

  @Override
  public Optional<String> pausedBecause() {
    return connection.pausedBecause();
  }

  @Override
  public JobOutcome run(RunningJob job) throws InterruptedException {
    return failures.sorted(
        () -> {
          Optional<Long> start = database.read(PollCursor::start);
          if (start.isPresent()) {
            poll(job, start.get());
          }
          return new JobOutcome.Completed();
        });
  }

  private void poll(RunningJob job, long start) throws InterruptedException {
    Caller caller = new Caller(job.id().value(), null, CallBudget.Urgency.BACKGROUND, () -> {});
    Pages.walk(
        "consignments",
        start,
        after ->
            ChangedPage.checked(
                connection.client().consignments(caller, ConsignmentQuery.orders(after)), after),
        page -> take(job, page));
  }

  private void take(RunningJob job, Page<Consignment> page) {
    long cursor = page.maxVersion() == null ? 0 : page.maxVersion();
    database.useTransaction(
        tx -> {
          job.requireClaim(tx);
          apply(tx, page.items());
          PollCursor.move(tx, cursor);
        });
    queue.signal();
  }

  private void apply(Handle tx, List<Consignment> page) {
    // Lightspeed is known to ignore filters silently.
    List<Consignment> supplied =
        page.stream().filter(row -> row.type().equals(Consignment.SUPPLIER)).toList();
    Set<String> ids = supplied.stream().map(row -> row.id().value()).collect(Collectors.toSet());
    Set<String> references =
        supplied.stream()
            .map(Consignment::reference)
            .flatMap(reference -> Optional.ofNullable(reference).stream())
            .filter(Predicate.not(String::isBlank))
            .collect(Collectors.toSet());
    for (PurchaseOrder order : orders.findRelated(tx, ids, references)) {
      for (Consignment seen : supplied) {
        apply(tx, order, seen);
      }
    }
  }

  private void apply(Handle tx, PurchaseOrder order, Consignment seen) {
    if (seen.id().value().equals(order.lightspeedConsignmentId())) {
      if (NewsOfOrder.isNews(order, seen)) {
        RefreshJob.enqueue(tx, queue, seen.id());
      }
    } else if (order.hasConsignment()
        && order.publicId().equals(seen.reference())
        && seen.deletedAt() == null
        && !seen.status().equals(Consignment.CANCELLED)) {
      secondConsignment.seen(tx, order, seen);
    }
  }
}
