package lightspeed.retailer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lightspeed.db.Database;
import lightspeed.xseries.CallLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes every call into `lightspeed_api_log`, in batches and off the calling thread. When the
/// buffer is full the calling thread writes instead of losing rows; [#close()] writes what is left.
/// What the database cannot take is dropped with a warning: a call never fails because it could not
/// be logged.
///
/// **Threads:** safe.
public final class ApiLog implements CallLog, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ApiLog.class);
  private static final int MAX_BUFFERED = 1_000;
  private static final int MAX_BATCH = 100;

  /// The writing thread ends after this long without a call.
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Database database;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition recorded = lock.newCondition();
  private final Deque<LoggedCall> buffer = new ArrayDeque<>();
  private final ReentrantLock writing = new ReentrantLock();
  private boolean hasWriter;
  private boolean isClosed;

  public ApiLog(Database database) {
    this.database = database;
  }

  @Override
  public void record(Entry entry) {
    boolean mustWrite;
    lock.lock();
    try {
      buffer.add(new LoggedCall(entry, System.nanoTime()));
      mustWrite = isClosed || buffer.size() >= MAX_BUFFERED;
      if (!hasWriter && !isClosed) {
        hasWriter = true;
        Thread.ofVirtual().name("api-log").start(this::writeUntilIdle);
      } else {
        recorded.signal();
      }
    } finally {
      lock.unlock();
    }
    if (mustWrite) {
      flush();
    }
  }

  /// Writes everything recorded so far, in the calling thread.
  public void flush() {
    boolean isMore = true;
    while (isMore) {
      isMore = writeBatch();
    }
  }

  /// Writes what is left. A call recorded later is written at once.
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      recorded.signal();
    } finally {
      lock.unlock();
    }
    flush();
  }

  private void writeUntilIdle() {
    while (isThereMore()) {
      writeBatch();
    }
  }

  private boolean isThereMore() {
    lock.lock();
    try {
      long left = IDLE_NANOS;
      while (buffer.isEmpty() && !isClosed && left > 0) {
        left = recorded.awaitNanos(left);
      }
      hasWriter = !buffer.isEmpty();
      return hasWriter;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      hasWriter = false;
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Returns whether there was anything to write. One batch at a time, so that a flush returns only
  /// after a batch in another thread's hands is written too.
  private boolean writeBatch() {
    writing.lock();
    try {
      List<LoggedCall> batch = takeBatch();
      if (batch.isEmpty()) {
        return false;
      }
      try {
        database.useTransaction(transaction -> AddLoggedCalls.add(transaction, batch));
      } catch (RuntimeException e) {
        log.warn("event=api-log-lost calls={} cause=\"{}\"", batch.size(), e.getMessage());
      }
      return true;
    } finally {
      writing.unlock();
    }
  }

  private List<LoggedCall> takeBatch() {
    lock.lock();
    try {
      List<LoggedCall> batch = new ArrayList<>();
      while (!buffer.isEmpty() && batch.size() < MAX_BATCH) {
        batch.add(buffer.remove());
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }
}
