package lightspeed.job;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What [Worker#drain] did.
///
/// @param completed jobs this worker completed
/// @param failed jobs that ended as FAILED in this worker
/// @param paused type names that were left alone, each with the reason
public record DrainReport(long completed, long failed, SortedMap<String, String> paused) {
  public DrainReport {
    paused = Collections.unmodifiableSortedMap(new TreeMap<>(paused));
  }
}
