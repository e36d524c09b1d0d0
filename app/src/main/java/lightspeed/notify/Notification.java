package lightspeed.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A notification as people look at it.
///
/// @param type such as `order.synced`
/// @param order its public id
/// @param tries how often it was sent, over all replays
/// @param httpStatus of the last answer, null when there was none
/// @param answer the beginning of its body
/// @param error why the last try failed, null when it did not
public record Notification(
    long id,
    String type,
    String order,
    Status status,
    int tries,
    @Nullable Integer httpStatus,
    @Nullable String answer,
    @Nullable String error,
    Instant createdAt,
    @Nullable Instant deliveredAt) {

  /// How far it is.
  public enum Status {
    /// It is sent as soon as its job runs.
    WAITING,
    /// The receiver answered with 2xx.
    DELIVERED,
    /// It is not tried again by itself.
    FAILED,
    /// Somebody cancelled its job.
    CANCELLED
  }
}
