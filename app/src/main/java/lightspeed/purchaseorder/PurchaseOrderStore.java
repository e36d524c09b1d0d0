package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// The orders and their lines. Works in the caller's transaction. Every change is conditional on
/// what it expects and throws [PurchaseOrderException.Conflict] when it met no row; every change of
/// `state` leaves a STATUS_CHANGED row in the sync log.
///
/// Longer than most, because it is the one door to the two tables of orders; statements that belong
/// together are classes of their own.
///
/// **Threads:** safe.
public final class PurchaseOrderStore {
  private final OrderNews news;

  /// Nobody hears what changes.
  public PurchaseOrderStore() {
    this(OrderNews.UNHEARD);
  }

  /// @param news hears of orders that were synced, failed or received
  public PurchaseOrderStore(OrderNews news) {
    this.news = news;
  }

  // ---- reading ----

  private static final String FIND =
      "SELECT "
          + OrderRows.COLUMNS
          + """
          FROM vend_consignments
          WHERE id = :id
            AND transfer_category = 'PURCHASE_ORDER'
            AND deleted_at IS NULL
          """;

  public Optional<PurchaseOrder> find(Handle handle, PurchaseOrderId id) {
    return one(handle, FIND, id.value());
  }

  private static final String FIND_BY_ID_OR_PUBLIC_ID =
      "SELECT "
          + OrderRows.COLUMNS
          + """
          FROM vend_consignments
          WHERE (id = :id OR public_id = :id)
            AND transfer_category = 'PURCHASE_ORDER'
            AND deleted_at IS NULL
          ORDER BY id = :id DESC
          LIMIT 1
          """;

  /// The order a person means by what they typed: its id or its public id.
  public Optional<PurchaseOrder> findByIdOrPublicId(Handle handle, String idOrPublicId) {
    return one(handle, FIND_BY_ID_OR_PUBLIC_ID, idOrPublicId.strip());
  }

  private static final String FIND_BY_CONSIGNMENT =
      "SELECT "
          + OrderRows.COLUMNS
          + """
          FROM vend_consignments
          WHERE lightspeed_consignment_id = :id
            AND transfer_category = 'PURCHASE_ORDER'
            AND deleted_at IS NULL
          """;

  /// The order that became this consignment of Lightspeed.
  public Optional<PurchaseOrder> findByConsignmentId(Handle handle, String consignmentId) {
    return one(handle, FIND_BY_CONSIGNMENT, consignmentId);
  }

  /// The orders that became one of these consignments, or whose number is one of these references.
  public List<PurchaseOrder> findRelated(
      Handle handle, Collection<String> consignmentIds, Collection<String> references) {
    return FindRelated.in(handle, consignmentIds, references);
  }

  /// Reads the order and keeps its row locked until the caller's transaction ends.
  public Optional<PurchaseOrder> lock(Handle handle, PurchaseOrderId id) {
    return one(handle, FIND + "FOR UPDATE", id.value());
  }

  private static final String LINES =
      """
      SELECT line_number, sku, product_id, name, quantity, unit_cost, quantity_received
      FROM vend_consignment_line_items
      WHERE consignment_id = :id
      ORDER BY line_number
      """;

  /// The lines in their order; empty when there are none.
  public List<LineItem> lines(Handle handle, PurchaseOrderId id) {
    return handle
        .createQuery(LINES)
        .bind("id", id.value())
        .map((row, _) -> OrderRows.line(row))
        .list();
  }

  /// The order with its lines.
  ///
  /// @throws PurchaseOrderException.NotFound when there is none, or it was deleted
  public OrderWithLines withLines(Handle handle, PurchaseOrderId id) {
    PurchaseOrder order =
        find(handle, id)
            .orElseThrow(() -> new PurchaseOrderException.NotFound(id.value(), List.of()));
    return new OrderWithLines(order, lines(handle, id));
  }

  /// Orders that pass the filter, newest first.
  ///
  /// @param after where the page before ended, null for the first page
  /// @param limit how many at most, from 1
  public OrderPage list(
      Handle handle, OrderFilter filter, OrderPage.@Nullable Position after, int limit) {
    return ListOrders.page(handle, filter, after, limit);
  }

  private static final String NEWEST_PUBLIC_IDS =
      """
      SELECT public_id
      FROM vend_consignments
      WHERE transfer_category = 'PURCHASE_ORDER'
        AND deleted_at IS NULL
      ORDER BY created_at DESC
      LIMIT :limit
      """;

  /// What the newest orders are called, for suggestions.
  List<String> newestPublicIds(Handle handle, int limit) {
    return handle.createQuery(NEWEST_PUBLIC_IDS).bind("limit", limit).mapTo(String.class).list();
  }

  private static final String PENDING =
      "SELECT "
          + OrderRows.COLUMNS
          + """
          FROM vend_consignments
          WHERE transfer_category = 'PURCHASE_ORDER'
            AND state = 'APPROVED'
            AND sync_status <> 'SYNCED'
            AND deleted_at IS NULL
            AND id > :after
          ORDER BY id
          LIMIT :limit
          """;

  /// Approved orders that Lightspeed does not have completely yet, also those whose consignment was
  /// created but not sent, by id.
  ///
  /// @param afterId the last id of the batch before, null for the first batch
  public List<PurchaseOrder> pending(Handle handle, int limit, @Nullable PurchaseOrderId afterId) {
    return handle
        .createQuery(PENDING)
        .bind("limit", limit)
        .bind("after", afterId == null ? "" : afterId.value())
        .map((row, _) -> OrderRows.order(row))
        .list();
  }

  private static final String COUNTS =
      """
      SELECT state, COUNT(*) AS orders
      FROM vend_consignments
      WHERE transfer_category = 'PURCHASE_ORDER'
        AND deleted_at IS NULL
      GROUP BY state
      """;

  /// How many orders there are in each state; a state without orders is zero.
  public Map<OrderState, Long> countByState(Handle handle) {
    Map<OrderState, Long> counts = new EnumMap<>(OrderState.class);
    for (OrderState state : OrderState.values()) {
      counts.put(state, 0L);
    }
    handle
        .createQuery(COUNTS)
        .map((row, _) -> Map.entry(OrderState.valueOf(row.getString("state")), row.getLong(2)))
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }

  // ---- drafts ----

  private static final String INSERT =
      """
      INSERT INTO vend_consignments (id, public_id, state, supplier, outlet, supplier_invoice, notes,
        due_at, created_by)
      VALUES (:id, :publicId, 'DRAFT', :supplier, :outlet, :supplierInvoice, :notes,
        :dueAt, :createdBy)
      """;

  /// Adds a DRAFT with its lines. The draft must have been checked.
  public void insertDraft(
      Handle handle,
      PurchaseOrderId id,
      String publicId,
      OrderDraft draft,
      @Nullable String createdBy) {
    bindDraft(handle.createUpdate(INSERT), id, draft)
        .bind("publicId", publicId)
        .bind("createdBy", createdBy)
        .execute();
    WriteLines.replace(handle, id, draft.lines());
  }

  private static final String REPLACE =
      """
      UPDATE vend_consignments
      SET supplier = :supplier,
        supplier_id = NULL,
        outlet = :outlet,
        outlet_id = NULL,
        supplier_invoice = :supplierInvoice,
        notes = :notes,
        due_at = :dueAt,
        lock_version = lock_version + 1
      WHERE id = :id
        AND state = 'DRAFT'
        AND deleted_at IS NULL
      """;

  /// Puts new content into a DRAFT. The draft must have been checked.
  ///
  /// @param actor who does; remembered as one of its authors
  /// @throws PurchaseOrderException.Conflict when it is no draft any more
  public void replaceDraft(Handle handle, PurchaseOrderId id, OrderDraft draft, String actor) {
    int rows = bindDraft(handle.createUpdate(REPLACE), id, draft).execute();
    require(rows, id, "be changed: only a draft can");
    WriteLines.replace(handle, id, draft.lines());
    OrderEditors.add(handle, id, actor);
  }

  private static Update bindDraft(Update statement, PurchaseOrderId id, OrderDraft draft) {
    return statement
        .bind("id", id.value())
        .bind("supplier", draft.supplier())
        .bind("outlet", draft.outlet())
        .bind("supplierInvoice", draft.supplierInvoice())
        .bind("notes", draft.notes())
        .bind("dueAt", draft.dueAt());
  }

  private static final String APPROVE =
      """
      UPDATE vend_consignments
      SET state = 'APPROVED',
        approved_by = :actor,
        approved_at = :at,
        lock_version = lock_version + 1
      WHERE id = :id
        AND state = 'DRAFT'
        AND line_count > 0
        AND deleted_at IS NULL
      """;

  /// DRAFT becomes APPROVED.
  ///
  /// @throws PurchaseOrderException.Conflict when it is no draft or has no lines
  void approve(Handle handle, PurchaseOrderId id, String actor, Instant at) {
    int rows =
        handle
            .createUpdate(APPROVE)
            .bind("id", id.value())
            .bind("actor", actor)
            .bind("at", Utc.of(at))
            .execute();
    require(rows, id, "be approved: only a draft with lines can");
    StateLog.write(handle, id, OrderState.DRAFT, OrderState.APPROVED, actor);
  }

  private static final String CHANGE_STATE =
      """
      UPDATE vend_consignments
      SET state = :to,
        lock_version = lock_version + 1
      WHERE id = :id
        AND state = :from
        AND deleted_at IS NULL
      """;

  /// Moves an order from one state to another.
  ///
  /// @param actor who did it, for the sync log
  /// @throws PurchaseOrderException.Conflict when it is not in state `from`
  public void changeState(
      Handle handle, PurchaseOrderId id, OrderState from, OrderState to, String actor) {
    int rows =
        handle
            .createUpdate(CHANGE_STATE)
            .bind("id", id.value())
            .bind("from", from.name())
            .bind("to", to.name())
            .execute();
    require(
        rows, id, "go from " + from + " to " + to + ": its state has changed since it was read");
    StateLog.write(handle, id, from, to, actor);
  }

  // ---- on its way to Lightspeed, and back ----

  // Others may send, cancel or reopen an order at any moment, so that it has gone on is an answer
  // of these four, not an error.

  /// A job waits to send it.
  ///
  /// @return false: it is not APPROVED or already sent; nothing was changed
  public boolean markQueued(Handle handle, PurchaseOrderId id) {
    return SendingChanges.progress(handle, id, SyncStatus.QUEUED);
  }

  /// A worker started to send it.
  ///
  /// @return false: it is not APPROVED or already sent; nothing was changed
  public boolean markSyncing(Handle handle, PurchaseOrderId id) {
    return SendingChanges.progress(handle, id, SyncStatus.SYNCING);
  }

  /// Nothing is on its way any more: its job was cancelled.
  ///
  /// @return false: it is not APPROVED or already sent; nothing was changed
  public boolean notSynced(Handle handle, PurchaseOrderId id) {
    return SendingChanges.progress(handle, id, SyncStatus.NOT_SYNCED);
  }

  /// Says what went wrong and whether it is tried again (QUEUED) or given up (FAILED).
  ///
  /// @return false: it is not APPROVED or already sent; nothing was changed
  public boolean recordError(
      Handle handle, PurchaseOrderId id, SyncStatus syncStatus, @Nullable String error) {
    boolean isRecorded = SendingChanges.recordError(handle, id, syncStatus, error);
    if (isRecorded && syncStatus == SyncStatus.FAILED) {
      news.happened(handle, id, OrderNews.What.FAILED);
    }
    return isRecorded;
  }

  /// Remembers which supplier, outlet and products of Lightspeed the order means.
  ///
  /// @param productIds by line number
  public void saveResolution(
      Handle handle,
      PurchaseOrderId id,
      String supplierId,
      String outletId,
      Map<Integer, String> productIds) {
    SendingChanges.saveResolution(handle, id, supplierId, outletId, productIds);
  }

  /// Remembers the consignment that was created, or found, for the order.
  ///
  /// **Twice:** changes nothing.
  ///
  /// @throws PurchaseOrderException.Conflict when the order already has another consignment
  public void saveConsignment(
      Handle handle, PurchaseOrderId id, String consignmentId, String status, long version) {
    SendingChanges.saveConsignment(handle, id, consignmentId, status, version);
  }

  /// An order that was never sent is a draft again, under its own number: it forgets its approval,
  /// its consignment and what its names meant in Lightspeed.
  ///
  /// @throws PurchaseOrderException.Conflict when it is a draft, or was sent
  public void reopen(Handle handle, PurchaseOrderId id, String actor) {
    ReopenOrder.in(handle, id, actor);
  }

  /// Lightspeed has the order: APPROVED becomes SENT and SYNCED, the last error is forgotten. When
  /// the poll was faster and the order is already further, its state and newer version stay.
  ///
  /// @param version of the consignment when it was sent
  /// @param at when it was sent
  /// @throws PurchaseOrderException.Conflict when it is neither APPROVED nor further, or has
  ///     another consignment
  public void markSent(
      Handle handle,
      PurchaseOrderId id,
      String consignmentId,
      String status,
      long version,
      Instant at) {
    OrderState before = SendingChanges.markSent(handle, id, consignmentId, status, version, at);
    if (before == OrderState.APPROVED) {
      news.happened(handle, id, OrderNews.What.SYNCED);
    }
  }

  /// Takes over what Lightspeed shows, if it is newer than what is here; or if it is what is here,
  /// while the state does not follow from it yet. A step backwards is flagged in the sync log.
  ///
  /// **Twice:** changes nothing.
  ///
  /// @param state our state that the status stands for
  /// @param status verbatim
  /// @return whether anything changed
  public boolean applyRemote(
      Handle handle,
      PurchaseOrderId id,
      OrderState state,
      String status,
      long version,
      Instant at) {
    SendingChanges.Applied applied =
        SendingChanges.applyRemote(handle, id, state, status, version, at);
    if (applied == SendingChanges.Applied.STATE && state == OrderState.RECEIVED) {
      news.happened(handle, id, OrderNews.What.RECEIVED);
    }
    return applied != SendingChanges.Applied.NOTHING;
  }

  /// The order is cancelled, here and in Lightspeed if it was there. When the poll was faster,
  /// nothing is left to do.
  ///
  /// @param status of its consignment, null when it has none
  /// @param version of its consignment, zero when that is not known
  /// @throws PurchaseOrderException.Conflict when it was received
  public void markCancelled(
      Handle handle, PurchaseOrderId id, String actor, @Nullable String status, long version) {
    SendingChanges.markCancelled(handle, id, actor, status, version);
  }

  /// Makes the order what its consignment is, lines and all.
  public void takeRemote(Handle handle, PurchaseOrderId id, RemoteContent remote) {
    TakeRemote.in(handle, id, remote);
  }

  /// Says whether a receipt is still being processed in Lightspeed.
  public void markReceiptUnfinished(Handle handle, PurchaseOrderId id, boolean isUnfinished) {
    SendingChanges.markReceiptUnfinished(handle, id, isUnfinished);
  }

  /// Says whether a sent order and Lightspeed differ in something that nobody has left so.
  public void markAgreement(Handle handle, PurchaseOrderId id, boolean differs) {
    SendingChanges.markAgreement(handle, id, differs);
  }

  /// Its consignment was found to be gone: what Lightspeed said of it before is no longer true.
  public void markDeletedThere(Handle handle, PurchaseOrderId id) {
    SendingChanges.markDeletedThere(handle, id);
  }

  /// Remembers when the consignment was last read.
  public void markChecked(Handle handle, PurchaseOrderId id, Instant at) {
    SendingChanges.markChecked(handle, id, at);
  }

  /// Orders that Lightspeed is working with (SENT or DISPATCHED) and that were not read since,
  /// those that were not read for longest first.
  public List<PurchaseOrder> notCheckedSince(Handle handle, Instant since, int limit) {
    return FindRelated.notCheckedSince(handle, since, limit);
  }

  /// Sets what was received of each line to the totals that Lightspeed shows, if these are not
  /// older than those that were applied last; leaves a RECEIPT_APPLIED row when anything changed.
  ///
  /// **Twice:** changes nothing.
  ///
  /// @param totals by product id; a product that is not in it was not received
  /// @param version the highest of the lines that were read
  /// @return whether anything changed
  public boolean applyReceipts(
      Handle handle, PurchaseOrderId id, Map<String, BigDecimal> totals, long version) {
    return ApplyReceipts.in(handle, id, totals, version);
  }

  private static Optional<PurchaseOrder> one(Handle handle, String sql, String id) {
    return handle.createQuery(sql).bind("id", id).map((row, _) -> OrderRows.order(row)).findOne();
  }

  static void require(int rows, PurchaseOrderId id, String cannot) {
    if (rows != 1) {
      throw new PurchaseOrderException.Conflict(
          id, "Order " + id + " cannot " + cannot + ". See `po:show " + id + "`.");
    }
  }
}
