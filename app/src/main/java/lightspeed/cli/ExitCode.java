package lightspeed.cli;

/// How a command ended, as scripts see it.
public enum ExitCode {
  /// Done, or nothing to do.
  DONE(0),
  /// The operation failed; the message says why and what next.
  FAILED(1),
  /// Wrong usage or invalid configuration.
  USAGE(2),
  NOT_FOUND(3),
  /// Refused by a rule: the state does not allow it.
  CONFLICT(4),
  /// Lightspeed refused the credentials.
  CREDENTIALS(5),
  /// Lightspeed or the database cannot be reached.
  UNREACHABLE(6),
  /// Some items failed; each is listed.
  PARTLY(7),
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
