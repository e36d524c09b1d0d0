package lightspeed.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.config.NotifyConfig;
import lightspeed.db.Database;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.json.Json;
import lightspeed.outgoing.OutgoingHttp;

/// The notifications, to look at, to replay and to try.
///
/// **Threads:** safe.
public final class Notifications {
  private final Database database;
  private final JobQueue queue;
  private final Receiver receiver;
  private final InstantSource clock;

  /// @param config as it is at the moment
  public Notifications(
      Database database, JobQueue queue, Supplier<NotifyConfig> config, InstantSource clock) {
    this.database = database;
    this.queue = queue;
    this.receiver = new Receiver(config, clock);
    this.clock = clock;
  }

  /// Newest first.
  public List<Notification> list(int limit) {
    return database.read(handle -> NotificationStore.newest(handle, limit));
  }

  /// Sends a notification once more, word for word, whatever became of it.
  ///
  /// **Twice:** while it waits, it is sent once.
  ///
  /// @return the job that does it; empty when there is no such notification
  public Optional<JobId> replay(long id) {
    Optional<JobId> job =
        database.inTransaction(
            tx ->
                NotificationStore.setStatus(tx, id, Notification.Status.WAITING, null)
                    ? Optional.of(queue.enqueue(tx, SendJob.of(id).newJob()).id())
                    : Optional.empty());
    queue.signal();
    return job;
  }

  /// Sends a message of type `test`, signed as all are, without an order; it is kept nowhere.
  ///
  /// @return what the receiver answered, whatever its status
  /// @throws NotNotified when no receiver or secret is set, or the address is refused
  /// @throws IOException when no answer came in time
  public OutgoingHttp.Answer test() throws NotNotified, IOException {
    return receiver.send(new Message(0, "test", clock.instant(), null).body());
  }

  /// Sends where the audit log ends, signed as all are; it is kept nowhere.
  ///
  /// @param head as `audit:verify --head` takes it
  /// @return what the receiver answered, whatever its status
  /// @throws NotNotified when no receiver or secret is set, or the address is refused
  /// @throws IOException when no answer came in time
  public OutgoingHttp.Answer tellHead(String head) throws NotNotified, IOException {
    return receiver.send(new HeadMessage("audit.head", clock.instant(), head).body());
  }

  private record HeadMessage(String type, Instant at, String head) {
    byte[] body() {
      return Json.mapper().writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    }
  }
}
