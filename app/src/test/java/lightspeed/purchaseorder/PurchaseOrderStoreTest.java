package lightspeed.purchaseorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lightspeed.db.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PurchaseOrderStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123456Z");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final PurchaseOrderStore store = new PurchaseOrderStore();

  @Test
  void aDraftComesBackAsItWasWritten() {
    PurchaseOrderId id = new PurchaseOrderId("erp-1");
    OrderDraft draft =
        new OrderDraft(
            "Acme ☂",
            "Main",
            "INV-1",
            "two\nlines",
            LocalDate.of(2026, 12, 1),
            List.of(Orders.line("A", 3, "0.12345"), Orders.line("B", 1_000_000, "10000000")));

    run(handle -> store.insertDraft(handle, id, "PO-1", draft, "ann"));

    PurchaseOrder order = find(id);
    assertThat(order.publicId()).isEqualTo("PO-1");
    assertThat(order.state()).isEqualTo(OrderState.DRAFT);
    assertThat(order.supplier()).isEqualTo("Acme ☂");
    assertThat(order.supplierInvoice()).isEqualTo("INV-1");
    assertThat(order.notes()).isEqualTo("two\nlines");
    assertThat(order.dueAt()).isEqualTo(LocalDate.of(2026, 12, 1));
    assertThat(order.createdBy()).isEqualTo("ann");
    assertThat(order.lineCount()).isEqualTo(2);
    assertThat(order.totalQuantity()).isEqualByComparingTo("1000003");
    assertThat(order.totalCost()).isEqualByComparingTo("10000000000000.37035");
    assertThat(order.hasConsignment()).isFalse();
    assertThat(lines(id))
        .containsExactly(
            new LineItem(
                1,
                "A",
                null,
                "Name of A",
                new BigDecimal("3.00000"),
                new BigDecimal("0.12345"),
                new BigDecimal("0.00000")),
            new LineItem(
                2,
                "B",
                null,
                "Name of B",
                new BigDecimal("1000000.00000"),
                new BigDecimal("10000000.00000"),
                new BigDecimal("0.00000")));
  }

  @Test
  void anOrderIsFoundByIdPublicIdAndConsignment() {
    PurchaseOrderId id = new PurchaseOrderId("erp-1");
    run(handle -> store.insertDraft(handle, id, "PO-1", Orders.draft(1), null));
    run(handle -> store.saveConsignment(handle, id, "c1", "OPEN", 5));

    assertThat(byIdOrPublicId("erp-1")).isPresent();
    assertThat(byIdOrPublicId(" PO-1 ")).isPresent();
    assertThat(byIdOrPublicId("po-1")).isEmpty();
    Optional<PurchaseOrder> byConsignment =
        DATABASE.database().read(handle -> store.findByConsignmentId(handle, "c1"));
    assertThat(byConsignment.map(PurchaseOrder::id)).contains(id);
  }

  @Test
  void deletedOrdersAndOtherTransfersAreNotSeen() {
    PurchaseOrderId deleted = Orders.stored(DATABASE.database(), "PO-1", 1);
    PurchaseOrderId transfer = Orders.stored(DATABASE.database(), "PO-2", 1);
    approve(deleted);
    approve(transfer);
    run(
        handle -> {
          handle.execute("UPDATE vend_consignments SET deleted_at = NOW(6) WHERE id = 'PO-1'");
          handle.execute(
              "UPDATE vend_consignments SET transfer_category = 'STOCK' WHERE id = 'PO-2'");
        });

    assertThat(byIdOrPublicId("PO-1")).isEmpty();
    assertThat(byIdOrPublicId("PO-2")).isEmpty();
    assertThat(list(OrderFilter.all())).isEmpty();
    assertThat(pending(10, null)).isEmpty();
    assertThat(answer(handle -> store.markQueued(handle, deleted))).isFalse();
  }

  @Test
  void onlyADraftIsReplaced() {
    PurchaseOrderId id = Orders.stored(DATABASE.database(), "PO-1", 3);

    run(handle -> store.replaceDraft(handle, id, Orders.draft(2), "buyer"));

    assertThat(find(id).lineCount()).isEqualTo(2);
    assertThat(find(id).lockVersion()).isEqualTo(1);
    approve(id);
    assertThatThrownBy(
            () -> run(handle -> store.replaceDraft(handle, id, Orders.draft(1), "buyer")))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessage("Order PO-1 cannot be changed: only a draft can. See `po:show PO-1`.");
    assertThat(lines(id)).hasSize(2);
  }

  @Test
  void moreLinesThanOneBatchAreAllWritten() {
    PurchaseOrderId id = Orders.stored(DATABASE.database(), "PO-1", 1201);

    assertThat(lines(id)).hasSize(1201);
    assertThat(lines(id).getLast().number()).isEqualTo(1201);
    assertThat(find(id).lineCount()).isEqualTo(1201);
  }

  @Test
  void anOrderGoesThroughItsStatesToSynced() {
    PurchaseOrderId id = Orders.stored(DATABASE.database(), "PO-1", 2);
    approve(id);
    run(handle -> store.markQueued(handle, id));
    assertThat(find(id).syncStatus()).isEqualTo(SyncStatus.QUEUED);
    run(handle -> store.markSyncing(handle, id));
    assertThat(find(id).syncStatus()).isEqualTo(SyncStatus.SYNCING);
    run(handle -> store.recordError(handle, id, SyncStatus.QUEUED, "no answer"));
    assertThat(find(id).lastError()).isEqualTo("no answer");
    run(handle -> store.saveResolution(handle, id, "s1", "o1", Map.of(1, "p1", 2, "p2")));
    run(handle -> store.saveConsignment(handle, id, "c1", "OPEN", 5));
    run(handle -> store.saveConsignment(handle, id, "c1", "OPEN", 4));
    run(handle -> store.markSent(handle, id, "c1", "SENT", 7, NOW));

    PurchaseOrder sent = find(id);
    assertThat(sent.state()).isEqualTo(OrderState.SENT);
    assertThat(sent.syncStatus()).isEqualTo(SyncStatus.SYNCED);
    assertThat(sent.lastError()).isNull();
    assertThat(sent.sentAt()).isEqualTo(NOW);
    assertThat(sent.lightspeedCheckedAt()).isEqualTo(NOW);
    assertThat(sent.supplierId()).isEqualTo("s1");
    assertThat(sent.outletId()).isEqualTo("o1");
    assertThat(sent.lightspeedConsignmentId()).isEqualTo("c1");
    assertThat(sent.lightspeedStatus()).isEqualTo("SENT");
    assertThat(sent.lightspeedVersion()).isEqualTo(7L);
    assertThat(lines(id)).extracting(LineItem::productId).containsExactly("p1", "p2");
    assertThat(transitions())
        .containsExactly("PO-1 DRAFT APPROVED boss", "PO-1 APPROVED SENT sync");
  }

  @Test
  void aSentOrderIsNotQueuedAgain() {
    PurchaseOrderId id = Orders.stored(DATABASE.database(), "PO-1", 1);
    approve(id);
    run(handle -> store.markSent(handle, id, "c1", "SENT", 7, NOW));

    for (Predicate<Handle> change :
        List.<Predicate<Handle>>of(
            handle -> store.markQueued(handle, id),
            handle -> store.markSyncing(handle, id),
            handle -> store.notSynced(handle, id),
            handle -> store.recordError(handle, id, SyncStatus.FAILED, "too late"))) {
      assertThat(answer(change)).isFalse();
    }
    assertThat(find(id).lastError()).isNull();
    assertThat(find(id).syncStatus()).isEqualTo(SyncStatus.SYNCED);
  }

  @Test
  void anOrderKeepsItsConsignmentUntilItIsForgotten() {
    PurchaseOrderId id = Orders.stored(DATABASE.database(), "PO-1", 1);
    approve(id);
    run(handle -> store.saveConsignment(handle, id, "c1", "OPEN", 5));

    assertThatThrownBy(() -> run(handle -> store.saveConsignment(handle, id, "c2", "OPEN", 6)))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessage(
            "Order PO-1 cannot take consignment c2: it already has another one. See `po:show"
                + " PO-1`.");
    assertThatThrownBy(() -> run(handle -> store.markSent(handle, id, "c2", "SENT", 6, NOW)))
        .isInstanceOf(PurchaseOrderException.Conflict.class);

    run(handle -> store.reopen(handle, id, "ann"));
    assertThat(find(id).lightspeedConsignmentId()).isNull();
    assertThat(find(id).lightspeedVersion()).isNull();
    run(handle -> store.saveConsignment(handle, id, "c2", "OPEN", 1));
    assertThat(find(id).lightspeedConsignmentId()).isEqualTo("c2");
  }

  @Test
  void aPollThatWasFasterThanTheSenderIsNotUndone() {
    PurchaseOrderId id = Orders.stored(DATABASE.database(), "PO-1", 1);
    approve(id);
    run(handle -> store.saveConsignment(handle, id, "c1", "OPEN", 5));
    run(handle -> store.applyRemote(handle, id, OrderState.DISPATCHED, "DISPATCHED", 9, NOW));

    run(handle -> store.markSent(handle, id, "c1", "SENT", 7, NOW));

    PurchaseOrder order = find(id);
    assertThat(order.state()).isEqualTo(OrderState.DISPATCHED);
    assertThat(order.lightspeedStatus()).isEqualTo("DISPATCHED");
    assertThat(order.lightspeedVersion()).isEqualTo(9L);
    assertThat(order.syncStatus()).isEqualTo(SyncStatus.SYNCED);
    assertThat(transitions())
        .containsExactly("PO-1 DRAFT APPROVED boss", "PO-1 APPROVED DISPATCHED Lightspeed");
  }

  @Test
  void onlyANewerRemoteStateIsTakenOver() {
    PurchaseOrderId id = Orders.stored(DATABASE.database(), "PO-1", 1);
    approve(id);
    run(handle -> store.markSent(handle, id, "c1", "SENT", 7, NOW));

    assertThat(applied(id, OrderState.RECEIVED, "RECEIVED", 6)).isFalse();
    assertThat(applied(id, OrderState.RECEIVED, "RECEIVED", 7)).isFalse();
    assertThat(applied(id, OrderState.RECEIVED, "RECEIVED", 8)).isTrue();
    assertThat(applied(id, OrderState.RECEIVED, "RECEIVED", 8)).isFalse();
    assertThat(find(id).state()).isEqualTo(OrderState.RECEIVED);
    assertThat(applied(id, OrderState.SENT, "SENT", 9)).as("a step backwards").isTrue();
    assertThat(find(id).state()).isEqualTo(OrderState.SENT);
  }

  @Test
  void aDraftIsNeitherSentNorQueued() {
    PurchaseOrderId id = Orders.stored(DATABASE.database(), "PO-1", 1);

    assertThatThrownBy(() -> run(handle -> store.markSent(handle, id, "c1", "SENT", 7, NOW)))
        .isInstanceOf(PurchaseOrderException.Conflict.class);
    assertThat(answer(handle -> store.markQueued(handle, id))).isFalse();
    assertThatThrownBy(
            () ->
                run(
                    handle ->
                        store.changeState(
                            handle, id, OrderState.APPROVED, OrderState.CANCELLED, "ann")))
        .isInstanceOf(PurchaseOrderException.Conflict.class);
    assertThat(find(id).state()).isEqualTo(OrderState.DRAFT);
    assertThat(transitions()).isEmpty();
  }

  @Test
  void aLineThatDoesNotExistCannotBeResolved() {
    PurchaseOrderId id = Orders.stored(DATABASE.database(), "PO-1", 1);

    assertThatThrownBy(
            () ->
                run(handle -> store.saveResolution(handle, id, "s1", "o1", Map.of(1, "p", 2, "q"))))
        .isInstanceOf(PurchaseOrderException.Conflict.class);
    assertThat(find(id).supplierId()).isNull();
  }

  @Test
  void pendingAreApprovedOrdersThatLightspeedDoesNotHaveCompletelyInBatches() {
    Orders.stored(DATABASE.database(), "PO-0-draft", 1);
    for (int i = 1; i <= 5; i++) {
      approve(Orders.stored(DATABASE.database(), "PO-" + i, 1));
    }
    run(handle -> store.saveConsignment(handle, new PurchaseOrderId("PO-2"), "c2", "OPEN", 1));
    run(handle -> store.markSent(handle, new PurchaseOrderId("PO-3"), "c3", "SENT", 1, NOW));
    run(
        handle ->
            store.recordError(handle, new PurchaseOrderId("PO-4"), SyncStatus.FAILED, "refused"));
    run(
        handle ->
            store.changeState(
                handle,
                new PurchaseOrderId("PO-5"),
                OrderState.APPROVED,
                OrderState.CANCELLED,
                "ann"));

    assertThat(pending(2, null)).containsExactly("PO-1", "PO-2");
    assertThat(pending(2, new PurchaseOrderId("PO-2"))).containsExactly("PO-4");
    assertThat(pending(2, new PurchaseOrderId("PO-4"))).isEmpty();
  }

  @Test
  void theListIsFilteredByEverythingItShows() {
    run(
        handle -> {
          store.insertDraft(
              handle,
              new PurchaseOrderId("erp-1"),
              "PO-1",
              new OrderDraft(
                  "Acme", "Main", "INV-7", null, null, List.of(Orders.line("Sku-X", 1, "1"))),
              null);
          store.insertDraft(
              handle,
              new PurchaseOrderId("PO-2"),
              "PO-2",
              new OrderDraft(
                  "100% Wool", "Second", null, null, null, List.of(Orders.line("Y", 1, "1"))),
              null);
        });
    approve(new PurchaseOrderId("PO-2"));
    run(handle -> store.saveConsignment(handle, new PurchaseOrderId("PO-2"), "c-2", "OPEN", 1));
    run(
        handle ->
            store.saveResolution(handle, new PurchaseOrderId("PO-2"), "s2", "o2", Map.of(1, "p")));

    OrderFilter all = OrderFilter.all();
    assertThat(list(all)).containsExactlyInAnyOrder("PO-1", "PO-2");
    assertThat(list(new OrderFilter(OrderState.APPROVED, null, null, null, null, null)))
        .containsExactly("PO-2");
    assertThat(list(new OrderFilter(null, SyncStatus.FAILED, null, null, null, null))).isEmpty();
    assertThat(list(new OrderFilter(null, null, "Acme", null, null, null))).containsExactly("PO-1");
    assertThat(list(new OrderFilter(null, null, "s2", null, null, null))).containsExactly("PO-2");
    assertThat(list(new OrderFilter(null, null, null, "Second", null, null)))
        .containsExactly("PO-2");
    assertThat(list(new OrderFilter(null, null, null, "o2", null, null))).containsExactly("PO-2");
    for (String search : List.of("po-1", "ERP", "acm", "inv-7", "Sku-X")) {
      assertThat(list(new OrderFilter(null, null, null, null, search, null)))
          .as(search)
          .containsExactly("PO-1");
    }
    assertThat(list(new OrderFilter(null, null, null, null, "c-2", null))).containsExactly("PO-2");
    assertThat(list(new OrderFilter(null, null, null, null, "100%", null))).containsExactly("PO-2");
    assertThat(list(new OrderFilter(null, null, null, null, "_", null))).isEmpty();
    assertThat(list(new OrderFilter(null, null, null, null, "'; --", null))).isEmpty();
    assertThat(list(new OrderFilter(null, null, null, null, null, Instant.EPOCH))).hasSize(2);
    assertThat(
            list(
                new OrderFilter(
                    null, null, null, null, null, Instant.parse("2999-01-01T00:00:00Z"))))
        .isEmpty();
  }

  @Test
  void pagingShowsEveryOrderOnceNewestFirstAlsoWhenManyWereCreatedTogether() {
    for (int i = 0; i < 23; i++) {
      Orders.stored(DATABASE.database(), "PO-%02d".formatted(i), 1);
    }
    run(
        handle ->
            handle.execute(
                "UPDATE vend_consignments SET created_at = '2026-01-01' WHERE id < 'PO-15'"));

    assertThat(inPages(OrderFilter.all()))
        .hasSize(23)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void ordersThatNameASupplierAndOrdersThatMeanItAreOneList() {
    for (int i = 0; i < 40; i++) {
      Orders.stored(DATABASE.database(), "PO-%02d".formatted(i), 1);
    }
    run(
        handle -> {
          handle.execute(
              "UPDATE vend_consignments SET created_at = '2026-01-01' WHERE id < 'PO-30'");
          handle.execute("UPDATE vend_consignments SET supplier = 's1' WHERE id LIKE '%3'");
          handle.execute("UPDATE vend_consignments SET supplier_id = 's1' WHERE id LIKE '%5'");
          handle.execute(
              "UPDATE vend_consignments SET supplier = 's1', supplier_id = 's1' WHERE id LIKE '%7'");
          handle.execute("UPDATE vend_consignments SET outlet = 'o1' WHERE id LIKE 'PO-1_'");
          handle.execute("UPDATE vend_consignments SET outlet_id = 'o1' WHERE id LIKE 'PO-3_'");
        });

    assertThat(inPages(new OrderFilter(null, null, "s1", null, null, null)))
        .containsExactly(
            "PO-37", "PO-35", "PO-33", "PO-27", "PO-25", "PO-23", "PO-17", "PO-15", "PO-13",
            "PO-07", "PO-05", "PO-03");
    assertThat(inPages(new OrderFilter(null, null, "s1", "o1", "PO-", null)))
        .containsExactly("PO-37", "PO-35", "PO-33", "PO-17", "PO-15", "PO-13");
    assertThat(inPages(new OrderFilter(null, null, null, "o1", null, null))).hasSize(20);
    assertThat(inPages(new OrderFilter(null, null, "s2", "o1", null, null))).isEmpty();
  }

  private List<String> inPages(OrderFilter filter) {
    List<String> seen = new ArrayList<>();
    OrderPage.Position position = null;
    do {
      OrderPage.Position after = position;
      OrderPage page = DATABASE.database().read(handle -> store.list(handle, filter, after, 5));
      assertThat(page.orders().size()).isLessThanOrEqualTo(5);
      page.orders().forEach(order -> seen.add(order.publicId()));
      position = page.next();
    } while (position != null);
    return seen;
  }

  @Test
  void ordersAreCountedByState() {
    Orders.stored(DATABASE.database(), "PO-1", 1);
    approve(Orders.stored(DATABASE.database(), "PO-2", 1));

    Map<OrderState, Long> counts = DATABASE.database().read(store::countByState);

    assertThat(counts)
        .containsOnlyKeys(OrderState.values())
        .containsEntry(OrderState.DRAFT, 1L)
        .containsEntry(OrderState.APPROVED, 1L)
        .containsEntry(OrderState.SENT, 0L);
  }

  private void approve(PurchaseOrderId id) {
    run(handle -> store.approve(handle, id, "boss", NOW));
  }

  private boolean applied(PurchaseOrderId id, OrderState state, String status, long version) {
    return DATABASE
        .database()
        .inTransaction(handle -> store.applyRemote(handle, id, state, status, version, NOW));
  }

  private PurchaseOrder find(PurchaseOrderId id) {
    Optional<PurchaseOrder> found = DATABASE.database().read(handle -> store.find(handle, id));
    return found.orElseThrow();
  }

  private Optional<PurchaseOrder> byIdOrPublicId(String text) {
    return DATABASE.database().read(handle -> store.findByIdOrPublicId(handle, text));
  }

  private List<LineItem> lines(PurchaseOrderId id) {
    return DATABASE.database().read(handle -> store.lines(handle, id));
  }

  private List<String> list(OrderFilter filter) {
    OrderPage page = DATABASE.database().read(handle -> store.list(handle, filter, null, 10));
    assertThat(page.next()).isNull();
    return page.orders().stream().map(PurchaseOrder::publicId).toList();
  }

  private List<String> pending(int limit, @Nullable PurchaseOrderId after) {
    List<PurchaseOrder> orders =
        DATABASE.database().read(handle -> store.pending(handle, limit, after));
    return orders.stream().map(PurchaseOrder::publicId).toList();
  }

  private static List<String> transitions() {
    return DATABASE.texts(
        """
                        SELECT CONCAT(entity_id, ' ', JSON_VALUE(details, '$.from'), ' ',
                          JSON_VALUE(details, '$.to'), ' ', JSON_VALUE(details, '$.by'))
                        FROM lightspeed_sync_log
                        WHERE operation = 'STATUS_CHANGED'
                          AND status = 'COMPLETED'
                          AND completed_at IS NOT NULL
                        ORDER BY id
                        """);
  }

  private static void run(Consumer<Handle> body) {
    DATABASE.database().useTransaction(body::accept);
  }

  private static boolean answer(Predicate<Handle> change) {
    return DATABASE.database().inTransaction(change::test);
  }
}
