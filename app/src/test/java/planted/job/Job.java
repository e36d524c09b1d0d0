package planted.job;

/// The other half of the planted cycle.
public final class Job {}
