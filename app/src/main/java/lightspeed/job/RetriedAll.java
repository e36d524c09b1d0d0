package lightspeed.job;

import java.util.List;

/// What retrying all failed jobs did.
///
/// @param retried these wait in the queue again
/// @param refused these stay FAILED, because another unfinished job does the same work
public record RetriedAll(List<JobId> retried, List<JobConflict> refused) {
  public RetriedAll {
    retried = List.copyOf(retried);
    refused = List.copyOf(refused);
  }
}
