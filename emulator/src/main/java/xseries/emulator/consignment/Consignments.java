package xseries.emulator.consignment;

import java.time.InstantSource;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.settings.Settings;
import xseries.emulator.store.Store;

/// The parts of this package, put together.
public final class Consignments {
  private final Ledger ledger;
  private final ConsignmentService service;
  private final LineService lines;
  private final ShopFloor shop;
  private final Desk desk;
  private final Receipts receipts;

  public Consignments(
      Store store, Catalog catalog, Settings settings, InstantSource clock, LineListener listener) {
    this.ledger = new Ledger(store, clock);
    this.receipts = new Receipts(store, ledger, catalog, settings, clock, listener);
    StatusMoves moves = new StatusMoves(ledger, catalog, settings, receipts, clock, listener);
    this.service = new ConsignmentService(ledger, catalog, settings, moves, clock);
    this.lines = new LineService(ledger, catalog, settings);
    this.shop = new ShopFloor(ledger, catalog, service, moves, receipts, clock);
    this.desk = new Desk(ledger, service, moves, shop, clock);
    store.beforeAccess(receipts::runDue);
  }

  public Ledger ledger() {
    return ledger;
  }

  public ConsignmentService service() {
    return service;
  }

  public LineService lines() {
    return lines;
  }

  public ShopFloor shop() {
    return shop;
  }

  public Desk desk() {
    return desk;
  }

  /// Whether lines will be received with time, without a further request.
  public boolean isReceiptWaiting() {
    return receipts.isWaiting();
  }

  /// How many receipts wait for their time.
  public int waitingReceipts() {
    return receipts.waiting();
  }
}
