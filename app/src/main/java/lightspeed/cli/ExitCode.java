package lightspeed.cli;

/// How a command ended, as scripts see it.
public enum ExitCode {
  DONE(0, "Done, or nothing to do."),
  FAILED(1, "The operation failed; the message says why and what next."),
  USAGE(2, "Wrong usage or invalid configuration."),
  NOT_FOUND(3, "Not found."),
  CONFLICT(4, "Refused by a rule: the state does not allow it."),
  CREDENTIALS(5, "Lightspeed refused the credentials."),
  UNREACHABLE(6, "Lightspeed or the database cannot be reached."),
  PARTLY(7, "Partly done; each item that failed is listed."),
  INTERRUPTED(130, "Interrupted by Ctrl-C or SIGTERM.");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /// One sentence for documentation.
  String meaning() {
    return meaning;
  }

  public int number() {
    return number;
  }
}
