package xseries.emulator.fault;

import java.util.concurrent.atomic.AtomicInteger;

/// How many requests have arrived and will be carried out later, because of a fault or the latency.
/// While there are any, the state may still change although every client has gone.
///
/// Threads: safe.
public final class Underway {
  private final AtomicInteger waiting = new AtomicInteger();

  /// A request that waits before it is carried out.
  @FunctionalInterface
  public interface Late<T> {
    T run() throws InterruptedException;
  }

  /// Counts a request until it has been carried out.
  public <T> T count(Late<T> late) throws InterruptedException {
    waiting.incrementAndGet();
    try {
      return late.run();
    } finally {
      waiting.decrementAndGet();
    }
  }

  public int waiting() {
    return waiting.get();
  }
}
