package lightspeed.job;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Which handler does which job type. `App` registers all of them before a worker starts; a handler
/// may itself need the [JobQueue], which is why they are not handed over at construction.
///
/// **Threads:** safe.
public final class JobHandlers {
  private final Map<JobType, JobHandler> byType = new ConcurrentHashMap<>();

  /// Adds the handler of one type.
  ///
  /// @throws IllegalStateException when the type has a handler already
  public void register(JobHandler handler) {
    if (byType.putIfAbsent(handler.type(), handler) != null) {
      throw new IllegalStateException("Job type " + handler.type() + " has two handlers.");
    }
  }

  /// Refuses to go on when one of the types has no handler; for `App` at its start.
  ///
  /// @throws IllegalStateException when one is missing
  public void requireAll(Collection<JobType> types) {
    for (JobType type : types) {
      if (!byType.containsKey(type)) {
        throw new IllegalStateException("Job type " + type + " has no handler.");
      }
    }
  }

  /// The names of all types that have one, sorted.
  List<String> typeNames() {
    return byType.keySet().stream().map(JobType::name).sorted().toList();
  }

  Optional<JobHandler> find(JobType type) {
    return Optional.ofNullable(byType.get(type));
  }

  /// The jobs of these types that may be started although their type must not; no types means all.
  Set<JobId> exempt(Set<JobType> types) {
    Set<JobId> jobs = new HashSet<>();
    byType.forEach(
        (type, handler) -> {
          if (types.isEmpty() || types.contains(type)) {
            handler.exemptFromPause().ifPresent(jobs::add);
          }
        });
    return jobs;
  }

  /// The types that must not be started at the moment, by name, each with its reason.
  SortedMap<String, String> paused() {
    SortedMap<String, String> reasons = new TreeMap<>();
    byType.forEach(
        (type, handler) ->
            handler.pausedBecause().ifPresent(reason -> reasons.put(type.name(), reason)));
    return reasons;
  }
}
