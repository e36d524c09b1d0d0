package lightspeed.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.RunResult;
import lightspeed.job.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works on a delivery while its sender waits: runs its job, and then the look at the consignment
/// that this asked for. Whatever is not done in time stays in the queue, for a worker.
///
/// **Threads:** safe; a few deliveries at the same time, the others are left to workers.
public final class DirectProcessing implements WebhookReceiver.Direct {
  private static final Logger LOG = LoggerFactory.getLogger(DirectProcessing.class);
  private static final int AT_ONCE = 4;

  /// With the storing before it well below the 5 s for which Lightspeed waits.
  private static final Duration WITHIN = Duration.ofMillis(2_500);

  private final Supplier<Worker> workers;
  private final JobQueue queue;
  private final ConsignmentRefresh refresh;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /// @param workers makes one that runs jobs of the two types
  public DirectProcessing(Supplier<Worker> workers, JobQueue queue, ConsignmentRefresh refresh) {
    this.workers = workers;
    this.queue = queue;
    this.refresh = refresh;
  }

  @Override
  public void run(JobId job) {
    if (!places.tryAcquire()) {
      return;
    }
    var work =
        Thread.ofVirtual()
            .name("webhook-direct")
            .start(
                () -> {
                  try {
                    process(job);
                  } finally {
                    places.release();
                  }
                });
    try {
      if (!work.join(WITHIN)) {
        work.interrupt();
      }
    } catch (InterruptedException e) {
      work.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void process(JobId job) {
    try (var worker = workers.get()) {
      var payload = queue.find(job).map(found -> ProcessJob.parse(found.payload())).orElseThrow();
      if (worker.runNow(job) instanceof RunResult.Completed && payload.consignmentId() != null) {
        var look = refresh.waiting(payload.consignmentId());
        if (look.isPresent()) {
          var result = worker.runNow(look.get());
          LOG.debug("job={} run directly: {}", look.get().value(), result);
        }
      }
    } catch (InterruptedException e) {
      LOG.info("job={} took too long to be run directly; a worker will", job.value());
    } catch (RuntimeException e) {
      LOG.warn("job={} could not be run directly; a worker will", job.value(), e);
    }
  }
}
