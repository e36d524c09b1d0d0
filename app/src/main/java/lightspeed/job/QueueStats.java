package lightspeed.job;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// The queue at one look.
///
/// @param byStatus all jobs by status; every status is there
/// @param byType unfinished jobs by type name; only types that have some
/// @param byPriority unfinished jobs by priority; every priority is there
/// @param oldestPendingSeconds how long the longest waiting job has been due; empty when none is
/// @param stuck PROCESSING for more than 30 minutes, or without a live worker
/// @param workers the live ones
public record QueueStats(
    Map<JobStatus, Long> byStatus,
    SortedMap<String, Long> byType,
    Map<Priority, Long> byPriority,
    OptionalLong oldestPendingSeconds,
    long stuck,
    List<LiveWorker> workers,
    Rate rate) {

  /// How far [JobQueue#glance] counts.
  public static final int GLANCE = 10_000;

  public QueueStats {
    EnumMap<JobStatus, Long> statuses = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      statuses.put(status, byStatus.getOrDefault(status, 0L));
    }
    EnumMap<Priority, Long> priorities = new EnumMap<>(Priority.class);
    for (Priority priority : Priority.values()) {
      priorities.put(priority, byPriority.getOrDefault(priority, 0L));
    }
    byStatus = Collections.unmodifiableMap(statuses);
    byType = Collections.unmodifiableSortedMap(new TreeMap<>(byType));
    byPriority = Collections.unmodifiableMap(priorities);
    workers = List.copyOf(workers);
  }

  public long count(JobStatus status) {
    return byStatus.getOrDefault(status, 0L);
  }

  /// A worker whose lease holds.
  ///
  /// @param running jobs it held at its last beat
  public record LiveWorker(
      String id, String host, long pid, int concurrency, int running, Instant lastBeatAt) {}

  /// Jobs that reached an end.
  public record Rate(long finishedInLastMinute, long finishedInLastFiveMinutes) {}
}
