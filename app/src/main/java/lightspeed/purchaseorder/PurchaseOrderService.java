package lightspeed.purchaseorder;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lightspeed.audit.AuditLog;
import lightspeed.catalog.NearMatches;
import lightspeed.catalog.OutletZones;
import lightspeed.db.Database;
import lightspeed.db.SqlErrors;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// What people do with orders: look, write drafts, approve, cancel. Console, REST and commands all
/// call this.
///
/// **Threads:** safe.
public final class PurchaseOrderService {
  /// Orders approved in one transaction: few enough to hold their locks only briefly.
  private static final int APPROVE_BATCH = 100;

  /// Newest orders among which the nearest names to a mistyped one are looked for.
  private static final int NEAREST_AMONG = 2000;

  /// How often others may take the number between choosing and using it.
  private static final int ROUNDS = 20;

  private final Database database;
  private final PurchaseOrderStore store;
  private final JobQueue queue;
  private final ApprovalRules rules;
  private final InstantSource clock;
  private final PublicIds publicIds;
  private final AuditLog audit;

  /// Anyone may approve anything.
  ///
  /// @param isSentOnApproval the setting `sync_auto_on_approval`, as it is at the moment
  public PurchaseOrderService(
      Database database,
      PurchaseOrderStore store,
      JobQueue queue,
      BooleanSupplier isSentOnApproval,
      AuditLog audit,
      InstantSource clock) {
    this(database, store, queue, ApprovalRules.anyone(isSentOnApproval), audit, clock);
  }

  public PurchaseOrderService(
      Database database,
      PurchaseOrderStore store,
      JobQueue queue,
      ApprovalRules rules,
      AuditLog audit,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.queue = queue;
    this.rules = rules;
    this.clock = clock;
    this.publicIds = new PublicIds(clock);
    this.audit = audit;
  }

  /// The order with this id or public id.
  public Optional<PurchaseOrder> find(String idOrPublicId) {
    return database.read(handle -> store.findByIdOrPublicId(handle, idOrPublicId));
  }

  /// The order with this id or public id, and its lines.
  ///
  /// @throws PurchaseOrderException.NotFound when there is none; it names similar ones
  public OrderWithLines get(String idOrPublicId) {
    return database.inTransaction(
        handle -> {
          PurchaseOrder order = require(handle, idOrPublicId);
          return new OrderWithLines(order, store.lines(handle, order.id()));
        });
  }

  /// The lines of an order; empty when it has none.
  public List<LineItem> lines(PurchaseOrderId id) {
    return database.read(handle -> store.lines(handle, id));
  }

  /// Every line of orders that Lightspeed has, with what was received of it.
  ///
  /// @param since only orders of which something was received at that moment or later; null: all
  /// @param sink takes each line as it comes, by order and line
  public void receipts(@Nullable Instant since, Consumer<ReceiptLine> sink) {
    var _ = database.read(handle -> ReceiptLines.each(handle, null, since, sink));
  }

  /// The same of one order.
  ///
  /// @throws PurchaseOrderException.NotFound when there is none
  public void receiptsOf(String idOrPublicId, @Nullable Instant since, Consumer<ReceiptLine> sink) {
    PurchaseOrderId id = get(idOrPublicId).order().id();
    var _ = database.read(handle -> ReceiptLines.each(handle, id, since, sink));
  }

  /// In which zone days of this outlet begin; UTC when the catalogue does not tell.
  ///
  /// @param outlet its id or name
  public ZoneId zoneOf(String outlet) {
    return database.read(handle -> OutletZones.of(handle, outlet));
  }

  /// Orders that pass the filter, newest first.
  ///
  /// @param after where the page before ended, null for the first page
  /// @param limit how many at most, from 1
  public OrderPage list(OrderFilter filter, OrderPage.@Nullable Position after, int limit) {
    return database.read(handle -> store.list(handle, filter, after, limit));
  }

  /// Adds a draft.
  ///
  /// @param publicId null: the next free number such as `PO-2026-001`
  /// @throws PurchaseOrderException.InvalidInput when something in it is wrong
  /// @throws PurchaseOrderException.Conflict when the public id is taken
  public OrderWithLines create(@Nullable String publicId, OrderDraft draft, String actor) {
    CheckDraft.check(publicId, draft);
    return database.inTransaction(
        handle -> {
          PurchaseOrderId id = insert(handle, publicId, draft, actor);
          return store.withLines(handle, id);
        });
  }

  /// What is odd about the number of a new order, though it may have it: another order's number
  /// differs from it only in case, or a consignment in Lightspeed has it.
  public List<String> warnings(PurchaseOrder order) {
    String number = order.publicId();
    return database.read(
        handle ->
            Stream.concat(
                    SameButForCase.other(handle, number)
                        .map(other -> SameButForCase.sentence(number, other))
                        .stream(),
                    TakenReferences.warning(handle, number).stream())
                .toList());
  }

  /// What asking for an order under an id of one's own led to.
  ///
  /// @param isNew false: it was made when the same was asked for before
  public record Created(OrderWithLines order, boolean isNew) {}

  /// Adds a draft, once for each `clientId` however often it is asked for.
  ///
  /// **Twice:** the second time finds the order of the first, as it is now.
  ///
  /// @param clientId chosen by the program that asks, such as its own order number
  /// @param publicId null: the next free number such as `PO-2026-001`
  /// @throws PurchaseOrderException.InvalidInput when something in it is wrong
  /// @throws PurchaseOrderException.Conflict when the public id is taken, or something else was
  ///     asked for under this id before
  public Created createOnce(
      String clientId, @Nullable String publicId, OrderDraft draft, String actor) {
    CheckDraft.checkClientId(clientId);
    CheckDraft.check(publicId, draft);
    String hash = DraftHash.of(publicId, draft);
    return database.inTransaction(
        handle -> {
          if (!OrderRequests.claim(handle, clientId, hash, actor)) {
            return new Created(earlier(handle, clientId, hash), false);
          }
          PurchaseOrderId id = insert(handle, publicId, draft, actor);
          OrderRequests.name(handle, clientId, id);
          return new Created(store.withLines(handle, id), true);
        });
  }

  private OrderWithLines earlier(Handle handle, String clientId, String hash) {
    OrderRequests.Earlier earlier = OrderRequests.find(handle, clientId).orElseThrow();
    PurchaseOrderId order = earlier.order();
    if (order == null || !earlier.contentHash().equals(hash)) {
      throw new PurchaseOrderException.Conflict(
          order == null ? new PurchaseOrderId(clientId) : order,
          "Another order was asked for under the id "
              + clientId
              + " before"
              + (order == null ? "" : ": " + order)
              + ". Use an id once for each order.");
    }
    return store.withLines(handle, order);
  }

  private PurchaseOrderId insert(
      Handle handle, @Nullable String publicId, OrderDraft draft, String actor) {
    for (int round = 1; ; round++) {
      String name = publicId == null ? publicIds.next(handle) : publicId;
      PurchaseOrderId id = new PurchaseOrderId(name);
      if (publicId != null && store.findByIdOrPublicId(handle, name).isPresent()) {
        throw isTaken(id);
      }
      try {
        store.insertDraft(handle, id, name, draft, actor);
        return id;
      } catch (JdbiException failure) {
        if (!SqlErrors.isDuplicateKey(failure)) {
          throw failure;
        }
        // Someone else was first. Only the statement was rolled back.
        if (publicId != null || round == ROUNDS) {
          throw isTaken(id);
        }
      }
    }
  }

  private static PurchaseOrderException isTaken(PurchaseOrderId id) {
    return new PurchaseOrderException.Conflict(
        id, "There is already an order " + id + ". Use another public_id, or change that order.");
  }

  /// Puts new content into a draft that nobody changed since the one who changes it now looked.
  ///
  /// @param seenVersion the lock version that was seen; null: whatever it is
  /// @param actor who, for the audit log; becomes one of its authors
  /// @throws PurchaseOrderException.InvalidInput when something in it is wrong
  /// @throws PurchaseOrderException.NotFound when there is no such order
  /// @throws PurchaseOrderException.Changed when somebody changed it meanwhile
  /// @throws PurchaseOrderException.Conflict when it is beyond draft
  public OrderWithLines replace(
      String idOrPublicId, OrderDraft draft, @Nullable Integer seenVersion, String actor) {
    CheckDraft.check(null, draft);
    return database.inTransaction(
        handle -> {
          PurchaseOrderId id = require(handle, idOrPublicId).id();
          PurchaseOrder now = store.lock(handle, id).orElseThrow();
          PurchaseOrderException.Changed.unlessAsSeen(now, seenVersion);
          store.replaceDraft(handle, id, draft, actor);
          audit.append(handle, actor, "order.edit", "PURCHASE_ORDER", id.value(), null, null);
          return store.withLines(handle, id);
        });
  }

  /// Approves a draft and, when automatic sending is on, enqueues its sending in the same
  /// transaction.
  ///
  /// **Twice:** the second time changes and enqueues nothing.
  ///
  /// @throws PurchaseOrderException.NotFound when there is no such order
  /// @throws PurchaseOrderException.Conflict when it is cancelled, has no lines, or somebody else
  ///     has to approve it
  public Approval approve(String idOrPublicId, String actor) {
    return approve(idOrPublicId, null, actor);
  }

  /// As [#approve(String, String)], if nobody changed the draft since it was looked at.
  ///
  /// @param seenVersion the lock version that was seen; null: whatever it is
  /// @throws PurchaseOrderException.Changed when somebody changed it meanwhile
  public Approval approve(String idOrPublicId, @Nullable Integer seenVersion, String actor) {
    try {
      Approval approval =
          database.inTransaction(
              handle -> approve(handle, require(handle, idOrPublicId), seenVersion, actor));
      signal(List.of(approval));
      return approval;
    } catch (PurchaseOrderException.SecondPersonNeeded refused) {
      noteRefused(List.of(refused), actor);
      throw refused;
    }
  }

  /// In a transaction of its own, because that of the approval did not happen.
  private void noteRefused(List<? extends PurchaseOrderException> refused, String actor) {
    List<PurchaseOrderId> orders =
        refused.stream()
            .filter(PurchaseOrderException.SecondPersonNeeded.class::isInstance)
            .map(one -> ((PurchaseOrderException.SecondPersonNeeded) one).order())
            .toList();
    if (!orders.isEmpty()) {
      database.useTransaction(
          tx ->
              orders.forEach(
                  order ->
                      audit.append(
                          tx,
                          actor,
                          "refused.approval",
                          "PURCHASE_ORDER",
                          order.value(),
                          null,
                          null)));
    }
  }

  /// Approves many orders in a few transactions; one that cannot be approved keeps no other back.
  ///
  /// **Twice:** the second time changes and enqueues nothing.
  public Approvals approveAll(Collection<PurchaseOrderId> ids, String actor) {
    // In one order, so that two people approving the same ones wait for each other instead of
    // locking each other out.
    List<PurchaseOrderId> sorted = ids.stream().distinct().sorted().toList();
    List<Approval> approvals = new ArrayList<>();
    List<PurchaseOrderException> refused = new ArrayList<>();
    for (int start = 0; start < sorted.size(); start += APPROVE_BATCH) {
      List<PurchaseOrderId> batch =
          sorted.subList(start, Math.min(start + APPROVE_BATCH, sorted.size()));
      Approvals done = database.inTransaction(handle -> approveBatch(handle, batch, actor));
      signal(done.approvals());
      noteRefused(done.refused(), actor);
      approvals.addAll(done.approvals());
      refused.addAll(done.refused());
    }
    return new Approvals(approvals, refused);
  }

  private Approvals approveBatch(Handle handle, List<PurchaseOrderId> ids, String actor) {
    List<Approval> approvals = new ArrayList<>();
    List<PurchaseOrderException> refused = new ArrayList<>();
    for (PurchaseOrderId id : ids) {
      try {
        approvals.add(approve(handle, require(handle, id.value()), null, actor));
      } catch (PurchaseOrderException refusal) {
        refused.add(refusal);
      }
    }
    return new Approvals(approvals, refused);
  }

  /// Refuses before it writes anything, so that a refusal needs no roll-back.
  private Approval approve(
      Handle handle, PurchaseOrder seen, @Nullable Integer seenVersion, String actor) {
    PurchaseOrderId id = seen.id();
    PurchaseOrder order = store.lock(handle, id).orElseThrow(() -> notFound(handle, id.value()));
    switch (order.state()) {
      case APPROVED, SENT, DISPATCHED, RECEIVED -> {
        return new Approval.AlreadyApproved(order);
      }
      case CANCELLED -> {
        FormerStore.refuse(handle, order);
        throw new PurchaseOrderException.Conflict(
            id,
            "Order "
                + order.publicId()
                + " is CANCELLED and cannot be approved. "
                + doorOfCancelled(order));
      }
      case DRAFT -> {
        PurchaseOrderException.Changed.unlessAsSeen(order, seenVersion);
        if (order.lineCount() == 0) {
          throw new PurchaseOrderException.Conflict(
              id,
              "Order "
                  + order.publicId()
                  + " has no lines and cannot be approved. Add lines first.");
        }
        rules.require(
            order, () -> OrderWorth.of(handle, id), actor, () -> OrderEditors.of(handle, id));
      }
    }
    store.approve(handle, id, actor, clock.instant().truncatedTo(ChronoUnit.MICROS));
    JobId job = null;
    if (rules.isSent().getAsBoolean()) {
      job = queue.enqueue(handle, SyncJob.newJob(id)).id();
      store.markQueued(handle, id);
    }
    return new Approval.Approved(store.find(handle, id).orElseThrow(), job);
  }

  private static String doorOfCancelled(PurchaseOrder order) {
    return order.sentAt() == null
        ? "Make it a draft again first: lightspeed-cli po:reopen " + order.publicId()
        : "It was sent, so its number is used up: import or create it under a new number.";
  }

  private void signal(List<Approval> approvals) {
    for (Approval approval : approvals) {
      if (approval instanceof Approval.Approved approved && approved.job() != null) {
        queue.signal();
        return;
      }
    }
  }

  private PurchaseOrder require(Handle handle, String idOrPublicId) {
    return store
        .findByIdOrPublicId(handle, idOrPublicId)
        .orElseThrow(() -> notFound(handle, idOrPublicId));
  }

  private PurchaseOrderException notFound(Handle handle, String idOrPublicId) {
    return new PurchaseOrderException.NotFound(
        idOrPublicId,
        NearMatches.names(idOrPublicId, store.newestPublicIds(handle, NEAREST_AMONG)));
  }
}
