package lightspeed.world;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lightspeed.world.WorldScript.Step;
import xseries.emulator.Emulator;
import xseries.emulator.catalog.Product;
import xseries.emulator.consignment.Line;
import xseries.emulator.consignment.ShopLine;
import xseries.emulator.consignment.StaffOrder;
import xseries.emulator.consignment.Status;

/// People at a store: they edit, add, remove, key in, duplicate, rename, send, receive, split,
/// cancel and delete.
final class WorldStaff {
  private final Emulator emulator;
  private final List<Product> orderable;

  WorldStaff(Emulator emulator, List<Product> orderable) {
    this.emulator = emulator;
    this.orderable = orderable;
  }

  /// Does one act of theirs.
  ///
  /// @param product of the order's first line
  /// @return false when there was nothing to act on
  boolean act(Step step, String number, Product product, People people) {
    if (step.act() == WorldScript.Act.STAFF_KEY_NUMBER) {
      keyByHand(step, number, product, people);
      return true;
    }
    Emulator.Snapshot ours =
        emulator.consignments(number).stream()
            .filter(one -> !one.consignment().isDeleted())
            .filter(one -> !people.hasMade(one.consignment().id()))
            .findFirst()
            .orElse(null);
    if (ours == null) {
      return false;
    }
    String id = ours.consignment().id();
    switch (step.act()) {
      case STAFF_EDIT -> edit(ours, step.number(), people);
      case STAFF_ADD -> {
        Product other = orderable.get(80 + step.number() % 10);
        emulator.edit(id, new ShopLine(other.sku(), BigDecimal.TWO, null, BigDecimal.ONE, false));
        people.edited(id, other.id(), BigDecimal.ZERO, BigDecimal.TWO);
      }
      case STAFF_REMOVE -> remove(ours, step.number(), people);
      case STAFF_DUPLICATE -> people.made(emulator.duplicate(id));
      case STAFF_RENAME -> {
        emulator.editHeader(id, "reference", number + "-OLD");
        people.renamed(id);
      }
      case STAFF_SEND -> emulator.editHeader(id, "status", Status.SENT.name());
      case STAFF_RECEIVE -> emulator.receive(id);
      case STAFF_SPLIT -> split(ours, people);
      case STAFF_CANCEL -> emulator.cancel(id);
      default -> emulator.delete(id);
    }
    return true;
  }

  /// Keys in an order of the same number with another quantity.
  void keyByHand(Step step, String number, Product product, People people) {
    StaffOrder order =
        StaffOrder.of(
                number, emulator.outlets().getFirst().id(), emulator.suppliers().getFirst().id())
            .line(product.sku(), 5 + step.number() % 3, "1.50");
    boolean isOpen = step.number() % 2 == 0;
    String id = emulator.make(isOpen ? order : order.in(Status.SENT));
    people.made(id);
    if (isOpen) {
      people.keyed(id);
    }
  }

  /// Edits a line of a consignment that staff made themselves.
  ///
  /// @return false when it has none
  boolean changeOwn(String consignment, int number) {
    Emulator.Snapshot one = find(consignment);
    if (one.lines().isEmpty()) {
      return false;
    }
    emulator.editCount(
        consignment, sku(one.lines().getFirst()), BigDecimal.valueOf(90 + number % 9));
    return true;
  }

  private Emulator.Snapshot find(String consignment) {
    return emulator.consignments().stream()
        .filter(one -> one.consignment().id().equals(consignment))
        .findFirst()
        .orElseThrow();
  }

  private void edit(Emulator.Snapshot ours, int number, People people) {
    if (ours.lines().isEmpty()) {
      return;
    }
    Line line = ours.lines().get(number % ours.lines().size());
    BigDecimal before = Objects.requireNonNullElse(line.count(), BigDecimal.ZERO);
    BigDecimal after = BigDecimal.valueOf(1 + number % 60L);
    emulator.editCount(ours.consignment().id(), sku(line), after);
    people.edited(ours.consignment().id(), line.productId(), before, after);
  }

  private void remove(Emulator.Snapshot ours, int number, People people) {
    if (ours.lines().isEmpty()) {
      return;
    }
    Line line = ours.lines().get(number % ours.lines().size());
    BigDecimal before = Objects.requireNonNullElse(line.count(), BigDecimal.ZERO);
    emulator.edit(ours.consignment().id(), new ShopLine(sku(line), null, null, null, true));
    people.edited(ours.consignment().id(), line.productId(), before, BigDecimal.ZERO);
  }

  private void split(Emulator.Snapshot ours, People people) {
    Map<String, BigDecimal> received = new HashMap<>();
    ours.lines().forEach(line -> received.put(sku(line), BigDecimal.ONE));
    emulator.receivePart(ours.consignment().id(), received);
    people.made(emulator.split(ours.consignment().id()));
  }

  private String sku(Line line) {
    return emulator.products().stream()
        .filter(product -> product.id().equals(line.productId()))
        .map(Product::sku)
        .findFirst()
        .orElseThrow();
  }
}
