package lightspeed.config;

import java.time.Duration;

/// How purchase orders and Lightspeed are kept together.
///
/// @param autoOnApproval whether approving sends by itself; default true
/// @param pollInterval between two questions for changes; default 60 s
/// @param settle how long an unanswered request may still take effect; default 30 s
public record SyncConfig(boolean autoOnApproval, Duration pollInterval, Duration settle) {}
