package lightspeed;

import java.security.SecureRandom;
import java.util.Set;
import lightspeed.config.QueueConfig;
import lightspeed.db.Database;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.RetryPolicy;
import lightspeed.job.Worker;
import lightspeed.job.WorkerHost;
import lightspeed.job.WorkerOptions;
import lightspeed.settings.LiveSettings;

/// Workers that do as the settings say, also when these change while they run.
record WorkerPart(Database database, LiveSettings settings, String version) {

  /// @param types only these; empty: all
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  Worker worker(JobQueue handledQueue, Set<JobType> types) {
    settings.refresh().api();
    var options =
        WorkerOptions.defaults()
            .withConcurrency(() -> settings.current().queue().concurrency())
            .withTypes(() -> types)
            .withIdleSleep(() -> settings.current().queue().workerSleep())
            .withLease(() -> settings.current().queue().lease())
            .withRetryPolicy(() -> retryPolicy(settings.current().queue()));
    return new Worker(
        database,
        handledQueue,
        options,
        WorkerHost.current(version),
        System::nanoTime,
        new SecureRandom());
  }

  private static RetryPolicy retryPolicy(QueueConfig queue) {
    return new RetryPolicy(queue.maxTries(), queue.retryDelays(), RetryPolicy.DEFAULT.jitter());
  }
}
