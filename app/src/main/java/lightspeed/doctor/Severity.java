package lightspeed.doctor;

/// How bad a finding is.
public enum Severity {
  /// Something does not work, or will not, or is not safe: somebody must act.
  FAULT,
  /// It works; somebody should know.
  HINT
}
