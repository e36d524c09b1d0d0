package lightspeed.job;

/// What cancelling a job did.
public enum CancelResult {
  /// It was waiting; it is CANCELLED now.
  CANCELLED,
  /// It is running; its handler is asked to stop at its next safe point.
  REQUESTED,
  /// It had been cancelled before.
  ALREADY_CANCELLED
}
