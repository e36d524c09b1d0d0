package lightspeed.signin;

import java.time.Instant;
import java.util.Map;

/// A sign-in that lasts, as a row of `web_sessions` and the person it belongs to.
///
/// @param isComplete false: the password was right, the second factor is missing
/// @param seenAt the last request, to the minute
/// @param confirmedAt when the person last proved who they are
/// @param attributes what a page left for the next one
record WebSession(
    long id,
    User user,
    boolean isComplete,
    Instant beganAt,
    Instant seenAt,
    Instant confirmedAt,
    Map<String, String> attributes) {
  WebSession {
    attributes = Map.copyOf(attributes);
  }

  boolean countsAt(Instant now, SessionLimits limits) {
    return now.isBefore(seenAt.plus(limits.idle())) && now.isBefore(beganAt.plus(limits.longest()));
  }
}
