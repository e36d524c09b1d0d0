package lightspeed.job;

/// Answer of [JobQueue#enqueue].
///
/// @param isNew false: an unfinished job with the same unique key was there already and is the one
public record Enqueued(JobId id, boolean isNew) {}
