package xseries.emulator.consignment;

import java.io.Serial;

/// A request that the rules do not allow. Nothing was changed.
public final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Why why;

  public Refusal(Why why, String message) {
    super(message);
    this.why = why;
  }

  Refusal(Why why, String message, Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  public static Refusal rule(String message) {
    return new Refusal(Why.RULE, message);
  }

  public static Refusal unknownId(String message) {
    return new Refusal(Why.UNKNOWN_ID, message);
  }

  public Why why() {
    return why;
  }

  /// The kinds of refusal, each with a status of its own.
  public enum Why {
    /// A rule of consignments is broken.
    RULE,
    /// The thing named in the path is not there.
    NOT_FOUND,
    /// The body names something that does not exist.
    UNKNOWN_ID
  }
}
