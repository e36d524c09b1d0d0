package lightspeed.acceptance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lightspeed.acceptance.StoreDesk.Held;

/// The invariants of a world that changes, looked at when it is quiet: the stores are asked through
/// the emulator's control API, the orders by SQL.
final class ChangingWorldCheck {
  private final Shop shop;
  private final List<StoreDesk> desks;
  private final StoreDesk current;
  private final Map<String, String> formerMeaning;
  private final List<String> violations = new ArrayList<>();

  /// @param formerMeaning products whose goods count as those of another one
  ChangingWorldCheck(
      Shop shop, List<StoreDesk> desks, StoreDesk current, Map<String, String> formerMeaning) {
    this.shop = shop;
    this.desks = desks;
    this.current = current;
    this.formerMeaning = formerMeaning;
  }

  /// An order as the database has it.
  private record Order(
      String id,
      String number,
      String state,
      String syncStatus,
      String error,
      String consignment,
      boolean isHistory) {
    boolean isToStand() {
      return !state.equals("DRAFT") && !state.equals("CANCELLED");
    }
  }

  List<String> violations(String... numbers) {
    for (String number : numbers) {
      Order order = order(number);
      List<StoreDesk> with = desks.stream().filter(one -> !ours(one, number).isEmpty()).toList();
      if (with.size() > 1) {
        violations.add("1: " + number + " was sent to two stores");
      }
      if (order.state().equals("DRAFT")) {
        continue; // What stands under a draft's number is judged when it is approved and sent.
      }
      StoreDesk desk = with.isEmpty() ? current : with.getFirst();
      neverTooMuchByUs(order, desk);
      if (!order.isHistory()) {
        truth(order, desk);
        progress(order);
        peoplesWorkStands(order, desk);
      }
    }
    return violations;
  }

  private Order order(String number) {
    List<String> row =
        shop.rows(
                "SELECT id, public_id, state, sync_status, COALESCE(last_error, ''),"
                    + " COALESCE(lightspeed_consignment_id, ''), former_store IS NOT NULL"
                    + " FROM vend_consignments WHERE public_id = '"
                    + number
                    + "'")
            .getFirst();
    return new Order(
        row.get(0),
        row.get(1),
        row.get(2),
        row.get(3),
        row.get(4),
        row.get(5),
        row.get(6).equals("1"));
  }

  private static List<Held> ours(StoreDesk desk, String number) {
    return standing(desk, number).stream().filter(one -> !one.isByStaff()).toList();
  }

  private static List<Held> standing(StoreDesk desk, String number) {
    return desk.consignments(number).stream().filter(Held::isStanding).toList();
  }

  private String goods(String product) {
    return formerMeaning.getOrDefault(product, product);
  }

  /// Invariant 1.
  private void neverTooMuchByUs(Order order, StoreDesk desk) {
    Map<String, BigDecimal> ordered = new HashMap<>();
    if (order.isToStand()) {
      for (List<String> line : lines(order)) {
        ordered.merge(goods(line.get(0)), new BigDecimal(line.get(1)), BigDecimal::add);
      }
    }
    Map<String, BigDecimal> there = new HashMap<>();
    for (Held one : ours(desk, order.number())) {
      boolean isReceived = one.status().equals("RECEIVED");
      one.lines()
          .forEach(
              line ->
                  there.merge(
                      goods(line.product()),
                      (isReceived ? line.received() : line.count())
                          .subtract(desk.addedTo(one.id(), line.product()))
                          .max(BigDecimal.ZERO),
                      BigDecimal::add));
    }
    there.forEach(
        (product, count) -> {
          BigDecimal wanted = ordered.getOrDefault(product, BigDecimal.ZERO);
          if (count.compareTo(wanted) > 0 && (order.isToStand() || !isSaid(order))) {
            violations.add(
                "1: " + order + " has " + count + " of " + product + " by us, ordered " + wanted);
          }
        });
  }

  /// Product, quantity and cost of each line.
  private List<List<String>> lines(Order order) {
    return shop.rows(
        "SELECT COALESCE(product_id, ''), quantity, unit_cost FROM vend_consignment_line_items"
            + " WHERE consignment_id = '"
            + order.id()
            + "'");
  }

  /// Invariant 2: an order equals Lightspeed or says that it does not.
  private void truth(Order order, StoreDesk desk) {
    List<Held> standing = standing(desk, order.number());
    if (!isEqual(order, standing) && !isSaid(order)) {
      violations.add("2: " + order + ", and Lightspeed has " + standing);
    }
  }

  private boolean isEqual(Order order, List<Held> standing) {
    List<Held> ours = standing.stream().filter(one -> !one.isByStaff()).toList();
    return switch (order.state()) {
      case "CANCELLED" -> ours.isEmpty();
      case "APPROVED" -> ours.isEmpty() || !order.syncStatus().equals("SYNCED");
      default -> {
        List<Held> own =
            standing.stream().filter(one -> one.id().equals(order.consignment())).toList();
        boolean isReceived = order.state().equals("RECEIVED");
        yield own.size() == 1
            && own.getFirst().status().equals(order.state())
            && (isReceived || amounts(own.getFirst()).equals(amounts(order)))
            && (isReceived || standing.size() == 1);
      }
    };
  }

  private static Map<String, String> amounts(Held one) {
    Map<String, String> amounts = new TreeMap<>();
    one.lines().forEach(line -> amounts.put(line.product(), plain(line.count(), line.cost())));
    return amounts;
  }

  private Map<String, String> amounts(Order order) {
    Map<String, String> amounts = new TreeMap<>();
    for (List<String> line : lines(order)) {
      amounts.put(line.get(0), plain(new BigDecimal(line.get(1)), new BigDecimal(line.get(2))));
    }
    return amounts;
  }

  private static String plain(BigDecimal count, BigDecimal cost) {
    return count.stripTrailingZeros().toPlainString()
        + "@"
        + cost.stripTrailingZeros().toPlainString();
  }

  private boolean isSaid(Order order) {
    return List.of("FAILED", "DIFFERS").contains(order.syncStatus())
        || !shop.rows(
                "SELECT item FROM lightspeed_drift WHERE ignored_by IS NULL AND consignment_id = '"
                    + order.id()
                    + "'")
            .isEmpty();
  }

  /// Invariant 5: what can be sent was sent, what cannot names a person's next step.
  private void progress(Order order) {
    boolean isStuck =
        order.state().equals("APPROVED")
            && List.of("QUEUED", "SYNCING").contains(order.syncStatus());
    boolean isForNobody =
        order.syncStatus().equals("FAILED")
            && (order.error().isBlank() || order.error().endsWith("It can be tried again."));
    if (isStuck || isForNobody) {
      violations.add("5: " + order + " does not go on");
    }
  }

  /// Invariant 3: what staff left on a line is still there, unless the order tells what was taken
  /// back.
  private void peoplesWorkStands(Order order, StoreDesk desk) {
    for (Held one : desk.consignments(order.number())) {
      if (one.isDeleted()) {
        continue;
      }
      desk.leftOn(one.id())
          .forEach(
              (product, left) -> {
                BigDecimal now =
                    one.lines().stream()
                        .filter(line -> line.product().equals(product))
                        .map(StoreDesk.Line::count)
                        .findFirst()
                        .orElse(BigDecimal.ZERO);
                if (now.compareTo(left) != 0 && !isTakenBack(one.id(), product)) {
                  violations.add(
                      "3: staff left " + left + " of " + product + " on " + order + ", now " + now);
                }
              });
    }
  }

  private boolean isTakenBack(String consignment, String product) {
    return shop
        .rows(
            "SELECT details FROM lightspeed_sync_log"
                + " WHERE operation IN ('REPAIR_PRODUCT', 'REMOVE_PRODUCT')")
        .stream()
        .map(List::getFirst)
        .anyMatch(details -> details.contains(consignment) && details.contains(product));
  }
}
