package lightspeed.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/// Several lanes that work through a list side by side.
final class Lanes implements AutoCloseable {
  private final BlockingQueue<Lane> free = new LinkedBlockingQueue<>();
  private final ExecutorService threads;
  private final int count;

  private Lanes(int count) {
    this.count = count;
    this.threads = Executors.newFixedThreadPool(count);
  }

  /// What to do with one item on a lane.
  @FunctionalInterface
  interface Work<T, R> {
    R on(Lane lane, T item);
  }

  static Lanes open(int count, Set<Integer> sizes) throws InterruptedException {
    Path folder = OutputFolder.create();
    Lanes lanes = new Lanes(count);
    List<Callable<Boolean>> openings = new ArrayList<>();
    for (int n = 1; n <= count; n++) {
      Path own = folder.resolve("lane-" + n);
      openings.add(() -> lanes.free.add(Lane.open(own, sizes)));
    }
    lanes.await(openings);
    return lanes;
  }

  /// The results in the order of the items.
  <T, R> List<R> each(List<T> items, Work<T, R> work) throws InterruptedException {
    List<Callable<R>> tasks = new ArrayList<>();
    for (T item : items) {
      tasks.add(() -> onFree(lane -> work.on(lane, item)));
    }
    return await(tasks);
  }

  /// Lends one lane.
  <R> R onFree(Function<Lane, R> work) throws InterruptedException {
    Lane lane = free.take();
    try {
      return work.apply(lane);
    } finally {
      free.add(lane);
    }
  }

  private <R> List<R> await(List<Callable<R>> tasks) throws InterruptedException {
    List<R> results = new ArrayList<>();
    for (Future<R> future : threads.invokeAll(tasks)) {
      try {
        results.add(future.get());
      } catch (ExecutionException failure) {
        throw new AssertionError(failure.getCause());
      }
    }
    return results;
  }

  /// Something with every lane; none may be in use.
  void everyone(Consumer<Lane> action) {
    free.forEach(action);
  }

  int kills() {
    return free.stream().mapToInt(lane -> lane.worker.kills()).sum();
  }

  @Override
  public void close() {
    threads.shutdown();
    free.forEach(Lane::close);
    if (free.size() != count) {
      throw new IllegalStateException("A lane is still in use.");
    }
  }
}
