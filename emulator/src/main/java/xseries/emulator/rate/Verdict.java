package xseries.emulator.rate;

import java.time.Instant;

/// Whether a call may be made.
///
/// @param retryAt when the window opens again
public record Verdict(boolean isAllowed, long limit, long remaining, Instant retryAt) {}
