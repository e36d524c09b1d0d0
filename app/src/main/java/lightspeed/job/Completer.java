package lightspeed.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lightspeed.db.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes completions, many in one transaction. One thread.
final class Completer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Completer.class);

  static final int MAX_BATCH = 256;

  /// How long a completion waits for others to share its transaction; small beside any job that
  /// calls Lightspeed.
  private static final Duration MAX_WAIT = Duration.ofMillis(5);

  /// How often it looks whether it should end.
  private static final Duration IDLE_WAIT = Duration.ofMillis(100);

  private final BlockingQueue<HeldJob> finished = new LinkedBlockingQueue<>();
  private final Database database;
  private final HeldJobs held;
  private final RecordEnding recordEnding;
  private final WorkerCounts counts;
  private final WorkerState state;
  private final DatabaseOutage outage;

  Completer(LoopContext context, HeldJobs held, RecordEnding recordEnding, WorkerCounts counts) {
    this.database = context.database();
    this.held = held;
    this.recordEnding = recordEnding;
    this.counts = counts;
    this.state = context.state();
    this.outage = context.outage();
  }

  void add(HeldJob job) {
    finished.add(job);
  }

  @Override
  public void run() {
    try {
      while (!isDone()) {
        List<HeldJob> batch = next();
        if (!batch.isEmpty()) {
          write(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isDone() {
    return state.isAbandoned() || (state.isClosing() && finished.isEmpty());
  }

  private List<HeldJob> next() throws InterruptedException {
    List<HeldJob> batch = new ArrayList<>();
    HeldJob first = finished.poll(IDLE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return batch;
    }
    batch.add(first);
    long deadline = System.nanoTime() + MAX_WAIT.toNanos();
    while (true) {
      finished.drainTo(batch, MAX_BATCH - batch.size());
      // No one else can join when this worker holds nothing more.
      boolean isFull = batch.size() >= Math.min(MAX_BATCH, held.count());
      HeldJob next =
          isFull ? null : finished.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return batch;
      }
      batch.add(next);
    }
  }

  private void write(List<HeldJob> finishedJobs) {
    List<HeldJob> batch = new ArrayList<>(finishedJobs);
    batch.removeIf(HeldJob::mustNotWrite);
    if (!batch.isEmpty()) {
      writeAll(batch);
    }
    outage.over(this);
    finishedJobs.forEach(held::remove);
  }

  private void writeAll(List<HeldJob> batch) {
    List<Claim> claims = batch.stream().map(HeldJob::claim).toList();
    while (!state.isAbandoned()) {
      try {
        database.useTransaction(transaction -> completeAll(transaction, claims));
        outage.over(this);
        counts.completed(batch.size());
        break;
      } catch (NotAllOurs e) {
        outage.over(this);
        writeEach(batch);
        break;
      } catch (RuntimeException e) {
        if (batch.stream().noneMatch(job -> job.lease().isHeld())) {
          batch.forEach(job -> LOG.info(LeaseLost.sentence(job.id(), job.type())));
          break;
        }
        state.pause(outage.failed(this, e));
      }
    }
  }

  private static void completeAll(Handle transaction, List<Claim> claims) {
    if (!CompleteJobs.in(transaction, claims)) {
      throw new NotAllOurs();
    }
  }

  /// Rolls the common transaction back.
  private static final class NotAllOurs extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Some jobs are not ours any more, or were written by an earlier try: finds out which.
  private void writeEach(List<HeldJob> batch) {
    for (HeldJob job : batch) {
      RunResult result = recordEnding.of(job, new Ending.Said(new JobOutcome.Completed()));
      if (result instanceof RunResult.Completed) {
        counts.completed(1);
      }
    }
  }
}
