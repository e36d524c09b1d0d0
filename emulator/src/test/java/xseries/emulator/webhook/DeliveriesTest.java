package xseries.emulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import xseries.emulator.settings.Settings;
import xseries.emulator.store.Store;
import xseries.emulator.webhook.Delivery.State;

final class DeliveriesTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final Subscription TO =
      new Subscription("s", "app", "consignment.receive", "http://shop.example", true, 1);

  private final Settings settings = new Settings(Map.of());
  private final Store store = new Store(1, settings);
  private final Deliveries deliveries =
      new Deliveries(store, settings, InstantSource.fixed(NOW), 3);

  private <T> T in(Supplier<T> work) {
    return store.read(work);
  }

  private void add(String payload) {
    in(
        () -> {
          deliveries.add(TO, TO.type(), payload, State.PENDING, Duration.ZERO);
          return true;
        });
  }

  private void deliverTheNext() {
    in(
        () -> {
          Delivery due = deliveries.takeDue(1).getFirst();
          deliveries.tried(due, TO.url(), new Delivery.Try(NOW, 204, "", 1));
          return true;
        });
  }

  @Test
  void finishedDeliveriesMakeRoomTheOldestFirst() {
    add("1");
    add("2");
    add("3");
    deliverTheNext();
    deliverTheNext();

    add("4");

    assertThat(in(() -> deliveries.after(0)))
        .extracting(Delivery::payload)
        .containsExactly("2", "3", "4");
    assertThat(deliveries.overflowed()).isZero();
  }

  @Test
  void newDeliveryIsLostAndCountedWhenAllArePending() {
    add("1");
    add("2");
    add("3");

    add("4");

    assertThat(in(() -> deliveries.after(0)))
        .extracting(Delivery::payload)
        .containsExactly("1", "2", "3");
    assertThat(deliveries.overflowed()).isEqualTo(1);
  }

  @Test
  void triesAddUpToJustUnderFortyEightHours() {
    Duration all = Duration.ZERO;
    for (int made = 1; made < RetryPlan.MAX_TRIES; made++) {
      all = all.plus(RetryPlan.gapAfter(made));
    }

    assertThat(all).isBetween(Duration.ofDays(2).minusSeconds(1), Duration.ofDays(2));
  }
}
