package lightspeed.retailer;

import java.util.List;
import java.util.function.Supplier;
import lightspeed.db.Database;
import lightspeed.db.Sleeper;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;

/// What the [Line] works with.
///
/// @param retailer the key of `lightspeed_line`
/// @param sending the types of jobs that write to Lightspeed; the first is tried first
/// @param credential the fingerprint of the token as it is now
/// @param probe asks Lightspeed
/// @param sleeper for those that wait for another's probe
public record LineParts(
    Database database,
    String retailer,
    JobQueue queue,
    List<JobType> sending,
    Supplier<String> credential,
    Probe probe,
    LineTimes times,
    Sleeper sleeper) {
  public LineParts {
    sending = List.copyOf(sending);
  }
}
