package xseries.emulator.consignment;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;

/// Consignments that staff make in the store's own screens, from nothing or from another one. Used
/// inside the store's `write`; a refusal leaves nothing behind, because the store takes back what
/// was done before it.
public final class Desk {
  private final Ledger ledger;
  private final ConsignmentService service;
  private final StatusMoves moves;
  private final ShopFloor floor;
  private final InstantSource clock;

  Desk(
      Ledger ledger,
      ConsignmentService service,
      StatusMoves moves,
      ShopFloor floor,
      InstantSource clock) {
    this.ledger = ledger;
    this.service = service;
    this.moves = moves;
    this.floor = floor;
    this.clock = clock;
  }

  /// Makes a consignment and takes it to its status, with what that does to stock.
  ///
  /// @throws Refusal when an id or SKU is unknown or the type cannot have the status
  public Consignment make(StaffOrder wanted) {
    Consignment.Header header =
        new Consignment.Header(
            wanted.outletId(),
            wanted.name(),
            wanted.reference(),
            null,
            wanted.supplierId(),
            wanted.sourceOutletId(),
            wanted.dueAt(),
            clock.instant(),
            true);
    service.checkAllIds(header);
    Consignment made = ledger.create(wanted.type(), StatusRules.initial(wanted.type()), header);
    Consignment filled = wanted.lines().isEmpty() ? made : floor.edit(made.id(), wanted.lines());
    return switch (wanted.status()) {
      case RECEIVED -> floor.receive(made.id(), wanted.lines(), true, null);
      default -> moves.moveIfOther(filled, wanted.status());
    };
  }

  /// A new OPEN consignment with the same head and the same lines, of which nothing has arrived.
  public Consignment duplicate(String id) {
    Consignment old = ledger.get(id);
    Consignment made = ledger.create(old.type(), StatusRules.initial(old.type()), old.header());
    for (Line line : ledger.linesOf(old)) {
      Line blank = ledger.blank(made, line.productId());
      ledger.save(blank.counted(line.count()).costing(line.cost()));
    }
    return made;
  }

  /// A new OPEN transfer, under the same reference, that takes the goods of an order on to another
  /// outlet: what has arrived, or all of it while nothing has.
  public Consignment transfer(String id, String toOutletId) {
    Consignment old = ledger.get(id);
    String from = old.header().outletId();
    if (from.equals(toOutletId)) {
      throw Refusal.rule("a transfer needs another outlet than the goods are in");
    }
    Consignment.Header header =
        new Consignment.Header(
            toOutletId,
            old.header().name(),
            old.header().reference(),
            null,
            null,
            from,
            null,
            clock.instant(),
            true);
    service.checkAllIds(header);
    List<Line> lines = ledger.linesOf(old);
    boolean hasArrived = lines.stream().anyMatch(Line::hasReceived);
    Consignment made = ledger.create(Type.OUTLET, Status.OPEN, header);
    for (Line line : lines) {
      BigDecimal amount = hasArrived ? line.received() : line.count();
      if (amount != null && amount.signum() != 0) {
        Line blank = ledger.blank(made, line.productId());
        ledger.save(blank.counted(amount).costing(line.cost()));
      }
    }
    return made;
  }

  /// Ends an order of which a part has arrived and orders the rest.
  ///
  /// @return the new order with the rest, SENT, under the same reference
  /// @throws Refusal when nothing arrived, or everything
  public Consignment split(String id) {
    return moves.split(ledger.get(id));
  }
}
