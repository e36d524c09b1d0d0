package lightspeed.world;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncStatus;
import org.jspecify.annotations.Nullable;
import xseries.emulator.Emulator;
import xseries.emulator.consignment.Line;
import xseries.emulator.consignment.Status;

/// The invariants of a world that changes, looked at when it is quiet.
final class WorldOracle {
  private final WorldProcess process;
  private final List<WorldStore> stores;
  private final WorldStore current;
  private final People people;
  private final boolean hasGoneBack;
  private final boolean hasForgottenStore;
  private final List<String> violations = new ArrayList<>();

  /// @param current the store that is connected
  /// @param hasGoneBack whether the database went back: a SKU may mean for a restored order what
  ///     it meant before or after, so its goods are counted together
  /// @param hasForgottenStore whether nobody here can know any more what was sent to the other one
  WorldOracle(
      WorldProcess process,
      List<WorldStore> stores,
      WorldStore current,
      People people,
      boolean hasGoneBack,
      boolean hasForgottenStore) {
    this.process = process;
    this.stores = stores;
    this.current = current;
    this.people = people;
    this.hasGoneBack = hasGoneBack;
    this.hasForgottenStore = hasForgottenStore;
  }

  List<String> violations(List<String> numbers) {
    for (String number : numbers) {
      PurchaseOrder order = process.orderService.find(number).orElseThrow();
      onceInEachStoreLetGoOf(order);
      if (order.state() == OrderState.DRAFT) {
        continue; // What stands under a draft's number is judged when it is approved and sent.
      }
      WorldStore store = storeOf(order);
      List<Emulator.Snapshot> standing = standing(store, number);
      neverTooMuchByUs(order, standing);
      inOneStoreOnly(order, store);
      if (isHistory(order)) {
        continue;
      }
      truth(order, standing);
      progress(order);
    }
    peoplesWorkStands();
    othersOrdersStand();
    return violations;
  }

  /// The store that has the order's consignment, or would get it.
  private WorldStore storeOf(PurchaseOrder order) {
    return stores.stream()
        .filter(
            store ->
                store.emulator.consignments().stream()
                    .anyMatch(
                        one -> one.consignment().id().equals(order.lightspeedConsignmentId())))
        .findFirst()
        .orElse(current);
  }

  private boolean isHistory(PurchaseOrder order) {
    return process.database.read(
        tx ->
            tx.select(
                    "SELECT former_store IS NOT NULL FROM vend_consignments WHERE id = ?",
                    order.id().value())
                .mapTo(Boolean.class)
                .one());
  }

  /// Invariant 1: an order is sent to one store.
  private void inOneStoreOnly(PurchaseOrder order, WorldStore itsOwn) {
    if (hasForgottenStore) {
      return;
    }
    for (WorldStore store : stores) {
      boolean isThereToo =
          store != itsOwn
              && standing(store, order.publicId()).stream()
                  .filter(one -> !letGo(order).contains(one.consignment().id()))
                  .anyMatch(
                      one -> !people.hasMade(one.consignment().id()) && !one.lines().isEmpty());
      if (isThereToo) {
        violations.add("1: " + order.publicId() + " was sent to two stores");
      }
    }
  }

  /// Consignments in stores that were left, which a person let the order go of to send it to
  /// another store too.
  private List<String> letGo(PurchaseOrder order) {
    return process.database.read(
        tx ->
            tx.createQuery(
                    """
                    SELECT JSON_VALUE(details, '$.consignment_id')
                    FROM lightspeed_sync_log
                    WHERE entity_id = :order
                      AND operation = 'REOPEN_ORDER'
                      AND JSON_VALUE(details, '$.former_store') IS NOT NULL
                    """)
                .bind("order", order.id().value())
                .mapTo(String.class)
                .list());
  }

  /// Invariant 1, of an order that a person let go of what a store has to send it to another one
  /// too: each store has it once at most, also the one that it came back to.
  private void onceInEachStoreLetGoOf(PurchaseOrder order) {
    if (letGo(order).isEmpty()) {
      return;
    }
    Map<String, BigDecimal> ordered = new HashMap<>();
    for (LineItem line : process.orderService.lines(order.id())) {
      ordered.merge(line.sku(), line.quantity(), BigDecimal::add);
    }
    for (WorldStore store : stores) {
      Map<String, BigDecimal> there = new HashMap<>();
      for (Emulator.Snapshot one : standing(store, order.publicId())) {
        if (!people.hasMade(one.consignment().id())) {
          one.lines()
              .forEach(
                  line ->
                      there.merge(store.sku(line.productId()), byUs(one, line), BigDecimal::add));
        }
      }
      there.forEach(
          (sku, count) -> {
            if (count.compareTo(ordered.getOrDefault(sku, BigDecimal.ZERO)) > 0) {
              violations.add(
                  "1: a store that " + order.publicId() + " left has " + count + " of " + sku);
            }
          });
    }
  }

  /// What is on this line, or was received, but for what people added.
  private BigDecimal byUs(Emulator.Snapshot one, Line line) {
    boolean isReceived = one.consignment().status() == Status.RECEIVED;
    return Objects.requireNonNullElse(isReceived ? line.received() : line.count(), BigDecimal.ZERO)
        .subtract(people.addedTo(one.consignment().id(), line.productId()))
        .max(BigDecimal.ZERO);
  }

  /// Not deleted, not cancelled, and with the number now or at its creation.
  private static List<Emulator.Snapshot> standing(WorldStore store, String number) {
    return store.emulator.consignments().stream()
        .filter(one -> isOf(one, number))
        .filter(one -> !one.consignment().isDeleted())
        .filter(one -> one.consignment().status() != Status.CANCELLED)
        .toList();
  }

  private static boolean isOf(Emulator.Snapshot one, String number) {
    String reference = one.consignment().header().reference();
    return reference != null && (reference.equals(number) || reference.equals(number + "-OLD"));
  }

  /// Invariant 1.
  private void neverTooMuchByUs(PurchaseOrder order, List<Emulator.Snapshot> standing) {
    boolean mayStand = order.state() != OrderState.DRAFT && order.state() != OrderState.CANCELLED;
    Map<String, BigDecimal> ordered = new HashMap<>();
    if (mayStand) {
      for (LineItem line : process.orderService.lines(order.id())) {
        String product = line.productId();
        if (product != null) {
          ordered.merge(goods(product), line.quantity(), BigDecimal::add);
        }
      }
    }
    Map<String, BigDecimal> ours = new HashMap<>();
    Map<String, BigDecimal> late = new HashMap<>(); // After the last look: told, not prevented.
    for (Emulator.Snapshot one : standing) {
      String id = one.consignment().id();
      if (people.hasMade(id) || letGo(order).contains(id)) {
        continue;
      }
      for (Line line : one.lines()) {
        ours.merge(goods(line.productId()), byUs(one, line), BigDecimal::add);
        late.merge(
            goods(line.productId()), people.forgottenOn(id, line.productId()), BigDecimal::add);
      }
    }
    ours.forEach(
        (product, there) -> {
          BigDecimal wanted = ordered.getOrDefault(product, BigDecimal.ZERO);
          if (there.compareTo(wanted) > 0 && !isSaid(order)) {
            violations.add(
                "1: "
                    + order.publicId()
                    + " "
                    + order.state()
                    + " has "
                    + there
                    + " of "
                    + product
                    + " by us, ordered "
                    + wanted);
          } else if (there.subtract(late.get(product)).compareTo(wanted) > 0 && mayStand) {
            violations.add(
                "1: "
                    + order.publicId()
                    + " has "
                    + there
                    + " of "
                    + product
                    + " by us, ordered "
                    + wanted
                    + " (it says so)");
          }
        });
  }

  private String goods(String product) {
    return hasGoneBack ? current.goods(product) : product;
  }

  /// Invariant 2: an order equals Lightspeed or says that it does not.
  private void truth(PurchaseOrder order, List<Emulator.Snapshot> standing) {
    if (isEqual(order, standing) || isSaid(order)) {
      return;
    }
    violations.add(
        "2: "
            + order.publicId()
            + " is "
            + order.state()
            + "/"
            + order.syncStatus()
            + " ("
            + order.lastError()
            + ") and Lightspeed has "
            + standing.stream()
                .map(
                    one ->
                        one.consignment().id()
                            + " "
                            + one.consignment().status()
                            + " "
                            + one.consignment().header().reference()
                            + " "
                            + amounts(one)
                            + (people.hasMade(one.consignment().id()) ? " by staff" : ""))
                .toList());
  }

  private boolean isSaid(PurchaseOrder order) {
    boolean differs =
        process.database.read(tx -> process.drift.of(tx, order.id())).stream()
            .anyMatch(finding -> finding.ignoredBy() == null);
    return differs
        || order.syncStatus() == SyncStatus.FAILED
        || order.syncStatus() == SyncStatus.DIFFERS;
  }

  private boolean isEqual(PurchaseOrder order, List<Emulator.Snapshot> standing) {
    List<Emulator.Snapshot> ours =
        standing.stream().filter(one -> !people.hasMade(one.consignment().id())).toList();
    return switch (order.state()) {
      case DRAFT, CANCELLED -> ours.isEmpty();
      case APPROVED -> ours.isEmpty() || order.syncStatus() != SyncStatus.SYNCED;
      case SENT, DISPATCHED, RECEIVED -> {
        List<Emulator.Snapshot> own =
            standing.stream()
                .filter(one -> one.consignment().id().equals(order.lightspeedConsignmentId()))
                .toList();
        boolean isSplit = own.size() == 1 && order.state() == OrderState.RECEIVED;
        yield own.size() == 1
            && own.getFirst().consignment().status().name().equals(order.state().name())
            && (isSplit || amounts(own.getFirst()).equals(amounts(order)))
            && (isSplit || standing.size() == 1);
      }
    };
  }

  private static Map<String, String> amounts(Emulator.Snapshot one) {
    Map<String, String> amounts = new TreeMap<>();
    one.lines()
        .forEach(
            line -> amounts.put(line.productId(), plain(line.count()) + "@" + plain(line.cost())));
    return amounts;
  }

  private Map<String, String> amounts(PurchaseOrder order) {
    Map<String, String> amounts = new TreeMap<>();
    for (LineItem line : process.orderService.lines(order.id())) {
      amounts.put(
          String.valueOf(line.productId()), plain(line.quantity()) + "@" + plain(line.unitCost()));
    }
    return amounts;
  }

  private static String plain(@Nullable BigDecimal number) {
    return number == null ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /// Invariant 3: what staff left on a line is still there, unless the order tells what was taken
  /// back.
  private void peoplesWorkStands() {
    Map<String, String> lines = new HashMap<>();
    for (Emulator.Snapshot one : everything()) {
      if (!one.consignment().isDeleted()) {
        one.lines()
            .forEach(
                line ->
                    lines.put(
                        one.consignment().id() + "/" + line.productId(), plain(line.count())));
      }
    }
    people
        .lastCounts()
        .forEach(
            (line, count) -> {
              String now = lines.getOrDefault(line, "0");
              boolean isGone =
                  !lines.keySet().stream()
                      .anyMatch(key -> key.startsWith(line.substring(0, line.indexOf('/'))));
              if (!now.equals(plain(count)) && !isGone && !isTakenBack(line, count)) {
                violations.add("3: staff left " + plain(count) + " on " + line + ", now " + now);
              }
            });
  }

  private List<Emulator.Snapshot> everything() {
    return stores.stream().flatMap(store -> store.emulator.consignments().stream()).toList();
  }

  /// Invariant 3: what staff keyed in and never was an order of ours is not sent or filled by us.
  private void othersOrdersStand() {
    for (Emulator.Snapshot one : everything()) {
      String id = one.consignment().id();
      boolean isAsKeyed = one.consignment().status() == Status.OPEN && one.lines().size() == 1;
      if (people.keyed().contains(id) && !one.consignment().isDeleted() && !isAsKeyed) {
        violations.add(
            "3: staff keyed in "
                + id
                + ", now it is "
                + one.consignment().status()
                + " with "
                + one.lines().size()
                + " lines");
      }
    }
  }

  /// Whether the order tells that this was taken back, and it was just what a lost call of ours
  /// would have left: nobody can tell the two apart.
  private boolean isTakenBack(String line, BigDecimal left) {
    String consignment = line.substring(0, line.indexOf('/'));
    String product = line.substring(line.indexOf('/') + 1);
    List<BigDecimal> lost =
        process.lostAdditions(consignment).stream()
            .map(call -> call.get(product))
            .filter(Objects::nonNull)
            .toList();
    return !lost.isEmpty()
        && isSum(left, lost.getFirst(), lost.size() + 1)
        && isSaidTakenBack(consignment, product);
  }

  /// Whether adding this once or several times comes to it.
  private static boolean isSum(BigDecimal sum, BigDecimal added, int most) {
    return IntStream.rangeClosed(1, most)
        .anyMatch(times -> added.multiply(BigDecimal.valueOf(times)).compareTo(sum) == 0);
  }

  private boolean isSaidTakenBack(String consignment, String product) {
    return process.database.read(
        tx ->
            tx.select(
                    "SELECT EXISTS (SELECT 1 FROM lightspeed_sync_log WHERE operation IN"
                        + " ('REPAIR_PRODUCT', 'REMOVE_PRODUCT') AND details LIKE ? AND details"
                        + " LIKE ?)",
                    "%" + consignment + "%",
                    "%" + product + "%")
                .mapTo(Boolean.class)
                .one());
  }

  /// Invariant 5: what can be sent was sent, what cannot names a person's next step.
  private void progress(PurchaseOrder order) {
    boolean isStuck =
        order.state() == OrderState.APPROVED
            && (order.syncStatus() == SyncStatus.QUEUED
                || order.syncStatus() == SyncStatus.SYNCING);
    if (isStuck) {
      violations.add(
          "5: " + order.publicId() + " is still " + order.syncStatus() + ": " + order.lastError());
    }
    String error = order.lastError();
    if (order.syncStatus() == SyncStatus.FAILED
        && error != null
        && error.endsWith("It can be tried again.")) {
      violations.add("5: " + order.publicId() + " waits for a person because of: " + error);
    }
    if (order.syncStatus() == SyncStatus.FAILED
        && (order.lastError() == null || order.lastError().isBlank())) {
      violations.add("5: " + order.publicId() + " FAILED and says nothing");
    }
  }
}
