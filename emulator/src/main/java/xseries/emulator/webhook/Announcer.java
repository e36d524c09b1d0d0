package xseries.emulator.webhook;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.StockLevel;
import xseries.emulator.catalog.StockListener;
import xseries.emulator.consignment.Line;
import xseries.emulator.consignment.LineListener;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.Faults;
import xseries.emulator.store.Store;
import xseries.emulator.webhook.Delivery.State;

/// Turns what happens in the store into deliveries, one for each active subscription to its type,
/// in the same step as the change itself. Which of them are lost, repeated or late by a fault is
/// decided here.
public final class Announcer implements LineListener, StockListener {
  private final Store store;
  private final Subscriptions subscriptions;
  private final Deliveries deliveries;
  private final Faults faults;
  private final Bell bell;

  public Announcer(
      Store store, Subscriptions subscriptions, Deliveries deliveries, Faults faults, Bell bell) {
    this.store = store;
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
    this.faults = faults;
    this.bell = bell;
  }

  @Override
  public void sent(Line line, int place) {
    announce("consignment.send", () -> Payloads.sent(line, lineId(line), place));
  }

  @Override
  public void received(Line line, int place) {
    announce("consignment.receive", () -> Payloads.received(line, lineId(line), place));
  }

  @Override
  public void putOff() {
    bell.ring();
  }

  @Override
  public void changed(StockLevel level) {
    announce("inventory.update", () -> Payloads.stock(level));
  }

  /// Lines have no id in the store; this one stays the same for a line.
  private String lineId(Line line) {
    return store.idOf(line.id());
  }

  private void announce(String type, Supplier<ObjectNode> payload) {
    List<Subscription> wanting = subscriptions.activeFor(type);
    if (wanting.isEmpty()) {
      return;
    }
    String json = payload.get().toString();
    wanting.forEach(one -> announce(one, type, json));
    bell.ring();
  }

  private void announce(Subscription to, String type, String payload) {
    Fault fault = faults.meetingDelivery(type);
    if (fault == null) {
      deliveries.add(to, type, payload, State.PENDING, Duration.ZERO);
    } else {
      switch (fault.kind()) {
        case DROP_DELIVERY -> deliveries.add(to, type, payload, State.DROPPED, Duration.ZERO);
        case DELAY_DELIVERY -> deliveries.add(to, type, payload, State.PENDING, fault.delay());
        default -> {
          deliveries.add(to, type, payload, State.PENDING, Duration.ZERO);
          deliveries.add(to, type, payload, State.PENDING, fault.delay());
        }
      }
    }
  }
}
