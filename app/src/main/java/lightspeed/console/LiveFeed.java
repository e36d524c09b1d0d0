package lightspeed.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import lightspeed.history.NewsMark;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks once a second whether anything happened, while somebody watches, and tells all who do: one
/// look for all of them.
///
/// **Threads:** safe. Its own thread lives as long as somebody watches.
final class LiveFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

  private final Supplier<NewsMark.Mark> look;
  private final long pauseNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long number;
  private NewsMark.@Nullable Mark mark;
  private int watchers;
  private boolean isLooking;
  private boolean isClosed;

  /// Nobody watches yet.
  LiveFeed(Supplier<NewsMark.Mark> look, Duration pause) {
    this.look = look;
    this.pauseNanos = pause.toNanos();
  }

  /// What a watcher saw last; each has its own.
  record Seen(long number, NewsMark.@Nullable Mark mark) {}

  /// Begins to watch; each call needs one of [#leave()].
  Seen join() {
    lock.lock();
    try {
      watchers++;
      if (!isLooking && !isClosed) {
        isLooking = true;
        Thread.ofVirtual().name("live-feed").start(this::run);
      }
      return new Seen(number, mark);
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      watchers--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return isClosed;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is something new, at most this long.
  ///
  /// @return what is seen now; the same when nothing is new
  Seen await(Seen before, Duration most) throws InterruptedException {
    lock.lock();
    try {
      long left = most.toNanos();
      while (number == before.number() && !isClosed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return new Seen(number, mark);
    } finally {
      lock.unlock();
    }
  }

  /// The kinds of things that differ, as `data-live` names them.
  static List<String> kinds(NewsMark.@Nullable Mark before, NewsMark.@Nullable Mark now) {
    List<String> kinds = new ArrayList<>();
    if (before == null || now == null) {
      return kinds;
    }
    if (!before.orders().equals(now.orders())) {
      kinds.add("orders");
    }
    if (!before.jobs().equals(now.jobs())) {
      kinds.add("jobs");
    }
    if (!before.webhooks().equals(now.webhooks())) {
      kinds.add("webhooks");
    }
    if (!before.calls().equals(now.calls())) {
      kinds.add("calls");
    }
    return kinds;
  }

  private void run() {
    while (goesOn()) {
      try {
        publish(look.get());
      } catch (RuntimeException e) {
        // Whoever watches is told nothing new until the database is back; pages say why.
        LOG.debug("event=no-look cause=\"{}\"", e.getMessage());
      }
    }
  }

  private void publish(NewsMark.Mark found) {
    lock.lock();
    try {
      if (!found.equals(mark)) {
        mark = found;
        number++;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the next look; false when nobody watches any more.
  private boolean goesOn() {
    lock.lock();
    try {
      long left = pauseNanos;
      while (left > 0 && !isClosed && watchers > 0) {
        left = changed.awaitNanos(left);
      }
      isLooking = !isClosed && watchers > 0;
      return isLooking;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      isLooking = false;
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Lets everyone who watches go.
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
