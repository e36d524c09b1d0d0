package lightspeed.sync;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lightspeed.db.Database;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncStatus;
import org.jspecify.annotations.Nullable;
import xseries.emulator.Emulator;
import xseries.emulator.catalog.Product;
import xseries.emulator.consignment.Line;

/// The heart of every proof here: compares an order with what the emulator has of it.
final class ExactlyOnce {
  private final Emulator emulator;
  private final Database database;
  private final PurchaseOrderStore orders = new PurchaseOrderStore();
  private final Map<String, String> skus;

  ExactlyOnce(Emulator emulator, Database database) {
    this.emulator = emulator;
    this.database = database;
    this.skus = emulator.products().stream().collect(Collectors.toMap(Product::id, Product::sku));
  }

  /// What is not as it must be: one live consignment, the order's lines and costs exactly, SENT on
  /// both sides, nothing in the journal in progress. Empty when all is well.
  List<String> differences(PurchaseOrderId id) {
    List<String> differences = new ArrayList<>();
    PurchaseOrder order = database.read(tx -> orders.find(tx, id)).orElseThrow();
    List<Emulator.Snapshot> live = live(order.publicId());
    if (live.size() != 1) {
      differences.add(live.size() + " live consignments " + ids(live));
    }
    for (Emulator.Snapshot one : live) {
      String name = "consignment " + one.consignment().id();
      expect(differences, name + " id here", order.lightspeedConsignmentId(), id(one));
      expect(differences, name + " status", one.consignment().status().name(), "SENT");
      compareLines(differences, remoteLines(one), orderedLines(id));
    }
    expect(differences, "state", order.state(), OrderState.SENT);
    expect(differences, "sync status", order.syncStatus(), SyncStatus.SYNCED);
    long open = openJournalRows(id);
    if (open != 0) {
      differences.add(open + " journal rows in progress");
    }
    return differences;
  }

  /// The consignments with this reference that are not deleted.
  List<Emulator.Snapshot> live(String publicId) {
    return emulator.consignments(publicId).stream()
        .filter(one -> !one.consignment().isDeleted())
        .toList();
  }

  private static List<String> ids(List<Emulator.Snapshot> consignments) {
    return consignments.stream()
        .map(one -> id(one) + " " + one.consignment().status() + " " + one.lines().size())
        .toList();
  }

  private static String id(Emulator.Snapshot one) {
    return one.consignment().id();
  }

  private static void expect(
      List<String> differences, String what, @Nullable Object actual, Object expected) {
    if (!expected.equals(actual)) {
      differences.add(what + " is " + actual + ", not " + expected);
    }
  }

  private static void compareLines(
      List<String> differences, Map<String, String> remote, Map<String, String> ordered) {
    ordered.forEach((sku, amount) -> expect(differences, sku, remote.get(sku), amount));
    remote.forEach(
        (sku, amount) -> {
          if (!ordered.containsKey(sku)) {
            differences.add(sku + " was not ordered");
          }
        });
  }

  private Map<String, String> remoteLines(Emulator.Snapshot consignment) {
    Map<String, String> lines = new TreeMap<>();
    for (Line line : consignment.lines()) {
      lines.put(String.valueOf(skus.get(line.productId())), amount(line.count(), line.cost()));
    }
    return lines;
  }

  private Map<String, String> orderedLines(PurchaseOrderId id) {
    Map<String, BigDecimal> counts = new TreeMap<>();
    Map<String, String> lines = new TreeMap<>();
    for (LineItem line : database.read(tx -> orders.lines(tx, id))) {
      counts.merge(line.sku(), line.quantity(), BigDecimal::add);
      lines.put(line.sku(), amount(counts.get(line.sku()), line.unitCost()));
    }
    return lines;
  }

  private static String amount(@Nullable BigDecimal count, @Nullable BigDecimal cost) {
    return plain(count) + " at " + plain(cost);
  }

  private static String plain(@Nullable BigDecimal number) {
    return number == null ? "nothing" : number.stripTrailingZeros().toPlainString();
  }

  private long openJournalRows(PurchaseOrderId id) {
    return database.read(
        tx ->
            tx.select(
                    "SELECT COUNT(*) FROM lightspeed_sync_log"
                        + " WHERE entity_id = ? AND status = 'IN_PROGRESS'",
                    id.value())
                .mapTo(Long.class)
                .one());
  }
}
