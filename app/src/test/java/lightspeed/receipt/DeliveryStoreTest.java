package lightspeed.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import lightspeed.db.TestDatabase;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.receipt.DeliveryStore.Look;
import lightspeed.receipt.DeliveryStore.Read;
import lightspeed.xseries.GoodsDelivery;
import lightspeed.xseries.GoodsDeliveryLine;
import lightspeed.xseries.ProductId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DeliveryStoreTest {
  private static final PurchaseOrderId ORDER = new PurchaseOrderId("PO-1");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final PurchaseOrderStore orders = new PurchaseOrderStore();

  @BeforeEach
  void anOrder() {
    var line = new OrderDraft.Line("SKU-1", null, BigDecimal.TEN, BigDecimal.ONE);
    var draft = new OrderDraft("Acme", "Main", null, null, null, List.of(line));
    DATABASE
        .database()
        .useTransaction(tx -> orders.insertDraft(tx, ORDER, ORDER.value(), draft, "buyer"));
  }

  @Test
  void whatAnotherConsignmentBringsIsTakenWhateverItsVersion() {
    keep(own("C-1"), List.of(look("C-1")), read("D-1", 900, "10"));

    keep(own("C-2"), List.of(look("C-2")), read("D-2", 30, "4"));

    assertThat(shown()).containsExactly("D-2");
  }

  @Test
  void aConsignmentThatIsNotPartOfTheOrderAnyMoreTakesItsDeliveriesAlong() {
    PurchaseOrder order = own("C-1");
    keep(order, List.of(look("C-1"), look("C-2")), read("D-1", 30, "10"), read("D-2", 900, "4"));

    keep(order, List.of(look("C-1")), read("D-1", 30, "10"));

    assertThat(shown()).containsExactly("D-1");
  }

  @Test
  void anOlderPictureOfTheSameConsignmentDoesNotReplaceTheNewer() {
    PurchaseOrder order = own("C-1");
    keep(order, List.of(look("C-1")), read("D-1", 30, "10"), read("D-2", 40, "1"));

    keep(order, List.of(look("C-1")), read("D-1", 30, "10"));

    assertThat(shown()).containsExactly("D-1", "D-2");
  }

  @Test
  void aRefusalLeavesWhatIsKnownOfTheSameConsignmentAndForgetsTheFormers() {
    keep(own("C-1"), List.of(look("C-1")), read("D-1", 900, "10"));

    keep(own("C-1"), List.of(Look.refused("C-1", "No.", Instant.EPOCH)));
    List<String> same = shown();
    keep(own("C-2"), List.of(Look.refused("C-2", "No.", Instant.EPOCH)));

    assertThat(same).containsExactly("D-1");
    assertThat(shown()).isEmpty();
  }

  @Test
  void looksForAFormerConsignmentAreNotTheOrders() {
    keep(own("C-1"), List.of(look("C-1")), read("D-1", 900, "10"));

    PurchaseOrder order = own("C-2");

    boolean isKnown = DATABASE.database().read(tx -> ReadDeliveries.isKnown(tx, order));
    assertThat(isKnown).isFalse();
  }

  @Test
  void aProductOnSeveralLinesIsAddedUpAndMustFitTheTable() {
    assertThat(read("D-1", 1, "999999999999999", "0.99999").fits()).isTrue();
    assertThat(read("D-1", 1, "999999999999999", "1").fits()).isFalse();
    assertThat(read("D-1", 1, "1E+30").fits()).isFalse();
    assertThat(read("D-1", 1, "1E-40").fits()).isTrue();

    keep(own("C-1"), List.of(look("C-1")), read("D-1", 1, "999999999999999", "0.99999"));

    assertThat(DATABASE.texts("SELECT received FROM vend_delivery_lines"))
        .containsExactly("999999999999999.99999");
  }

  private PurchaseOrder own(String consignment) {
    return DATABASE
        .database()
        .inTransaction(
            tx -> {
              tx.execute(
                  "UPDATE vend_consignments SET lightspeed_consignment_id = ? WHERE id = ?",
                  consignment,
                  ORDER.value());
              return orders.find(tx, ORDER).orElseThrow();
            });
  }

  private static Look look(String consignment) {
    return new Look(consignment, consignment, null, Instant.EPOCH);
  }

  private static Read read(String id, long version, String... received) {
    return new Read(
        new GoodsDelivery(id, "RECEIVED", Instant.EPOCH, "INV", null, version),
        Arrays.stream(received)
            .map(
                one ->
                    new GoodsDeliveryLine(new ProductId("P"), BigDecimal.ONE, new BigDecimal(one)))
            .toList());
  }

  private static void keep(PurchaseOrder order, List<Look> looks, Read... deliveries) {
    DATABASE
        .database()
        .useTransaction(tx -> DeliveryStore.keep(tx, order, looks, List.of(deliveries)));
  }

  private static List<String> shown() {
    return DATABASE.database().read(tx -> DeliveryStore.find(tx, ORDER)).stream()
        .map(Delivery::id)
        .toList();
  }
}
