package lightspeed.notify;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.config.NotifyConfig;
import lightspeed.db.Database;
import lightspeed.job.JobChange;
import lightspeed.job.JobHandler;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobType;
import lightspeed.job.RunningJob;
import lightspeed.job.UnreadablePayload;
import lightspeed.outgoing.OutgoingHttp;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Handles `notification.send`: sends one notification until the receiver takes it or the tries are
/// used up.
///
/// 1. Read what is to be sent. A crash leaves nothing.
/// 2. Send it. A crash leaves a receiver that may have it: the next run sends the same id again,
///    which is why receivers are told to remember ids.
/// 3. Write down the answer, with the end of the job when it was taken.
///
/// To tell something new, see [OrderNews].
public final class SendNotification implements JobHandler {
  public static final JobType TYPE = SendJob.TYPE;

  private final Database database;
  private final Receiver receiver;

  /// @param config as it is at the moment
  public SendNotification(Database database, Supplier<NotifyConfig> config, InstantSource clock) {
    this.database = database;
    this.receiver = new Receiver(config, clock);
  }

  @Override
  public JobType type() {
    return TYPE;
  }

  @Override
  public JobOutcome run(RunningJob job) {
    long id = SendJob.parse(job.payload()).notification();
    Optional<Message> message = database.read(handle -> NotificationStore.message(handle, id));
    if (message.isEmpty()) {
      return new JobOutcome.Failed("There is no notification " + id + " any more.");
    }
    try {
      var answer = receiver.send(message.get().body());
      if (answer.isGood()) {
        database.useTransaction(
            tx -> {
              job.complete(tx);
              NotificationStore.tried(tx, id, answer, null);
            });
        return new JobOutcome.Recorded();
      }
      return again(job, id, answer, "The receiver answered with " + answer.status() + ".");
    } catch (IOException e) {
      return again(job, id, null, "The receiver does not answer: " + e.getMessage());
    } catch (NotNotified e) {
      return new JobOutcome.Failed(String.valueOf(e.getMessage()));
    }
  }

  private JobOutcome again(
      RunningJob job, long id, OutgoingHttp.@Nullable Answer answer, String reason) {
    database.useTransaction(
        tx -> {
          job.requireClaim(tx);
          NotificationStore.tried(tx, id, answer, reason);
        });
    return new JobOutcome.Retry(reason);
  }

  @Override
  public void changed(Handle tx, String payload, JobChange change) {
    long id;
    try {
      id = SendJob.parse(payload).notification();
    } catch (UnreadablePayload unreadable) {
      return; // There is no notification to show it on; the job itself says what is wrong.
    }
    switch (change) {
      case JobChange.Failed failed ->
          NotificationStore.setStatus(tx, id, Notification.Status.FAILED, failed.reason());
      case JobChange.Cancelled _ ->
          NotificationStore.setStatus(tx, id, Notification.Status.CANCELLED, null);
      case JobChange.Requeued _ ->
          NotificationStore.setStatus(tx, id, Notification.Status.WAITING, null);
      case JobChange.WillRetry _, JobChange.Postponed _, JobChange.Lost _ -> {}
    }
  }
}
