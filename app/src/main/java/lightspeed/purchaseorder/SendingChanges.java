package lightspeed.purchaseorder;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// What changes in an order on its way to Lightspeed and afterwards; each change is described where
/// [PurchaseOrderStore] offers it.
final class SendingChanges {
  private SendingChanges() {}

  private static final String PROGRESS =
      """
      UPDATE vend_consignments
      SET sync_status = :syncStatus,
        lock_version = lock_version + 1
      WHERE id = :id
        AND state = 'APPROVED'
        AND sync_status <> 'SYNCED'
        AND deleted_at IS NULL
      """;

  /// Tells whether it still waited to be sent.
  static boolean progress(Handle handle, PurchaseOrderId id, SyncStatus status) {
    int rows =
        handle
            .createUpdate(PROGRESS)
            .bind("id", id.value())
            .bind("syncStatus", status.name())
            .execute();
    return rows == 1;
  }

  private static final String RECORD_ERROR =
      """
      UPDATE vend_consignments
      SET sync_status = :syncStatus,
        last_error = :error,
        lock_version = lock_version + 1
      WHERE id = :id
        AND state = 'APPROVED'
        AND sync_status <> 'SYNCED'
        AND deleted_at IS NULL
      """;

  /// Tells whether it still waited to be sent.
  static boolean recordError(
      Handle handle, PurchaseOrderId id, SyncStatus syncStatus, @Nullable String error) {
    int rows =
        handle
            .createUpdate(RECORD_ERROR)
            .bind("id", id.value())
            .bind("syncStatus", syncStatus.name())
            .bind("error", error)
            .execute();
    return rows == 1;
  }

  private static final String SAVE_PARTNERS =
      """
      UPDATE vend_consignments
      SET supplier_id = :supplierId,
        outlet_id = :outletId,
        lock_version = lock_version + 1
      WHERE id = :id
        AND deleted_at IS NULL
      """;

  private static final String SAVE_PRODUCT =
      """
      UPDATE vend_consignment_line_items
      SET product_id = :productId
      WHERE consignment_id = :id
        AND line_number = :number
      """;

  static void saveResolution(
      Handle handle,
      PurchaseOrderId id,
      String supplierId,
      String outletId,
      Map<Integer, String> productIds) {
    int rows =
        handle
            .createUpdate(SAVE_PARTNERS)
            .bind("id", id.value())
            .bind("supplierId", supplierId)
            .bind("outletId", outletId)
            .execute();
    PurchaseOrderStore.require(rows, id, "be resolved: it does not exist any more");
    if (productIds.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(SAVE_PRODUCT);
    productIds.forEach(
        (number, productId) ->
            batch.bind("id", id.value()).bind("number", number).bind("productId", productId).add());
    for (int count : batch.execute()) {
      PurchaseOrderStore.require(
          count, id, "be resolved: one of its lines does not exist any more");
    }
  }

  private static final String SAVE_CONSIGNMENT =
      """
      UPDATE vend_consignments
      SET lightspeed_consignment_id = :consignmentId,
        lightspeed_status = IF(COALESCE(lightspeed_version, -1) <= :version,
          :status, lightspeed_status),
        lightspeed_version = GREATEST(COALESCE(lightspeed_version, -1), :version),
        lock_version = lock_version + 1
      WHERE id = :id
        AND (lightspeed_consignment_id IS NULL OR lightspeed_consignment_id = :consignmentId)
        AND deleted_at IS NULL
      """;

  static void saveConsignment(
      Handle handle, PurchaseOrderId id, String consignmentId, String status, long version) {
    int rows =
        handle
            .createUpdate(SAVE_CONSIGNMENT)
            .bind("id", id.value())
            .bind("consignmentId", consignmentId)
            .bind("status", status)
            .bind("version", version)
            .execute();
    PurchaseOrderStore.require(
        rows, id, "take consignment " + consignmentId + ": it already has another one");
  }

  private static final String MARK_SENT =
      """
      UPDATE vend_consignments
      SET state = IF(state = 'APPROVED', 'SENT', state),
        sent_at = COALESCE(sent_at, :at),
        lightspeed_consignment_id = :consignmentId,
        lightspeed_status = IF(COALESCE(lightspeed_version, -1) <= :version,
          :status, lightspeed_status),
        lightspeed_version = GREATEST(COALESCE(lightspeed_version, -1), :version),
        lightspeed_checked_at = :at,
        sync_status = 'SYNCED',
        last_error = NULL,
        lock_version = lock_version + 1
      WHERE id = :id
        AND state IN ('APPROVED', 'SENT', 'DISPATCHED', 'RECEIVED')
        AND (lightspeed_consignment_id IS NULL OR lightspeed_consignment_id = :consignmentId)
        AND deleted_at IS NULL
      """;

  /// See [PurchaseOrderStore#markSent].
  ///
  /// @return the state before
  static OrderState markSent(
      Handle handle,
      PurchaseOrderId id,
      String consignmentId,
      String status,
      long version,
      Instant at) {
    Optional<OrderState> before = lockState(handle, id);
    int rows =
        handle
            .createUpdate(MARK_SENT)
            .bind("id", id.value())
            .bind("consignmentId", consignmentId)
            .bind("status", status)
            .bind("version", version)
            .bind("at", Utc.of(at))
            .execute();
    PurchaseOrderStore.require(
        rows,
        id,
        "be marked as sent with consignment "
            + consignmentId
            + ": it is a draft, cancelled, or has another consignment");
    OrderState old = before.orElseThrow();
    if (old == OrderState.APPROVED) {
      StateLog.write(handle, id, OrderState.APPROVED, OrderState.SENT, StateLog.SYNC);
    }
    return old;
  }

  private static final String APPLY_REMOTE =
      """
      UPDATE vend_consignments
      SET state = :state,
        lightspeed_status = :status,
        lightspeed_version = :version,
        lightspeed_checked_at = :at,
        lock_version = lock_version + 1
      WHERE id = :id
        AND (lightspeed_version IS NULL
          OR lightspeed_version < :version
          OR (lightspeed_version = :version
            AND lightspeed_status = :status
            AND state <> :state))
        AND deleted_at IS NULL
      """;

  /// What taking over a picture from Lightspeed changed.
  enum Applied {
    NOTHING,
    /// Status or version, but not our state.
    FACTS,
    STATE
  }

  static Applied applyRemote(
      Handle handle,
      PurchaseOrderId id,
      OrderState state,
      String status,
      long version,
      Instant at) {
    Optional<OrderState> before = lockState(handle, id);
    int rows =
        handle
            .createUpdate(APPLY_REMOTE)
            .bind("id", id.value())
            .bind("state", state.name())
            .bind("status", status)
            .bind("version", version)
            .bind("at", Utc.of(at))
            .execute();
    if (rows == 0) {
      return Applied.NOTHING;
    }
    OrderState old = before.orElseThrow();
    if (old == state) {
      return Applied.FACTS;
    }
    StateLog.write(handle, id, old, state, StateLog.LIGHTSPEED);
    return Applied.STATE;
  }

  private static final String MARK_CANCELLED =
      """
      UPDATE vend_consignments
      SET state = 'CANCELLED',
        sync_status = IF(sync_status IN ('SYNCED', 'DIFFERS'), sync_status, 'NOT_SYNCED'),
        lightspeed_status = COALESCE(:status, lightspeed_status),
        lightspeed_version = IF(lightspeed_version IS NULL AND :version = 0,
          NULL, GREATEST(COALESCE(lightspeed_version, 0), :version)),
        last_error = NULL,
        lock_version = lock_version + 1
      WHERE id = :id
        AND state <> 'RECEIVED'
        AND deleted_at IS NULL
      """;

  static void markCancelled(
      Handle handle, PurchaseOrderId id, String actor, @Nullable String status, long version) {
    Optional<OrderState> before = lockState(handle, id);
    if (before.filter(state -> state == OrderState.CANCELLED).isPresent()) {
      return;
    }
    int rows =
        handle
            .createUpdate(MARK_CANCELLED)
            .bind("id", id.value())
            .bind("status", status)
            .bind("version", version)
            .execute();
    PurchaseOrderStore.require(rows, id, "be cancelled: it was received, or does not exist");
    before.ifPresent(old -> StateLog.write(handle, id, old, OrderState.CANCELLED, actor));
  }

  private static final String MARK_RECEIPT_UNFINISHED =
      """
      UPDATE vend_consignments
      SET receipt_unfinished = :isUnfinished
      WHERE id = :id
        AND receipt_unfinished <> :isUnfinished
      """;

  static void markReceiptUnfinished(Handle handle, PurchaseOrderId id, boolean isUnfinished) {
    handle
        .createUpdate(MARK_RECEIPT_UNFINISHED)
        .bind("id", id.value())
        .bind("isUnfinished", isUnfinished)
        .execute();
  }

  private static final String MARK_AGREEMENT =
      """
      UPDATE vend_consignments
      SET sync_status = IF(:differs, 'DIFFERS', 'SYNCED')
      WHERE id = :id
        AND sync_status = IF(:differs, 'SYNCED', 'DIFFERS')
      """;

  static void markAgreement(Handle handle, PurchaseOrderId id, boolean differs) {
    handle.createUpdate(MARK_AGREEMENT).bind("id", id.value()).bind("differs", differs).execute();
  }

  private static final String MARK_DELETED_THERE =
      """
      UPDATE vend_consignments
      SET lightspeed_status = 'DELETED'
      WHERE id = :id
        AND lightspeed_consignment_id IS NOT NULL
        AND lightspeed_status <> 'DELETED'
      """;

  static void markDeletedThere(Handle handle, PurchaseOrderId id) {
    handle.createUpdate(MARK_DELETED_THERE).bind("id", id.value()).execute();
  }

  private static final String MARK_CHECKED =
      """
      UPDATE vend_consignments
      SET lightspeed_checked_at = :at
      WHERE id = :id
      """;

  static void markChecked(Handle handle, PurchaseOrderId id, Instant at) {
    handle.createUpdate(MARK_CHECKED).bind("id", id.value()).bind("at", Utc.of(at)).execute();
  }

  private static final String LOCK_STATE =
      """
      SELECT state
      FROM vend_consignments
      WHERE id = :id
        AND deleted_at IS NULL
      FOR UPDATE
      """;

  static Optional<OrderState> lockState(Handle handle, PurchaseOrderId id) {
    return handle
        .createQuery(LOCK_STATE)
        .bind("id", id.value())
        .mapTo(String.class)
        .findOne()
        .map(OrderState::valueOf);
  }
}
