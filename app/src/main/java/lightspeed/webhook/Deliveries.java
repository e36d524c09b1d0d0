package lightspeed.webhook;

import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import org.jspecify.annotations.Nullable;

/// The kept deliveries, to look at and to replay.
///
/// **Threads:** safe.
public final class Deliveries {
  private final Database database;
  private final JobQueue queue;

  public Deliveries(Database database, JobQueue queue) {
    this.database = database;
    this.queue = queue;
  }

  /// Newest first.
  ///
  /// @param status only these; null: all
  public List<StoredDelivery> list(@Nullable DeliveryStatus status, int limit) {
    return page(status, null, limit);
  }

  /// Newest first, from where the page before ended.
  ///
  /// @param status only these; null: all
  /// @param before the last id of the page before, null for the first page
  public List<StoredDelivery> page(
      @Nullable DeliveryStatus status, @Nullable Long before, int limit) {
    return database.read(handle -> ListDeliveries.newest(handle, status, before, limit));
  }

  /// Those with a higher id, oldest first.
  public List<StoredDelivery> after(long id, int limit) {
    return database.read(handle -> ListDeliveries.after(handle, id, limit));
  }

  /// Works on a delivery once more, as if it had just come.
  ///
  /// **Twice:** safe.
  ///
  /// @return the job that does it; empty when there is no such delivery
  public Optional<JobId> replay(long id) {
    Optional<JobId> job =
        database.inTransaction(
            transaction ->
                DeliveryStore.reset(transaction, id)
                    .map(about -> queue.enqueue(transaction, about.newJob()).id()));
    queue.signal();
    return job;
  }
}
