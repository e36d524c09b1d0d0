package lightspeed.job;

import java.time.Duration;
import java.util.Optional;
import lightspeed.db.DatabaseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Runs the handler of a job and turns whatever it does, or throws, into an [Ending]. No job can
/// hurt its worker.
final class RunHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RunHandler.class);

  /// How soon a job goes on that the database stopped: its ending can only be written when the
  /// database answers again.
  private static final Duration DATABASE_PAUSE = Duration.ofSeconds(1);

  private final JobHandlers handlers;

  RunHandler(JobHandlers handlers) {
    this.handlers = handlers;
  }

  Ending run(HeldJob job) {
    Optional<JobHandler> handler = handlers.find(job.type());
    if (handler.isEmpty()) {
      return failed("Nothing here can do jobs of type '" + job.type() + "'.");
    }
    if (!job.lease().isHeld()) {
      return new Ending.HandedBack(); // It was not started, so it was not lost.
    }
    if (job.isCancelRequested()) {
      return new Ending.Said(new JobOutcome.Cancelled());
    }
    try (var _ = MDC.putCloseable("job", Long.toString(job.id().value()));
        var _ = MDC.putCloseable("type", job.type().name());
        var _ = MDC.putCloseable("attempt", Integer.toString(job.attempt()))) {
      return call(handler.get(), job);
    }
  }

  /// The catch-all of the worker: what a handler throws is the job's failure, never the worker's.
  private static Ending call(JobHandler handler, HeldJob job) {
    try {
      job.enterHandler();
      try {
        return new Ending.Said(handler.run(job));
      } finally {
        job.leaveHandler();
      }
    } catch (WorkerOutdated e) {
      return new Ending.HandedBack();
    } catch (LeaseLost e) {
      return new Ending.LeaseGone();
    } catch (UnreadablePayload e) {
      return failed("The payload cannot be read: " + words(e));
    } catch (Error e) {
      LOG.error("handler failed with an error; the job will not be tried again", e);
      return failed(e.toString());
    } catch (Exception e) {
      if (job.isStopped()) {
        // Interrupted: as an InterruptedException, or as whatever the broken call became.
        return new Ending.HandedBack();
      }
      if (e instanceof DatabaseException trouble && trouble.isTransient()) {
        // No fault of the job: it costs no try, however often the database goes away.
        LOG.warn("job waits for the database: {}", words(e));
        return new Ending.Said(new JobOutcome.Postponed(DATABASE_PAUSE, words(e)));
      }
      LOG.warn("handler threw", e);
      return new Ending.Said(new JobOutcome.Retry(words(e)));
    }
  }

  private static Ending failed(String reason) {
    return new Ending.Said(new JobOutcome.Failed(reason));
  }

  private static String words(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
