package xseries.emulator.consignment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.Product;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// Writes lines: POST and bulk add to what is there, PUT assigns. Each method either refuses and
/// changes nothing, or does all of it. Used inside the store's `write`.
///
/// **Twice**: [#add] and [#bulk] double the quantities when repeated; [#put] does not.
public final class LineService {
  private final Ledger ledger;
  private final Catalog catalog;
  private final Settings settings;

  LineService(Ledger ledger, Catalog catalog, Settings settings) {
    this.ledger = ledger;
    this.catalog = catalog;
    this.settings = settings;
  }

  /// How a written quantity meets the one that is there.
  private enum Mode {
    ADD,
    ASSIGN
  }

  /// POST of one line: adds to the line, or makes it.
  public Line add(String consignmentId, LineChange change) {
    Consignment before = writable(consignmentId);
    checkProduct(before, change.productId());
    Mode mode = settings.is(Switch.REPEATED_LINE_POST, "add") ? Mode.ADD : Mode.ASSIGN;
    return single(before, change, mode);
  }

  /// PUT of one line: sets what is given.
  public Line put(String consignmentId, LineChange change) {
    Consignment before = writable(consignmentId);
    if (ledger.line(before, change.productId()) == null) {
      if (!settings.is(Switch.PUT_MISSING_LINE, "create")) {
        throw new Refusal(Refusal.Why.NOT_FOUND, "consignment product not found");
      }
      checkProduct(before, change.productId());
    }
    return single(before, change, Mode.ASSIGN);
  }

  public void delete(String consignmentId, String productId) {
    Consignment consignment = ledger.get(consignmentId);
    LineRules.checkDeletable(consignment);
    Line line = ledger.line(consignment, productId);
    if (line == null) {
      throw new Refusal(Refusal.Why.NOT_FOUND, "consignment product not found");
    }
    ledger.remove(line);
    touch(consignment);
  }

  /// Many lines in one call. The result holds the lines as they are afterwards, in order.
  ///
  /// @throws Refusal when one product is wrong, unless the switch says to take the others
  public List<Line> bulk(String consignmentId, List<LineChange> changes) {
    Consignment before = writable(consignmentId);
    List<LineChange> good = new ArrayList<>();
    for (LineChange change : changes) {
      try {
        checkProduct(before, change.productId());
        good.add(change);
      } catch (Refusal e) {
        if (settings.is(Switch.BULK_BAD_PRODUCT, "refuse")) {
          throw e;
        }
      }
    }
    boolean dispatches =
        before.type() == Type.SUPPLIER
            && before.status().isOpenOrSent()
            && good.stream().anyMatch(change -> change.received() != null);
    Consignment after = dispatches ? ledger.save(before.with(Status.DISPATCHED)) : before;
    Map<String, Line> written = new LinkedHashMap<>();
    for (LineChange change : good) {
      Line base = written.get(change.productId());
      written.put(change.productId(), apply(base, before, after, change, Mode.ADD));
    }
    List<Line> saved = written.values().stream().map(ledger::save).toList();
    if (!dispatches && !saved.isEmpty()) {
      touch(after);
    }
    return saved;
  }

  private Line single(Consignment before, LineChange change, Mode mode) {
    Consignment after = before;
    if (change.received() != null && before.type() == Type.SUPPLIER) {
      after = dispatchFor(before);
    }
    Line saved = ledger.save(apply(null, before, after, change, mode));
    if (after.status() == before.status()) {
      touch(after);
    }
    return saved;
  }

  /// A single line with `received` dispatches a SENT order; what it does to an OPEN one is a
  /// switch.
  private Consignment dispatchFor(Consignment before) {
    if (before.status() == Status.OPEN) {
      String what = settings.choice(Switch.RECEIVED_ON_OPEN_LINE);
      if (what.equals("refuse")) {
        throw Refusal.rule("cannot receive products of an OPEN consignment");
      }
      return what.equals("dispatch") ? ledger.save(before.with(Status.DISPATCHED)) : before;
    }
    return before.status() == Status.SENT ? ledger.save(before.with(Status.DISPATCHED)) : before;
  }

  private Line apply(
      @Nullable Line earlier, Consignment before, Consignment after, LineChange change, Mode mode) {
    Line there = earlier == null ? ledger.line(before, change.productId()) : earlier;
    Line line = there == null ? fresh(before, change.productId()) : there;
    if (change.count() != null && (there == null || LineRules.takesCount(before))) {
      line = line.counted(combined(line.count(), change.count(), mode));
    }
    if (change.received() != null && LineRules.takesReceived(after)) {
      line = line.received(combined(line.received(), change.received(), mode));
    }
    if (change.cost() != null && (there == null || LineRules.takesCost(before))) {
      line = line.costing(change.cost());
    }
    return line;
  }

  private Line fresh(Consignment consignment, String productId) {
    Line line = ledger.blank(consignment, productId);
    Product product = catalog.product(productId);
    boolean costsSupplyPrice =
        consignment.type() == Type.SUPPLIER && settings.is(Switch.DEFAULT_COST, "supply_price");
    return product != null && costsSupplyPrice ? line.costing(product.supplyPrice()) : line;
  }

  private static BigDecimal combined(@Nullable BigDecimal old, BigDecimal given, Mode mode) {
    return old == null || mode == Mode.ASSIGN ? given : old.add(given);
  }

  private Consignment writable(String consignmentId) {
    Consignment consignment = ledger.get(consignmentId);
    LineRules.checkWritable(consignment);
    return consignment;
  }

  private void touch(Consignment consignment) {
    if (settings.isOn(Switch.LINES_TOUCH_CONSIGNMENT)) {
      ledger.save(consignment);
    }
  }

  private void checkProduct(Consignment consignment, String productId) {
    Product product = catalog.product(productId);
    if (product == null) {
      throw Refusal.unknownId("product " + productId + " not found");
    }
    if (product.isComposite() && consignment.type() == Type.SUPPLIER) {
      throw Refusal.rule("composite product " + productId + " cannot be ordered");
    }
    if (!product.isActive() && settings.is(Switch.INACTIVE_PRODUCTS, "refuse")) {
      throw Refusal.rule("product " + productId + " is inactive");
    }
    if (product.hasVariants() && settings.is(Switch.PARENT_PRODUCTS, "refuse")) {
      throw Refusal.rule("product " + productId + " has variants");
    }
  }
}
