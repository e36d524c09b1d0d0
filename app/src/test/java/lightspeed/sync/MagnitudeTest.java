package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import lightspeed.job.RunResult;
import lightspeed.job.Worker;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncJob;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// Orders, queues and stores as large as they come. The largest, by hand: `./build
/// -Dtest=MagnitudeTest -Dsurefire.failIfNoSpecifiedTests=false -Dmagnitude.sent=10000
/// -Dmagnitude.consignments=50000`.
@Tag("slow")
final class MagnitudeTest {
  private static final int MANY_LINES = 20_000;
  private static final int MANY_PRODUCTS = 24_000;
  private static final int MANY_ORDERS = 10_000;
  private static final int SENT = Integer.getInteger("magnitude.sent", 150);
  private static final int MANY_CONSIGNMENTS = Integer.getInteger("magnitude.consignments", 5_000);

  @Test
  void sendsAnOrderOfTwentyThousandProducts() throws InterruptedException, IOException {
    try (SyncWorld world = new SyncWorld(EmulatorOptions.defaults().withProducts(MANY_PRODUCTS))) {
      world.pullCatalog();
      world.walk();
      List<OrderDraft.Line> lines = IntStream.range(0, MANY_LINES).mapToObj(world::line).toList();
      PurchaseOrderId order = world.anApprovedOrder(lines);
      long before = world.calls();

      RunResult result = world.syncToTheEnd(order);

      assertThat(result).isInstanceOf(RunResult.Completed.class);
      assertThat(world.calls() - before).as("calls").isEqualTo(1 + MANY_LINES / 500 + 1);
      world.assertExactlyOnce(order);
    }
  }

  @Test
  void sendsOrdersExactlyOnceWhileTenThousandWait() throws InterruptedException, IOException {
    try (SyncWorld world = new SyncWorld()) {
      world.pullCatalog();
      approveMany(world);

      try (Worker _ = world.startedWorker();
          Worker _ = world.startedWorker()) {
        awaitSent(world);
      }

      List<String> sent = sent(world);
      assertThat(sent).hasSizeGreaterThanOrEqualTo(SENT);
      sent.forEach(order -> world.assertExactlyOnce(new PurchaseOrderId(order)));
      assertThat(world.emulator.consignments())
          .extracting(one -> one.consignment().header().reference())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void looksForALostCreateInThePagesThatCameLately() throws InterruptedException, IOException {
    try (SyncWorld world = new SyncWorld()) {
      world.pullCatalog();
      world.otherConsignments(MANY_CONSIGNMENTS);
      world.syncToTheEnd(world.anApprovedOrder(1));
      // What was seen two minutes ago is not read again.
      world.database.useTransaction(
          tx ->
              tx.execute("UPDATE lightspeed_references SET seen_at = NOW(6) - INTERVAL 3 MINUTE"));
      PurchaseOrderId order = world.anApprovedOrder(3);
      world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments").nth(1));
      long before = world.calls("GET", "/consignments");

      world.syncToTheEnd(order);

      assertThat(world.calls("GET", "/consignments") - before)
          .as("pages read")
          .isLessThanOrEqualTo(3);
      world.assertExactlyOnce(order);
    }
  }

  /// Orders of one line and their jobs, as approving leaves them.
  private static void approveMany(SyncWorld world) {
    world.database.useTransaction(
        tx -> {
          tx.createUpdate(
                  """
                  INSERT INTO vend_consignments
                    (id, public_id, state, supplier, outlet, line_count, total_quantity,
                     total_cost, approved_by, approved_at, sync_status)
                  SELECT CONCAT('PO-MANY-', seq), CONCAT('PO-MANY-', seq), 'APPROVED', :supplier,
                    :outlet, 1, 2, 7, 'test', CURRENT_TIMESTAMP(6), 'QUEUED'
                  FROM seq_1_to_10000
                  """)
              .bind("supplier", world.emulator.suppliers().getFirst().name())
              .bind("outlet", world.emulator.outlets().getFirst().name())
              .execute();
          tx.createUpdate(
                  """
                  INSERT INTO vend_consignment_line_items
                    (consignment_id, line_number, sku, quantity, unit_cost)
                  SELECT CONCAT('PO-MANY-', seq), 1, :sku, 2, 3.5
                  FROM seq_1_to_10000
                  """)
              .bind("sku", world.line(0).sku())
              .execute();
          enqueueMany(tx);
        });
  }

  private static void enqueueMany(Handle tx) {
    PreparedBatch jobs =
        tx.prepareBatch(
            """
            INSERT INTO queue_jobs (job_type, payload, unique_key)
            VALUES (:type, :payload, :key)
            """);
    for (int n = 1; n <= MANY_ORDERS; n++) {
      SyncJob job = new SyncJob(new PurchaseOrderId("PO-MANY-" + n));
      jobs.bind("type", SyncJob.TYPE.name())
          .bind("payload", job.payload())
          .bind("key", job.uniqueKey())
          .add();
    }
    jobs.execute();
  }

  private static void awaitSent(SyncWorld world) {
    for (int looks = 0; sent(world).size() < SENT; looks++) {
      assertThat(looks).as("looks for " + SENT + " sent orders").isLessThan(1_000 + 10 * SENT);
      world.pauseForSettling();
    }
  }

  private static List<String> sent(SyncWorld world) {
    return world.database.read(
        tx ->
            tx.createQuery("SELECT id FROM vend_consignments WHERE state = 'SENT'")
                .mapTo(String.class)
                .list());
  }
}
