package lightspeed.signin;

import java.time.Duration;

/// How long a sign-in lasts.
///
/// @param idle without a request; default 30 minutes
/// @param longest in any case; default 12 hours
public record SessionLimits(Duration idle, Duration longest) {}
