package xseries.emulator.consignment;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.Product;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Json;

/// What staff do in the store's own screens, which clients only notice. Used inside the store's
/// `write`; each method refuses and changes nothing, or does all of it.
public final class ShopFloor {
  private final Ledger ledger;
  private final Catalog catalog;
  private final ConsignmentService service;
  private final StatusMoves moves;
  private final Receipts receipts;
  private final InstantSource clock;

  ShopFloor(
      Ledger ledger,
      Catalog catalog,
      ConsignmentService service,
      StatusMoves moves,
      Receipts receipts,
      InstantSource clock) {
    this.ledger = ledger;
    this.catalog = catalog;
    this.service = service;
    this.moves = moves;
    this.receipts = receipts;
    this.clock = clock;
  }

  public Consignment dispatch(String id) {
    return moves.move(ledger.get(id), Status.DISPATCHED);
  }

  public Consignment cancel(String id) {
    return moves.move(ledger.get(id), Status.CANCELLED);
  }

  /// Takes the consignment out of the store, whatever its status; its row stays and keeps when.
  public Consignment delete(String id) {
    return ledger.save(ledger.get(id).deletedAt(clock.instant()));
  }

  /// Receives lines as given, be it less or more than was ordered, and finishes the order when
  /// `completes`; otherwise it stays dispatched with part of it received.
  ///
  /// @param lines the received quantities; none means everything that was ordered
  /// @param supplierInvoice the invoice that came with them; null: the order's
  public Consignment receive(
      String id, List<ShopLine> lines, boolean completes, @Nullable String supplierInvoice) {
    Consignment consignment = ledger.get(id);
    moves.rules().checkMove(consignment.type(), consignment.status(), Status.RECEIVED);
    if (consignment.status() == Status.RECEIVED) {
      throw Refusal.rule("the consignment is already RECEIVED");
    }
    List<Line> wanted =
        lines.isEmpty()
            ? ledger.linesOf(consignment).stream().map(line -> line.received(line.count())).toList()
            : lines.stream().map(line -> receiving(consignment, line)).toList();
    if (wanted.isEmpty()) {
      throw Refusal.rule("cannot update status with no products");
    }
    boolean arrived =
        wanted.stream().anyMatch(Line::hasReceived)
            || ledger.linesOf(consignment).stream().anyMatch(Line::hasReceived);
    if (completes && !arrived) {
      throw Refusal.rule("cannot receive a consignment with no received products");
    }
    wanted.forEach(ledger::save);
    ledger.deliveries().close(consignment, supplierInvoice);
    return moves.move(consignment, completes ? Status.RECEIVED : Status.DISPATCHED);
  }

  /// RECEIVED falls back to SENT, as when the processing in the background fails.
  public Consignment revert(String id) {
    Consignment consignment = ledger.get(id);
    if (consignment.status() != Status.RECEIVED) {
      throw Refusal.rule("only a RECEIVED consignment can be reverted");
    }
    receipts.revert(consignment);
    return ledger.get(id);
  }

  /// Changes the head and lines whatever the rules for clients say, except in a frozen consignment.
  public Consignment edit(String id, HeaderChange header, List<ShopLine> lines) {
    Consignment consignment = ledger.get(id);
    if (consignment.status().isFrozen()) {
      throw Refusal.rule("a consignment that is " + consignment.status() + " cannot be edited");
    }
    Consignment.Header changed = header.over(consignment.header());
    service.checkIds(changed, consignment.header());
    List<Line> found = lines.stream().map(line -> lineOf(consignment, line.sku())).toList();
    for (int at = 0; at < lines.size(); at++) {
      edit(found.get(at), lines.get(at));
    }
    ledger.deliveries().close(consignment, null);
    return ledger.save(consignment.with(changed));
  }

  /// Changes lines only.
  public Consignment edit(String id, List<ShopLine> lines) {
    return edit(id, new HeaderChange(new Fields(Json.object())), lines);
  }

  private void edit(Line line, ShopLine wanted) {
    if (wanted.isRemoved()) {
      ledger.remove(line);
      return;
    }
    Line edited = wanted.count() == null ? line : line.counted(wanted.count());
    edited = wanted.received() == null ? edited : edited.received(wanted.received());
    edited = wanted.cost() == null ? edited : edited.costing(wanted.cost());
    ledger.save(edited);
  }

  private Line receiving(Consignment consignment, ShopLine wanted) {
    Line line = lineOf(consignment, wanted.sku());
    return line.received(wanted.received() == null ? line.count() : wanted.received());
  }

  /// The line of a product; staff may also add one that was not ordered. Of products that share the
  /// SKU it is the one on the order, otherwise an active one.
  private Line lineOf(Consignment consignment, String sku) {
    List<Product> products = catalog.bySku(sku);
    for (Product one : products) {
      Line line = ledger.line(consignment, one.id());
      if (line != null) {
        return line;
      }
    }
    Product product =
        products.stream()
            .filter(Product::isActive)
            .findFirst()
            .or(() -> products.stream().findFirst())
            .orElseThrow(() -> Refusal.unknownId("no product has the SKU " + sku));
    return ledger.blank(consignment, product.id()).costing(product.supplyPrice());
  }
}
