package lightspeed.job;

/// Where a job stands, `queue_jobs.status`. PENDING and PROCESSING are unfinished, the others
/// final.
public enum JobStatus {
  PENDING,
  PROCESSING,
  COMPLETED,
  FAILED,
  CANCELLED;

  public boolean isFinished() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
