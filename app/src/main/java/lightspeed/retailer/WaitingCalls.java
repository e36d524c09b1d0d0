package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import lightspeed.retailer.CallWindow.Decision;
import lightspeed.xseries.CallBudget.Urgency;

/// The calls of this process that wait for the budget. All of them are asked for together by one
/// thread, which lives only while calls wait and sleeps until the moment the answer named: urgent
/// ones go first, the others in order. When none of the others got its turn for a whole window,
/// the first of them becomes urgent, so that endless urgent calls, here or elsewhere, do not starve
/// them.
///
/// **Threads:** safe.
final class WaitingCalls {

  /// Decides for all waiting calls at once.
  @FunctionalInterface
  interface Granter {
    Decision decide(Demand demand);
  }

  /// One call may be made.
  ///
  /// @param askedNanos when it was asked for, by the ticker: it was granted then or later
  /// @param slot in which it counts
  record Grant(long askedNanos, Instant slot) {}

  /// One who waits for one call or for several together; found again by identity.
  private static final class Waiter {
    final CompletableFuture<List<Grant>> granted = new CompletableFuture<>();
    final int wanted;
    final List<Grant> got = new ArrayList<>();

    Waiter(int wanted) {
      this.wanted = wanted;
    }

    int missing() {
      return wanted - got.size();
    }
  }

  private final Granter granter;
  private final long patienceNanos;
  private final LongSupplier nanoTicker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Deque<Waiter> interactive = new ArrayDeque<>();
  private final Deque<Waiter> background = new ArrayDeque<>();
  private boolean isGranting;
  private long newsCount;

  /// When the oldest of the others came, or the last of them got its turn.
  private long othersTurnNanos;

  /// @param patience how long urgent calls may keep the others waiting
  WaitingCalls(Granter granter, Duration patience, LongSupplier nanoTicker) {
    this.granter = granter;
    this.patienceNanos = patience.toNanos();
    this.nanoTicker = nanoTicker;
  }

  /// Waits for a grant. One that comes to a caller that has just been interrupted goes to the next.
  Grant await(Urgency urgency) throws InterruptedException {
    return await(urgency, 1).getFirst();
  }

  /// Waits for several grants that come together; those behind wait for their turn. Fewer come when
  /// an answer must tell first how many there are.
  ///
  /// @return at least one
  List<Grant> await(Urgency urgency, int calls) throws InterruptedException {
    return await(urgency, new Waiter(calls), Place.BEHIND);
  }

  /// As [#await(Urgency)], for an attempt that has made calls already: before those of the same
  /// urgency that have not begun.
  Grant awaitNext(Urgency urgency) throws InterruptedException {
    return await(urgency, new Waiter(1), Place.AHEAD).getFirst();
  }

  private enum Place {
    AHEAD,
    BEHIND
  }

  private List<Grant> await(Urgency urgency, Waiter waiter, Place place)
      throws InterruptedException {
    enqueue(urgency, waiter, place);
    try {
      return waiter.granted.get();
    } catch (InterruptedException e) {
      forget(waiter);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("The call budget could not be asked.", e.getCause());
    }
  }

  /// Something was learnt that may let calls go earlier than thought.
  void lookAgain() {
    lock.lock();
    try {
      newsCount++;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  private void enqueue(Urgency urgency, Waiter waiter, Place place) {
    lock.lock();
    try {
      // A further background call behind the others changes nothing for them.
      boolean isNews =
          urgency == Urgency.INTERACTIVE || place == Place.AHEAD || background.isEmpty();
      if (background.isEmpty()) {
        othersTurnNanos = nanoTicker.getAsLong();
      }
      Deque<Waiter> line = urgency == Urgency.INTERACTIVE ? interactive : background;
      if (place == Place.AHEAD) {
        line.addFirst(waiter);
      } else {
        line.addLast(waiter);
      }
      if (!isGranting) {
        isGranting = true;
        Thread.ofVirtual().name("call-budget").start(this::grantWhileCallsWait);
      } else if (isNews) {
        newsCount++;
        news.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void forget(Waiter waiter) {
    lock.lock();
    try {
      interactive.remove(waiter);
      background.remove(waiter);
      newsCount++;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  private void grantWhileCallsWait() {
    while (true) {
      Demand demand;
      long seen;
      long askedNanos = nanoTicker.getAsLong();
      lock.lock();
      try {
        if (!background.isEmpty() && askedNanos - othersTurnNanos > patienceNanos) {
          interactive.addFirst(background.remove());
          othersTurnNanos = askedNanos;
        }
        demand =
            new Demand(
                interactive.stream().mapToInt(Waiter::missing).sum(),
                background.stream().map(Waiter::missing).toList());
        seen = newsCount;
        if (demand.calls() == 0) {
          isGranting = false;
          return;
        }
      } finally {
        lock.unlock();
      }
      try {
        Decision decision = granter.decide(demand);
        handOut(decision, askedNanos);
        if (decision.calls() < demand.calls()) {
          awaitNews(decision.until(), seen);
        }
      } catch (InterruptedException | RuntimeException | Error failure) {
        failAll(failure);
      }
    }
  }

  private void handOut(Decision decision, long askedNanos) {
    Grant grant = new Grant(askedNanos, decision.slot());
    lock.lock();
    try {
      boolean isLast = decision.reportHelps();
      grant(interactive, decision.interactive(), grant, isLast);
      if (decision.background() > 0) {
        grant(background, decision.background(), grant, isLast);
        othersTurnNanos = askedNanos;
      }
    } finally {
      lock.unlock();
    }
  }

  /// @param isLast no more comes before someone has made a call and learnt from its answer
  private static void grant(Deque<Waiter> waiting, int calls, Grant grant, boolean isLast) {
    for (int i = 0; i < calls && !waiting.isEmpty(); i++) {
      Waiter first = waiting.getFirst();
      first.got.add(grant);
      if (first.missing() == 0) {
        waiting.remove();
        first.granted.complete(List.copyOf(first.got));
      }
    }
    if (isLast && calls > 0 && !waiting.isEmpty() && !waiting.getFirst().got.isEmpty()) {
      Waiter partly = waiting.remove();
      partly.granted.complete(List.copyOf(partly.got));
    }
  }

  private void awaitNews(Duration longest, long seen) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (newsCount == seen && left > 0) {
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void failAll(Throwable failure) {
    lock.lock();
    try {
      interactive.forEach(each -> each.granted.completeExceptionally(failure));
      background.forEach(each -> each.granted.completeExceptionally(failure));
      interactive.clear();
      background.clear();
    } finally {
      lock.unlock();
    }
  }
}
