package lightspeed.config;

import java.time.Duration;

/// How long history is kept before the daily pruning removes it. All are whole days, from 1.
///
/// @param apiLog default 30 days
/// @param webhooks default 90 days
/// @param notifications default 90 days
/// @param jobs completed and cancelled ones; default 30 days
/// @param syncLog default 365 days
/// @param audit default 1095 days; only `audit:prune` deletes entries of the audit log
public record RetentionConfig(
    Duration apiLog,
    Duration webhooks,
    Duration notifications,
    Duration jobs,
    Duration syncLog,
    Duration audit) {}
