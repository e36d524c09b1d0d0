package lightspeed.job;

import java.util.List;

/// What retrying all failed jobs did.
///
/// @param retried these wait in the queue again
/// @param refused these stay FAILED, because another unfinished job does the same work
/// @param decisions these stay FAILED, because each carries out what a person decided some time ago
public record RetriedAll(List<JobId> retried, List<JobConflict> refused, List<JobId> decisions) {
  public RetriedAll {
    retried = List.copyOf(retried);
    refused = List.copyOf(refused);
    decisions = List.copyOf(decisions);
  }
}
