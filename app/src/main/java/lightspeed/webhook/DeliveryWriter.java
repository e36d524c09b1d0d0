package lightspeed.webhook;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lightspeed.db.Database;
import lightspeed.db.DatabaseException;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import org.jspecify.annotations.Nullable;

/// Stores deliveries, those that come at the same time in one transaction: the disk is waited for
/// once for all of them. [#store] returns only after the commit of its own delivery.
///
/// In the same transaction the job that looks at it is enqueued, one for each consignment.
/// Enqueueing locks the waiting or running job, so that it either sees the delivery or has ended
/// before.
///
/// **Threads:** safe.
public final class DeliveryWriter implements AutoCloseable {
  /// Bounds how long locks of jobs are held, and what one refused row can spoil.
  private static final int MAX_BATCH = 256;

  private final Database database;
  private final JobQueue queue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable Thread writer;
  private boolean isClosed;

  public DeliveryWriter(Database database, JobQueue queue) {
    this.database = database;
    this.queue = queue;
  }

  private record Waiting(Delivery delivery, CompletableFuture<JobId> stored) {}

  /// Begins to write.
  public synchronized void start() {
    if (writer == null) {
      writer = Thread.ofPlatform().daemon().name("webhook-writer").start(this::write);
    }
  }

  /// Stores one delivery and waits until that is durable.
  ///
  /// @return the job that will look at it
  /// @throws TimeoutException when it is not stored in time; it may be stored nevertheless, which
  ///     does no harm when it comes again
  /// @throws DatabaseException when the database refused
  JobId store(Delivery delivery, Duration within) throws TimeoutException, InterruptedException {
    var entry = new Waiting(delivery, new CompletableFuture<>());
    lock.lock();
    try {
      if (isClosed) {
        throw new TimeoutException("the receiver stops");
      }
      waiting.add(entry);
      arrived.signal();
    } finally {
      lock.unlock();
    }
    try {
      return entry.stored().get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      entry.stored().cancel(false);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Stores what waits, then ends.
  @Override
  public synchronized void close() {
    lock.lock();
    try {
      isClosed = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
    if (writer != null) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      writer = null;
    }
  }

  private void write() {
    for (var batch = take(); !batch.isEmpty(); batch = take()) {
      storeOrSplit(batch);
    }
  }

  /// Those that wait, as soon as there are any; none when it is closed.
  private List<Waiting> take() {
    lock.lock();
    try {
      List<Waiting> batch = new ArrayList<>();
      while (batch.isEmpty() && !(isClosed && waiting.isEmpty())) {
        if (waiting.isEmpty()) {
          arrived.awaitUninterruptibly();
        }
        while (!waiting.isEmpty() && batch.size() < MAX_BATCH) {
          var next = waiting.remove();
          if (!next.stored().isDone()) {
            batch.add(next);
          }
        }
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void storeOrSplit(List<Waiting> batch) {
    try {
      store(batch);
    } catch (RuntimeException e) {
      boolean mayBeOneRow = e instanceof DatabaseException d && !d.isTransient();
      if (mayBeOneRow && batch.size() > 1) {
        batch.forEach(one -> storeOrSplit(List.of(one)));
      } else {
        batch.forEach(one -> one.stored().completeExceptionally(e));
      }
    }
  }

  private void store(List<Waiting> batch) {
    Map<String, ProcessJob> about = new TreeMap<>();
    for (var one : batch) {
      var job = new ProcessJob(one.delivery().consignmentId());
      about.put(job.uniqueKey(), job);
    }
    Map<String, JobId> jobs =
        database.inTransaction(
            transaction -> {
              DeliveryStore.insert(transaction, batch.stream().map(Waiting::delivery).toList());
              Map<String, JobId> enqueued = new TreeMap<>();
              // In the order of their keys, so that two servers cannot lock them crosswise.
              about.forEach(
                  (key, job) -> enqueued.put(key, queue.enqueue(transaction, job.newJob()).id()));
              return enqueued;
            });
    for (var one : batch) {
      one.stored().complete(jobs.get(new ProcessJob(one.delivery().consignmentId()).uniqueKey()));
    }
    queue.signal();
  }
}
