package lightspeed.sync;

import java.util.List;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.db.Database;
import lightspeed.job.JobQueue;
import lightspeed.job.Priority;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.register.Register;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Sends an order although its number is taken in Lightspeed, because a person says that what has
/// it there is something else: first [#look], then [#send] for exactly the consignments shown.
///
/// **Threads:** safe.
public final class BesideService {
  private final Database database;
  private final Register register;
  private final PurchaseOrderService service;
  private final SyncService sync;
  private final JobQueue queue;
  private final AuditLog audit;
  private final SyncJournal journal;
  private final JudgeReference judgeReference;
  private final Untouched untouched;

  public BesideService(
      SyncParts parts,
      JobQueue queue,
      PurchaseOrderService service,
      SyncService sync,
      AuditLog audit) {
    this.database = parts.database();
    this.register = parts.register();
    this.journal = parts.journal();
    this.judgeReference = new JudgeReference(parts);
    this.untouched = new Untouched(parts, queue);
    this.service = service;
    this.sync = sync;
    this.queue = queue;
    this.audit = audit;
  }

  /// One consignment that has the order's number.
  public record Taker(
      String id, String status, @Nullable String reference, @Nullable String supplierId) {}

  /// An order and what stands under its number.
  public record Look(PurchaseOrder order, List<Taker> standing) {
    public Look {
      standing = List.copyOf(standing);
    }

    List<String> ids() {
      return standing.stream().map(Taker::id).sorted().toList();
    }
  }

  /// Walks the list and reads what stands under the number.
  ///
  /// @throws PurchaseOrderException.NotFound when there is no such order
  /// @throws PurchaseOrderException.Conflict when its state does not allow it, or the number is
  ///     free
  /// @throws lightspeed.register.RegisterTrouble when the list cannot be walked to its end
  public Look look(String idOrPublicId) throws InterruptedException {
    PurchaseOrder order = service.get(idOrPublicId).order();
    Untouched.require(order);
    register.ensure(Caller.person(), register.fromNowOn());
    List<Consignment> found =
        judgeReference.standing((_, _) -> Caller.person(), order.id(), judgeReference.known(order));
    if (found.isEmpty()) {
      throw Untouched.conflict(
          order,
          "needs no place beside another: its number is free in Lightspeed. Send it:"
              + " lightspeed-cli sync:po "
              + order.publicId());
    }
    return new Look(
        order,
        found.stream()
            .map(
                one -> new Taker(one.id().value(), one.status(), one.reference(), one.supplierId()))
            .toList());
  }

  /// Notes the decision and puts the order back into the queue.
  ///
  /// @throws PurchaseOrderException.Conflict when other consignments have the number now
  public SyncService.Request send(Look shown, String actor) throws InterruptedException {
    return send(shown.order().id().value(), shown.ids(), actor);
  }

  /// As [#send(Look, String)], for a decision that comes with a later request.
  ///
  /// @param shown the ids of the consignments that were shown
  /// @throws PurchaseOrderException.NotFound when there is no such order
  /// @throws PurchaseOrderException.Conflict when other consignments have the number now
  public SyncService.Request send(String idOrPublicId, List<String> shown, String actor)
      throws InterruptedException {
    Look now = look(idOrPublicId);
    if (!now.ids().equals(shown.stream().sorted().toList())) {
      throw Untouched.conflict(
          now.order(),
          "was not sent: other consignments have its number than those shown. Look again:"
              + " lightspeed-cli sync:diff "
              + now.order().publicId()
              + " --send-beside");
    }
    SyncService.Request request = database.inTransaction(tx -> send(tx, now, actor));
    queue.signal();
    return request;
  }

  private SyncService.Request send(Handle tx, Look now, String actor) {
    PurchaseOrder order = untouched.lock(tx, now.order().id());
    journal.note(
        tx, order.id(), null, Operation.SEND_BESIDE, new SyncJournal.Beside(now.ids(), actor));
    audit.append(
        tx,
        actor,
        "order.send_beside",
        "PURCHASE_ORDER",
        order.id().value(),
        new AuditDetails().with("consignments", String.join(", ", now.ids())).json(),
        null);
    return sync.enqueue(tx, order.id(), Priority.HIGH);
  }
}
