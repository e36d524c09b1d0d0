package xseries.emulator.consignment;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Store;
import xseries.emulator.store.Table;

/// The rows of consignments and lines; every write gets the next version and the time.
///
/// Used inside [Store#read] and [Store#write].
public final class Ledger {
  private final Store store;
  private final InstantSource clock;
  private final Table<Consignment> consignments;
  private final Table<Line> lines;
  private final GoodsDeliveries deliveries;

  public Ledger(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.consignments = store.table("consignments", Consignment.class).goingBack();
    this.lines = store.table("lines", Line.class, Line::consignmentId).goingBack();
    this.deliveries = new GoodsDeliveries(store, clock);
  }

  public Table<Consignment> consignments() {
    return consignments;
  }

  public Table<Line> lines() {
    return lines;
  }

  public GoodsDeliveries deliveries() {
    return deliveries;
  }

  /// A consignment that exists and is not deleted.
  ///
  /// @throws Refusal when there is none
  public Consignment get(String id) {
    Consignment consignment = consignments.get(id);
    if (consignment == null || consignment.isDeleted()) {
      throw new Refusal(Refusal.Why.NOT_FOUND, "consignment not found");
    }
    return consignment;
  }

  public List<Line> linesOf(Consignment consignment) {
    return lines.allOf(consignment.id());
  }

  @Nullable Line line(Consignment consignment, String productId) {
    return lines.get(Line.idOf(consignment.id(), productId));
  }

  Consignment create(Type type, Status status, Consignment.Header header) {
    long version = store.nextVersion();
    var now = clock.instant();
    Consignment consignment =
        new Consignment(store.newId(version), type, status, header, null, now, now, null, version);
    consignments.put(consignment);
    return consignment;
  }

  Consignment save(Consignment consignment) {
    Consignment saved = consignment.touched(clock.instant(), store.nextVersion());
    consignments.put(saved);
    return saved;
  }

  Line save(Line line) {
    Line old = lines.get(line.id());
    note(old == null ? line.received(null) : old, line);
    Line saved = line.touched(clock.instant(), store.nextVersion());
    lines.put(saved);
    return saved;
  }

  Line blank(Consignment consignment, String productId) {
    var now = clock.instant();
    return new Line(consignment.id(), productId, null, null, null, Line.PENDING, now, now, 0);
  }

  void remove(Line line) {
    note(line, line.received(null));
    lines.remove(line.id());
  }

  /// Only purchase orders have deliveries.
  private void note(Line before, Line after) {
    Consignment consignment = consignments.get(after.consignmentId());
    if (consignment != null && consignment.type() == Type.SUPPLIER) {
      deliveries.note(before, after);
    }
  }
}
