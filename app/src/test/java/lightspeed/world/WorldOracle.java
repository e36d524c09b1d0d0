package lightspeed.world;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
  private final Emulator emulator;
  private final People people;
  private final List<String> violations = new ArrayList<>();

  WorldOracle(WorldProcess process, Emulator emulator, People people) {
    this.process = process;
    this.emulator = emulator;
    this.people = people;
  }

  List<String> violations(List<String> numbers) {
    for (String number : numbers) {
      PurchaseOrder order = process.orderService.find(number).orElseThrow();
      if (order.state() == OrderState.DRAFT) {
        continue; // What stands under a draft's number is judged when it is approved and sent.
      }
      List<Emulator.Snapshot> standing = standing(number);
      neverTooMuchByUs(order, standing);
      truth(order, standing);
      progress(order);
    }
    peoplesWorkStands();
    return violations;
  }

  /// Not deleted, not cancelled, and with the number now or at its creation.
  private List<Emulator.Snapshot> standing(String number) {
    return emulator.consignments().stream()
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
          ordered.merge(product, line.quantity(), BigDecimal::add);
        }
      }
    }
    Map<String, BigDecimal> ours = new HashMap<>();
    for (Emulator.Snapshot one : standing) {
      String id = one.consignment().id();
      if (people.hasMade(id)) {
        continue;
      }
      boolean isReceived = one.consignment().status() == Status.RECEIVED;
      for (Line line : one.lines()) {
        BigDecimal there =
            Objects.requireNonNullElse(isReceived ? line.received() : line.count(), BigDecimal.ZERO)
                .subtract(people.addedTo(id, line.productId()))
                .max(BigDecimal.ZERO);
        ours.merge(line.productId(), there, BigDecimal::add);
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
          } else if (there.compareTo(wanted) > 0 && mayStand) {
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
    for (Emulator.Snapshot one : emulator.consignments()) {
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
              if (!now.equals(plain(count)) && !isGone && !isTakenBack(line)) {
                violations.add("3: staff left " + plain(count) + " on " + line + ", now " + now);
              }
            });
  }

  private boolean isTakenBack(String line) {
    String consignment = line.substring(0, line.indexOf('/'));
    String product = line.substring(line.indexOf('/') + 1);
    return process.database.read(
            tx ->
                tx.select(
                        "SELECT COUNT(*) FROM lightspeed_sync_log WHERE operation IN"
                            + " ('REPAIR_PRODUCT', 'REMOVE_PRODUCT') AND details LIKE ? AND details LIKE ?",
                        "%" + consignment + "%",
                        "%" + product + "%")
                    .mapTo(Long.class)
                    .one())
        > 0;
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
    if (order.syncStatus() == SyncStatus.FAILED
        && (order.lastError() == null || order.lastError().isBlank())) {
      violations.add("5: " + order.publicId() + " FAILED and says nothing");
    }
  }
}
