package xseries.emulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Store;
import xseries.emulator.store.Table;
import xseries.emulator.webhook.Delivery.State;

/// The deliveries, and which of them is due. They are rows, so with a data file neither an event
/// nor a try is lost in a restart; a try that was under way is made again.
///
/// Used inside the store's `read` and `write`. Memory: at most `capacity` deliveries are kept.
/// Finished ones make room, the oldest first; when all are pending a new one is not kept, never
/// sent, and counted by [#overflowed]. The vendor guarantees no delivery either.
public final class Deliveries {
  /// Some 50 MB; 250 MB should every one of them fail twenty times.
  public static final int CAPACITY = 50_000;

  private record Due(Instant at, String id) {}

  private final Table<Delivery> table;
  private final Settings settings;
  private final InstantSource clock;
  private final int capacity;
  private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final Set<String> underWay = new HashSet<>();
  private final Deque<String> finished = new ArrayDeque<>();
  private long speed;
  private long last;
  private long overflowed;

  public Deliveries(Store store, Settings settings, InstantSource clock, int capacity) {
    this.table = store.table("deliveries", Delivery.class);
    this.settings = settings;
    this.clock = clock;
    this.capacity = capacity;
  }

  /// Plans nothing any more, as the rows are gone. Numbers are not used again, so a try under way
  /// finds no row to be noted in.
  public void forget() {
    queue.clear();
    finished.clear();
    overflowed = 0;
  }

  /// Takes up the rows that the data file held. Called once, before anything can happen.
  public void resume() {
    speed = settings.number(Switch.WEBHOOK_SPEED);
    for (Delivery one : table.all()) {
      last = Math.max(last, one.version());
      file(one);
    }
  }

  /// The kept deliveries after number `n`, oldest first.
  public List<Delivery> after(long n) {
    return table.page(n, Long.MAX_VALUE, Integer.MAX_VALUE, _ -> true);
  }

  /// When it is tried next; null when it will not be.
  public @Nullable Instant nextTry(Delivery one) {
    return one.isPending() ? RetryPlan.nextTry(one, settings.number(Switch.WEBHOOK_SPEED)) : null;
  }

  /// How many deliveries could not be kept since the start.
  public long overflowed() {
    return overflowed;
  }

  /// Keeps an event for a subscription.
  ///
  /// @param state `PENDING`, or `DROPPED` to keep it without ever sending it
  /// @param delay until the first try
  void add(Subscription to, String type, String payload, State state, Duration delay) {
    if (!hasRoom()) {
      overflowed++;
      return;
    }
    last++;
    Instant now = clock.instant();
    Delivery made =
        new Delivery(
            Long.toString(last),
            to.id(),
            type,
            to.url(),
            payload,
            state,
            now,
            now.plus(delay),
            List.of(),
            last);
    table.put(made);
    file(made);
  }

  private boolean hasRoom() {
    while (table.all().size() >= capacity && !finished.isEmpty()) {
      table.remove(finished.removeFirst());
    }
    return table.all().size() < capacity;
  }

  private void file(Delivery one) {
    if (one.isPending()) {
      queue.add(new Due(RetryPlan.nextTry(one, speed), one.id()));
    } else {
      finished.addLast(one.id());
    }
  }

  /// Hands out what is due, to be given back by [#tried] or [#unsubscribed].
  List<Delivery> takeDue(int most) {
    planAnewWhenSpeedChanged();
    Instant now = clock.instant();
    List<Delivery> due = new ArrayList<>();
    while (due.size() < most && !queue.isEmpty() && !queue.peek().at().isAfter(now)) {
      Delivery one = Objects.requireNonNull(table.get(queue.remove().id()));
      underWay.add(one.id());
      due.add(one);
    }
    return due;
  }

  private void planAnewWhenSpeedChanged() {
    long now = settings.number(Switch.WEBHOOK_SPEED);
    if (now == speed) {
      return;
    }
    speed = now;
    queue.clear();
    for (Delivery one : table.all()) {
      if (one.isPending() && !underWay.contains(one.id())) {
        file(one);
      }
    }
  }

  /// How many are still to be delivered.
  public int pending() {
    return (int) table.all().stream().filter(Delivery::isPending).count();
  }

  /// Whether a delivery waits for its time.
  boolean isWaiting() {
    return !queue.isEmpty();
  }

  /// Notes a try and plans the next one, if there is to be one.
  void tried(Delivery taken, String url, Delivery.Try result) {
    giveBack(taken, taken.tried(url, result, stateAfter(taken, result)));
  }

  private State stateAfter(Delivery taken, Delivery.Try result) {
    if (result.isSuccess()) {
      return State.DELIVERED;
    }
    if (result.isRefusal() && !settings.isOn(Switch.WEBHOOK_RETRIES_REFUSALS)) {
      return State.REFUSED;
    }
    boolean wasLast = taken.tries().size() + 1 >= RetryPlan.MAX_TRIES;
    return wasLast ? State.GIVEN_UP : State.PENDING;
  }

  /// Ends a delivery that nobody wants any more.
  void unsubscribed(Delivery taken) {
    giveBack(taken, taken.in(State.UNSUBSCRIBED));
  }

  private void giveBack(Delivery taken, Delivery changed) {
    underWay.remove(taken.id());
    if (table.get(taken.id()) != null) {
      table.put(changed);
      file(changed);
    }
  }
}
