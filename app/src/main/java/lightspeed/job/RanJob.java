package lightspeed.job;

/// A job that [Worker#runOnce] ran, and how it ended.
public record RanJob(JobId id, JobType type, RunResult result) {}
