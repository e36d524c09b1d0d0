package lightspeed.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that happened to an order.
///
/// @param id of its row in the table of its kind
/// @param what the operation, call, job type, event or action, in the words of its table
/// @param status how it ended, null when that has no meaning
/// @param detail a sentence: an error, or from where to where; null when there is nothing to say
/// @param who a person or a worker, null when unknown
/// @param job the job it belongs to, null when to none
/// @param millis how long it took, null when unknown
/// @param budgetLeft calls left after this one, null when it is no call or Lightspeed did not say
/// @param hasBody there is more to look at, see [Timeline#body]
public record TimelineEntry(
    Instant at,
    TimelineKind kind,
    long id,
    String what,
    @Nullable String status,
    @Nullable String detail,
    @Nullable String who,
    @Nullable Long job,
    @Nullable Long millis,
    @Nullable Integer budgetLeft,
    boolean hasBody) {

  /// Its place in the timeline.
  TimelinePage.Position position() {
    return new TimelinePage.Position(at, kind, id);
  }
}
