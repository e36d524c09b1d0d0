package xseries.emulator.consignment;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Row;
import xseries.emulator.store.Store;
import xseries.emulator.store.Table;

/// Receiving takes a while on the real system: a consignment is RECEIVED at once, its lines and the
/// stock follow, and sometimes the processing fails and it falls back to SENT. The waiting receipts
/// are rows, so a restart does not lose them.
public final class Receipts {
  /// A receipt that waits for its time.
  record Pending(String id, Instant dueAt, long version) implements Row {}

  private final Store store;
  private final Ledger ledger;
  private final Catalog catalog;
  private final Settings settings;
  private final InstantSource clock;
  private final LineListener listener;
  private final Table<Pending> pending;

  public Receipts(
      Store store,
      Ledger ledger,
      Catalog catalog,
      Settings settings,
      InstantSource clock,
      LineListener listener) {
    this.store = store;
    this.ledger = ledger;
    this.catalog = catalog;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.pending = store.table("receipts", Pending.class).goingBack();
  }

  /// Processes the consignment now or later, as the delay says.
  void receive(Consignment consignment) {
    Duration delay = Duration.ofMillis(settings.number(Switch.RECEIVE_DELAY_MS));
    if (delay.isZero()) {
      process(consignment);
    } else {
      Instant due = clock.instant().plus(delay);
      pending.put(new Pending(consignment.id(), due, store.nextVersion()));
      listener.putOff();
    }
  }

  /// Whether a receipt waits for its time.
  boolean isWaiting() {
    return !pending.all().isEmpty();
  }

  int waiting() {
    return pending.all().size();
  }

  /// Processes what is due. Run before each access to the store.
  public void runDue() {
    if (pending.all().isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    List<Pending> due = new ArrayList<>();
    for (Pending one : pending.all()) {
      if (!one.dueAt().isAfter(now)) {
        due.add(one);
      }
    }
    for (Pending one : due) {
      pending.remove(one.id());
      Consignment consignment = ledger.consignments().get(one.id());
      if (consignment != null && consignment.status() == Status.RECEIVED) {
        process(consignment);
      }
    }
  }

  private void process(Consignment consignment) {
    if (settings.is(Switch.RECEIVE_OUTCOME, "revert")) {
      fail(consignment);
      return;
    }
    int place = 0;
    for (Line line : ledger.linesOf(consignment)) {
      place++;
      Line done = ledger.save(line.processed(Line.RECEIVE_SUCCESS));
      move(consignment, done, BigDecimal.ONE);
      if (done.hasReceived()) {
        listener.received(done, place);
      }
    }
  }

  private void fail(Consignment consignment) {
    ledger.deliveries().reopen(consignment);
    ledger.save(consignment.with(Status.SENT).receivedAt(null));
    for (Line line : ledger.linesOf(consignment)) {
      ledger.save(line.processed(Line.RECEIVE_FAIL));
    }
  }

  /// Falls back from RECEIVED to SENT, taking back what had moved.
  void revert(Consignment consignment) {
    pending.remove(consignment.id());
    for (Line line : ledger.linesOf(consignment)) {
      if (line.status().equals(Line.RECEIVE_SUCCESS)) {
        move(consignment, line, BigDecimal.ONE.negate());
      }
    }
    fail(consignment);
  }

  private void move(Consignment consignment, Line line, BigDecimal sign) {
    BigDecimal received = line.received() == null ? BigDecimal.ZERO : line.received();
    catalog.moveStock(line.productId(), consignment.header().outletId(), received.multiply(sign));
  }
}
