package lightspeed.purchaseorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import lightspeed.audit.TestAudit;
import lightspeed.db.TestDatabase;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class PurchaseOrderServiceTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final AtomicBoolean isSentOnApproval = new AtomicBoolean(true);
  private PurchaseOrderService service;

  @BeforeEach
  void start() {
    service =
        new PurchaseOrderService(
            DATABASE.database(),
            new PurchaseOrderStore(),
            new JobQueue(DATABASE.database(), new JobHandlers()),
            isSentOnApproval::get,
            TestAudit.log(ImportFile.CLOCK),
            ImportFile.CLOCK);
  }

  @Test
  void approvingEnqueuesTheSendingInTheSameTransaction() {
    Orders.stored(DATABASE.database(), "PO-1", 2);

    Approval approval = service.approve("PO-1", "boss");

    assertThat(approval).isInstanceOf(Approval.Approved.class);
    PurchaseOrder order = approval.order();
    assertThat(order.state()).isEqualTo(OrderState.APPROVED);
    assertThat(order.syncStatus()).isEqualTo(SyncStatus.QUEUED);
    assertThat(order.approvedBy()).isEqualTo("boss");
    assertThat(order.approvedAt()).isEqualTo(Instant.parse("2026-03-04T05:06:07.123456Z"));
    assertThat(service.get("PO-1").order()).isEqualTo(order);
    assertThat(jobs()).containsExactly("sync_po sync_po:PO-1 PENDING normal");
    assertThat(approvals()).containsExactly("PO-1 boss");
  }

  @Test
  void approvingAgainChangesAndEnqueuesNothing() {
    Orders.stored(DATABASE.database(), "PO-1", 1);
    PurchaseOrder approved = service.approve("PO-1", "boss").order();

    Approval again = service.approve("PO-1", "other");

    assertThat(again).isEqualTo(new Approval.AlreadyApproved(approved));
    assertThat(jobs()).hasSize(1);
    assertThat(approvals()).containsExactly("PO-1 boss");
  }

  @Test
  void aLargeOrderIsApprovedBySomebodyOtherThanWhoWroteIt() {
    Orders.stored(DATABASE.database(), "PO-1", 2);
    aSecondPersonApprovesAbove(4);

    assertThatThrownBy(() -> service.approve("PO-1", "buyer"))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("is worth more than 4 (approval_second_person_above)")
        .hasMessageContaining("another person must approve it");
    assertThat(service.approve("PO-1", "boss")).isInstanceOf(Approval.Approved.class);
    Orders.stored(DATABASE.database(), "PO-2", 1);
    assertThat(service.approve("PO-2", "buyer")).isInstanceOf(Approval.Approved.class);
  }

  @Test
  void whoChangedALargeOrderIsNotTheSecondPersonEither(@TempDir Path folder) {
    Orders.stored(DATABASE.database(), "PO-1", 2);
    Orders.stored(DATABASE.database(), "PO-2", 2);
    aSecondPersonApprovesAbove(4);
    service.replace("PO-1", Orders.draft(3), null, "ann");
    service.replace("PO-1", Orders.draft(2), null, "buyer");
    new ImportFile(folder, DATABASE.database())
        .rows(ImportOptions.by("bob"), "PO-1,Acme,Main,A,7,2", "PO-2,Acme,Main,A,7,2");

    for (String author : List.of("ann", "bob", "buyer")) {
      assertThatThrownBy(() -> service.approve("PO-1", author))
          .as(author)
          .isInstanceOf(PurchaseOrderException.Conflict.class)
          .hasMessageContaining("by " + author + ": another person must approve it");
    }
    assertThatThrownBy(() -> service.approve("PO-2", "bob")).hasMessageContaining("was changed by");
    assertThat(service.approve("PO-1", "boss")).isInstanceOf(Approval.Approved.class);
    assertThat(service.approve("PO-2", "ann"))
        .as("ann changed the other one")
        .isInstanceOf(Approval.Approved.class);
  }

  @Test
  void anOrderWithoutCostsCountsAtThePricesOfTheCatalog() {
    Orders.stored(DATABASE.database(), "PO-1", 1);
    DATABASE
        .database()
        .useTransaction(
            tx -> {
              tx.execute("UPDATE vend_consignment_line_items SET unit_cost = 0");
              tx.execute(
                  """
                  INSERT INTO vend_products
                    (id, sku, name, supply_price, is_active, is_composite, has_variants, version)
                  VALUES ('p', 'SKU-1', 'P', 4.5, 1, 0, 0, 1)
                  """);
            });
    aSecondPersonApprovesAbove(4);

    assertThatThrownBy(() -> service.approve("PO-1", "buyer"))
        .isInstanceOf(PurchaseOrderException.SecondPersonNeeded.class);
    assertThat(service.approve("PO-1", "boss")).isInstanceOf(Approval.Approved.class);
  }

  private void aSecondPersonApprovesAbove(int cost) {
    service =
        new PurchaseOrderService(
            DATABASE.database(),
            new PurchaseOrderStore(),
            new JobQueue(DATABASE.database(), new JobHandlers()),
            new ApprovalRules(isSentOnApproval::get, () -> OptionalInt.of(cost)),
            TestAudit.log(ImportFile.CLOCK),
            ImportFile.CLOCK);
  }

  @Test
  void approvingWhileAutomaticSendingIsOffOnlyApproves() {
    Orders.stored(DATABASE.database(), "PO-1", 1);
    isSentOnApproval.set(false);

    Approval approval = service.approve("PO-1", "boss");

    assertThat(approval).isEqualTo(new Approval.Approved(service.get("PO-1").order(), null));
    assertThat(approval.order().syncStatus()).isEqualTo(SyncStatus.NOT_SYNCED);
    assertThat(jobs()).isEmpty();
  }

  @Test
  void manyWhoApproveAtOnceApproveOnce() throws Exception {
    Orders.stored(DATABASE.database(), "PO-1", 1);
    int people = 8;
    List<Approval> approvals = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(people)) {
      CyclicBarrier start = new CyclicBarrier(people);
      List<Future<Approval>> running = new ArrayList<>();
      for (int i = 0; i < people; i++) {
        String name = "boss" + i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return service.approve("PO-1", name);
                }));
      }
      for (Future<Approval> one : running) {
        approvals.add(one.get());
      }
    }

    assertThat(approvals.stream().filter(Approval.Approved.class::isInstance)).hasSize(1);
    assertThat(jobs()).hasSize(1);
    assertThat(approvals()).hasSize(1);
  }

  @Test
  void anOrderWithoutLinesOrCancelledIsNotApproved() {
    Orders.stored(DATABASE.database(), "PO-1", 0);
    PurchaseOrderId cancelled = Orders.stored(DATABASE.database(), "PO-2", 1);
    DATABASE
        .database()
        .useTransaction(
            handle ->
                new PurchaseOrderStore()
                    .changeState(handle, cancelled, OrderState.DRAFT, OrderState.CANCELLED, "ann"));

    assertThatThrownBy(() -> service.approve("PO-1", "boss"))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessage("Order PO-1 has no lines and cannot be approved. Add lines first.");
    assertThatThrownBy(() -> service.approve("PO-2", "boss"))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessage(
            "Order PO-2 is CANCELLED and cannot be approved. Make it a draft again first:"
                + " lightspeed-cli po:reopen PO-2");
    assertThat(jobs()).isEmpty();
  }

  @Test
  void anUnknownOrderIsToldWithTheNearestNames() {
    Orders.stored(DATABASE.database(), "PO-2025-001", 1);
    Orders.stored(DATABASE.database(), "PO-2025-002", 1);

    assertThatThrownBy(() -> service.get("po2025-1"))
        .isInstanceOf(PurchaseOrderException.NotFound.class)
        .hasMessage(
            "There is no purchase order \"po2025-1\". Did you mean PO-2025-001, PO-2025-002?");
    assertThatThrownBy(() -> service.approve("zzz", "boss"))
        .hasMessage("There is no purchase order \"zzz\". See `po:list`.");
    assertThat(service.find("zzz")).isEmpty();
  }

  @Test
  void manyAreApprovedTogetherAndOneThatCannotKeepsNoOtherBack() {
    List<PurchaseOrderId> ids = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      ids.add(Orders.stored(DATABASE.database(), "PO-%03d".formatted(i), i == 120 ? 0 : 1));
    }
    ids.add(new PurchaseOrderId("PO-none"));
    ids.add(ids.getFirst());
    service.approve("PO-007", "boss");

    Approvals approvals = service.approveAll(ids, "boss");

    assertThat(approvals.approvals()).hasSize(249);
    assertThat(approvals.approvedNow()).isEqualTo(248);
    assertThat(approvals.refused())
        .extracting(Throwable::getMessage)
        .satisfiesExactlyInAnyOrder(
            message -> assertThat(message).startsWith("Order PO-120 has no lines"),
            message -> assertThat(message).startsWith("There is no purchase order \"PO-none\"."));
    assertThat(jobs()).hasSize(249);
  }

  @Test
  void aNewDraftGetsTheNextNumberOrItsOwn() {
    OrderWithLines first = service.create(null, Orders.draft(2), "ann");
    OrderWithLines own = service.create("PO-2026-0099", Orders.draft(1), "ann");
    OrderWithLines next = service.create(null, Orders.draft(0), "ann");

    assertThat(first.order().publicId()).isEqualTo("PO-2026-001");
    assertThat(first.lines()).hasSize(2);
    assertThat(own.order().id()).isEqualTo(new PurchaseOrderId("PO-2026-0099"));
    assertThat(next.order().publicId()).isEqualTo("PO-2026-100");
    assertThatThrownBy(() -> service.create("PO-2026-0099", Orders.draft(1), "ann"))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessage(
            "There is already an order PO-2026-0099. Use another public_id, or change that order.");
  }

  @Test
  void draftsCreatedAtOnceGetDifferentNumbers() throws Exception {
    int people = 8;
    List<String> numbers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(people)) {
      CyclicBarrier start = new CyclicBarrier(people);
      List<Future<OrderWithLines>> running = new ArrayList<>();
      for (int i = 0; i < people; i++) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return service.create(null, Orders.draft(1), "ann");
                }));
      }
      for (Future<OrderWithLines> one : running) {
        numbers.add(one.get().order().publicId());
      }
    }

    assertThat(numbers)
        .containsExactlyInAnyOrder(
            "PO-2026-001",
            "PO-2026-002",
            "PO-2026-003",
            "PO-2026-004",
            "PO-2026-005",
            "PO-2026-006",
            "PO-2026-007",
            "PO-2026-008");
  }

  @Test
  void everythingWrongWithADraftIsToldAtOnce() {
    OrderDraft draft =
        new OrderDraft(
            "=x",
            "",
            "+1",
            "a\u0000b",
            null,
            List.of(
                Orders.line("A", 0, "1"),
                new OrderDraft.Line("A", null, new BigDecimal("1.5"), new BigDecimal("-1"))));

    assertThatThrownBy(() -> service.create("P O", draft, "ann"))
        .isInstanceOfSatisfying(
            PurchaseOrderException.InvalidInput.class,
            refusal ->
                assertThat(refusal.problems())
                    .extracting(PurchaseOrderException.InvalidInput.Problem::field)
                    .containsExactly(
                        "public_id",
                        "supplier",
                        "outlet",
                        "supplier_invoice",
                        "notes",
                        "lines[1].quantity",
                        "lines[2].quantity",
                        "lines[2].unit_cost",
                        "lines[2].sku"));
    assertThat(service.list(OrderFilter.all(), null, 10).orders()).isEmpty();
  }

  @Test
  void onlyADraftIsReplaced() {
    Orders.stored(DATABASE.database(), "PO-1", 1);

    assertThat(service.replace("PO-1", Orders.draft(3), null, "buyer").lines()).hasSize(3);

    service.approve("PO-1", "boss");
    assertThatThrownBy(() -> service.replace("PO-1", Orders.draft(1), null, "buyer"))
        .isInstanceOf(PurchaseOrderException.Conflict.class);
    assertThatThrownBy(() -> service.replace("PO-2", Orders.draft(1), null, "buyer"))
        .isInstanceOf(PurchaseOrderException.NotFound.class);
    assertThat(service.lines(new PurchaseOrderId("PO-1"))).hasSize(3);
  }

  private static List<String> jobs() {
    return DATABASE.texts(
        """
        SELECT CONCAT(job_type, ' ', unique_key, ' ', status, ' ', priority)
        FROM queue_jobs
        ORDER BY id
        """);
  }

  private static List<String> approvals() {
    return DATABASE.texts(
        """
        SELECT CONCAT(entity_id, ' ', JSON_VALUE(details, '$.by'))
        FROM lightspeed_sync_log
        WHERE JSON_VALUE(details, '$.to') = 'APPROVED'
        """);
  }
}
