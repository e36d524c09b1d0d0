package lightspeed.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an order waits for that is not in Lightspeed yet.
///
/// @param since null when it is not known
/// @param reason in words, for people
public record Waiting(Kind kind, @Nullable Instant since, String reason) {

  /// Who or what must move first.
  public enum Kind {
    /// Lightspeed does not answer, or has just come back and one order goes first.
    LINE_DOWN,
    /// This order failed while Lightspeed answered other calls; it is tried again after its pause.
    PAUSE,
    /// Lightspeed refuses one order after the other, so one at a time is tried.
    HOLD,
    /// A person: it has failed, or nothing is queued.
    PERSON,
    /// A person's word on whether this installation may send: it is a copy, or seems to be one.
    COPY,
    /// Its store: address and token lead to another one.
    OTHER_STORE,
    /// Lightspeed's list of consignments, which cannot be read to its end.
    LIST
  }
}
