package lightspeed.console.work;

import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import lightspeed.console.Frame;
import lightspeed.console.Show;
import lightspeed.job.Job;
import lightspeed.job.JobFilter;
import lightspeed.job.QueueStats;
import org.jspecify.annotations.Nullable;

/// The queue: counts, workers, and the jobs that pass the filter, newest first.
///
/// @param next the id to go on from, null when these are the last
public record QueuePage(
    Frame frame,
    QueueStats stats,
    JobFilter filter,
    List<Job> jobs,
    List<String> types,
    @Nullable Long next) {

  /// The address of the following page.
  public String nextPage() {
    return "/queue?" + query() + "&before=" + Objects.requireNonNull(next);
  }

  /// The filter as the query of an address; empty when it does not filter.
  public String query() {
    var words = new StringJoiner("&");
    if (filter.status() != null) {
      words.add("status=" + filter.status());
    }
    if (filter.type() != null) {
      words.add("type=" + Show.part(filter.type().name()));
    }
    if (filter.priority() != null) {
      words.add("priority=" + filter.priority());
    }
    if (filter.olderThan() != null) {
      words.add("age=" + filter.olderThan().toMinutes());
    }
    return words.toString();
  }
}
