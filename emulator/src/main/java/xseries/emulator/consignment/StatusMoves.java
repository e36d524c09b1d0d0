package xseries.emulator.consignment;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// Moves a consignment to another status, with what that does to its lines and to stock.
final class StatusMoves {
  private final Ledger ledger;
  private final Catalog catalog;
  private final Settings settings;
  private final StatusRules rules;
  private final Receipts receipts;
  private final InstantSource clock;
  private final LineListener listener;

  StatusMoves(
      Ledger ledger,
      Catalog catalog,
      Settings settings,
      Receipts receipts,
      InstantSource clock,
      LineListener listener) {
    this.ledger = ledger;
    this.catalog = catalog;
    this.settings = settings;
    this.rules = new StatusRules(settings);
    this.receipts = receipts;
    this.clock = clock;
    this.listener = listener;
  }

  StatusRules rules() {
    return rules;
  }

  /// Refuses before anything is changed, or saves the consignment with its new status.
  Consignment move(Consignment consignment, Status to) {
    Status from = consignment.status();
    rules.checkMove(consignment.type(), from, to);
    if (from == to) {
      return ledger.save(consignment);
    }
    List<Line> lines = ledger.linesOf(consignment);
    checkLines(consignment.type(), to, lines);
    return switch (to) {
      case SENT -> send(consignment, lines);
      case RECEIVED -> receive(consignment, lines);
      case STOCKTAKE_IN_PROGRESS -> begin(consignment);
      case STOCKTAKE_COMPLETE -> complete(consignment, lines);
      default -> ledger.save(consignment.with(to));
    };
  }

  /// The same, without touching a consignment that stands there already.
  Consignment moveIfOther(Consignment consignment, Status to) {
    return consignment.status() == to ? consignment : move(consignment, to);
  }

  private static void checkLines(Type type, Status to, List<Line> lines) {
    boolean needsLines = to == Status.SENT || to == Status.DISPATCHED || to == Status.RECEIVED;
    if (needsLines && lines.isEmpty()) {
      throw Refusal.rule("cannot update status with no products");
    }
    if (to == Status.RECEIVED
        && type == Type.SUPPLIER
        && lines.stream().noneMatch(Line::hasReceived)) {
      throw Refusal.rule("cannot receive a consignment with no received products");
    }
  }

  private Consignment send(Consignment consignment, List<Line> lines) {
    Consignment sent = ledger.save(consignment.with(Status.SENT));
    if (sent.type() == Type.OUTLET || sent.type() == Type.RETURN) {
      String source =
          sent.type() == Type.OUTLET ? sent.header().sourceOutletId() : sent.header().outletId();
      int place = 0;
      for (Line line : lines) {
        place++;
        Line leaving = line.cost() == null ? ledger.save(line.costing(BigDecimal.ZERO)) : line;
        if (source != null && leaving.count() != null) {
          catalog.moveStock(leaving.productId(), source, leaving.count().negate());
        }
        if (sent.type() == Type.OUTLET) {
          listener.sent(leaving, place);
        }
      }
    }
    return sent;
  }

  private Consignment receive(Consignment consignment, List<Line> lines) {
    ledger.deliveries().close(consignment, null);
    Consignment received =
        ledger.save(consignment.with(Status.RECEIVED).receivedAt(clock.instant()));
    if (received.type() == Type.OUTLET) {
      for (Line line : lines) {
        if (line.received() == null) {
          ledger.save(line.received(line.count()));
        }
      }
    }
    boolean ordersTheRest =
        received.type() == Type.SUPPLIER
            && settings.is(Switch.PARTIAL_RECEIPT, "new_order")
            && isAnythingMissing(lines);
    if (ordersTheRest) {
      orderTheRest(received, lines);
    }
    receipts.receive(received);
    return received;
  }

  /// What staff are offered when less arrived than was ordered: the order is RECEIVED, and a new
  /// one, already SENT, has the rest.
  ///
  /// @return the new order
  /// @throws Refusal when nothing arrived, or everything
  Consignment split(Consignment consignment) {
    if (consignment.type() != Type.SUPPLIER) {
      throw Refusal.rule("only a SUPPLIER consignment can be split");
    }
    List<Line> lines = ledger.linesOf(consignment);
    if (!isAnythingMissing(lines)) {
      throw Refusal.rule("nothing of the consignment is still to come");
    }
    Status from = consignment.status();
    if (from != Status.RECEIVED) {
      rules.checkMove(consignment.type(), from, Status.RECEIVED);
      checkLines(consignment.type(), Status.RECEIVED, lines);
      ledger.deliveries().close(consignment, null);
      Consignment received =
          ledger.save(consignment.with(Status.RECEIVED).receivedAt(clock.instant()));
      Consignment rest = orderTheRest(received, lines);
      receipts.receive(received);
      return rest;
    }
    return orderTheRest(consignment, lines);
  }

  private static boolean isAnythingMissing(List<Line> lines) {
    return lines.stream().anyMatch(line -> line.outstanding().signum() > 0);
  }

  private Consignment orderTheRest(Consignment received, List<Line> lines) {
    List<Line> missing = lines.stream().filter(line -> line.outstanding().signum() > 0).toList();
    Consignment next = ledger.create(Type.SUPPLIER, Status.SENT, received.header());
    for (Line line : missing) {
      Line blank = ledger.blank(next, line.productId());
      ledger.save(blank.counted(line.outstanding()).costing(line.cost()));
    }
    return next;
  }

  /// The vendor prepares a count in the background; here that is done before the next look.
  private Consignment begin(Consignment consignment) {
    Consignment begun = ledger.save(consignment.with(Status.STOCKTAKE_IN_PROGRESS));
    ledger.save(begun.with(Status.STOCKTAKE_IN_PROGRESS_PROCESSED));
    return begun;
  }

  private Consignment complete(Consignment consignment, List<Line> lines) {
    int place = 0;
    for (Line line : lines) {
      place++;
      BigDecimal counted = line.received() == null ? BigDecimal.ZERO : line.received();
      catalog.countStock(line.productId(), consignment.header().outletId(), counted);
      listener.received(ledger.save(line.processed(Line.RECEIVE_SUCCESS)), place);
    }
    return ledger.save(consignment.with(Status.STOCKTAKE_COMPLETE).receivedAt(clock.instant()));
  }
}
