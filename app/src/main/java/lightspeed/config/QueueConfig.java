package lightspeed.config;

import java.time.Duration;
import java.util.List;

/// How the job queue works.
///
/// @param maxTries tries in total, from 1; default 3
/// @param retryDelays waits before the second, third, … try, at least one, the last one repeats;
///     default 60, 300, 900 s
/// @param workerSleep how long an idle worker waits at most; default 0.1 s
/// @param lease how long a silent worker keeps its jobs; default 9 s
/// @param concurrency jobs of one process at the same time, from 1; default 8
public record QueueConfig(
    int maxTries,
    List<Duration> retryDelays,
    Duration workerSleep,
    Duration lease,
    int concurrency) {

  public QueueConfig {
    retryDelays = List.copyOf(retryDelays);
  }
}
