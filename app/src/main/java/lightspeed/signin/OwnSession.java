package lightspeed.signin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One of a person's sessions, as that person sees it.
///
/// @param seenAt the last request, to the minute
/// @param address where it began
/// @param browser what the browser calls itself, null when it does not say
public record OwnSession(
    long id, Instant beganAt, Instant seenAt, String address, @Nullable String browser) {}
