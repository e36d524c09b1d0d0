package xseries.emulator.consignment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Store;
import xseries.emulator.store.Table;

/// The deliveries of purchase orders, noted whenever the received quantity of a line changes. Of
/// each product, the deliveries of an order together brought what its line says. Used inside the
/// store's `read` and `write`.
public final class GoodsDeliveries {
  private final Store store;
  private final InstantSource clock;
  private final Table<GoodsDelivery> deliveries;
  private final Table<GoodsDelivery.Item> items;

  GoodsDeliveries(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.deliveries =
        store
            .table("goods_deliveries", GoodsDelivery.class, GoodsDelivery::consignmentId)
            .goingBack();
    this.items =
        store
            .table("delivery_items", GoodsDelivery.Item.class, GoodsDelivery.Item::deliveryId)
            .goingBack();
  }

  public Table<GoodsDelivery> deliveries() {
    return deliveries;
  }

  public Table<GoodsDelivery.Item> items() {
    return items;
  }

  public List<GoodsDelivery> of(Consignment order) {
    return deliveries.allOf(order.id());
  }

  /// Notes that more or less of a line has arrived: more goes to the draft, less is taken off what
  /// came last.
  void note(Line before, Line after) {
    BigDecimal change = received(after).subtract(received(before));
    if (change.signum() > 0) {
      arrive(after, change);
    } else if (change.signum() < 0) {
      takeBack(after, change.negate());
    }
  }

  private void arrive(Line line, BigDecimal much) {
    GoodsDelivery draft = draft(line.consignmentId());
    GoodsDelivery.Item there = item(draft, line.productId());
    BigDecimal arrived = there == null ? much : there.received().add(much);
    BigDecimal count = line.count() == null ? BigDecimal.ZERO : line.count();
    BigDecimal expected = count.subtract(received(line).subtract(arrived)).max(BigDecimal.ZERO);
    Instant now = clock.instant();
    items.put(
        new GoodsDelivery.Item(
            draft.id(),
            line.productId(),
            expected,
            arrived,
            there == null ? now : there.createdAt(),
            now,
            store.nextVersion()));
  }

  private void takeBack(Line line, BigDecimal much) {
    BigDecimal left = much;
    for (GoodsDelivery delivery : deliveries.allOf(line.consignmentId()).reversed()) {
      GoodsDelivery.Item item = item(delivery, line.productId());
      if (item == null || left.signum() == 0) {
        continue;
      }
      BigDecimal taken = left.min(item.received());
      left = left.subtract(taken);
      BigDecimal rest = item.received().subtract(taken);
      items.remove(item.id());
      if (rest.signum() > 0) {
        items.put(
            new GoodsDelivery.Item(
                item.deliveryId(),
                item.productId(),
                item.expected(),
                rest,
                item.createdAt(),
                clock.instant(),
                store.nextVersion()));
      } else if (items.allOf(delivery.id()).isEmpty()) {
        deliveries.remove(delivery.id());
      }
    }
  }

  /// What was noted since the last receipt is received.
  void close(Consignment order, @Nullable String supplierInvoice) {
    Instant now = clock.instant();
    for (GoodsDelivery one : of(order)) {
      if (one.state() == GoodsDelivery.State.DRAFT) {
        String invoice =
            supplierInvoice == null ? order.header().supplierInvoice() : supplierInvoice;
        change(one, GoodsDelivery.State.RECEIVED, invoice, now);
      }
    }
  }

  /// The processing of the receipt failed, so nothing counts as received.
  void reopen(Consignment order) {
    for (GoodsDelivery one : of(order)) {
      change(one, GoodsDelivery.State.DRAFT, one.supplierInvoice(), null);
    }
  }

  private void change(
      GoodsDelivery old,
      GoodsDelivery.State state,
      @Nullable String invoice,
      @Nullable Instant receivedAt) {
    deliveries.put(
        new GoodsDelivery(
            old.id(),
            old.consignmentId(),
            state,
            invoice,
            receivedAt,
            old.createdAt(),
            clock.instant(),
            store.nextVersion()));
  }

  private GoodsDelivery draft(String consignmentId) {
    for (GoodsDelivery one : deliveries.allOf(consignmentId).reversed()) {
      if (one.state() == GoodsDelivery.State.DRAFT) {
        return one;
      }
    }
    long version = store.nextVersion();
    Instant now = clock.instant();
    GoodsDelivery made =
        new GoodsDelivery(
            store.newId(version),
            consignmentId,
            GoodsDelivery.State.DRAFT,
            null,
            null,
            now,
            now,
            version);
    deliveries.put(made);
    return made;
  }

  private GoodsDelivery.@Nullable Item item(GoodsDelivery delivery, String productId) {
    return items.get(GoodsDelivery.Item.idOf(delivery.id(), productId));
  }

  private static BigDecimal received(Line line) {
    return line.received() == null ? BigDecimal.ZERO : line.received();
  }
}
