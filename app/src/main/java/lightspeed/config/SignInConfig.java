package lightspeed.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How people sign in.
///
/// @param idle how long a sign-in lasts without a request; default 30 min
/// @param longest how long it lasts in any case; default 12 h
/// @param isSecondFactorRequired of admins and approvers; default false
/// @param publicUrl under which people reach the server, without a slash at its end; null: where it
///     listens
public record SignInConfig(
    Duration idle, Duration longest, boolean isSecondFactorRequired, @Nullable URI publicUrl) {}
