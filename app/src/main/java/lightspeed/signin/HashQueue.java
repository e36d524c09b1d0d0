package lightspeed.signin;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets one password be hashed at a time. Of those who wait, whoever was wrong least often goes
/// first, and among equals the newest: under a flood nobody who was ever in time would be with the
/// oldest first, and those who guess wait longest.
///
/// **Threads:** safe.
final class HashQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingInt(Waiting::tries)
              .thenComparing(Comparator.comparingLong(Waiting::number).reversed()));
  private boolean isBusy;
  private long numbers;

  private record Waiting(int tries, long number, Condition turn) {}

  /// Waits for its turn; whoever gets it must [#leave()].
  ///
  /// @param tries how often the one who asks was wrong lately
  /// @return false when it did not come within this time
  boolean enter(int tries, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!isBusy) {
        isBusy = true;
        return true;
      }
      return await(new Waiting(tries, numbers++, lock.newCondition()), patience);
    } finally {
      lock.unlock();
    }
  }

  /// The turn is handed over by taking the one who waits out of the queue.
  private boolean await(Waiting own, Duration patience) throws InterruptedException {
    waiting.add(own);
    long left = patience.toNanos();
    try {
      while (left > 0 && waiting.contains(own)) {
        left = own.turn().awaitNanos(left);
      }
    } catch (InterruptedException e) {
      if (!waiting.remove(own)) {
        handOver();
      }
      throw e;
    }
    return !waiting.remove(own);
  }

  void leave() {
    lock.lock();
    try {
      handOver();
    } finally {
      lock.unlock();
    }
  }

  private void handOver() {
    var next = waiting.poll();
    if (next == null) {
      isBusy = false;
    } else {
      next.turn().signal();
    }
  }

  /// How many wait.
  int length() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
