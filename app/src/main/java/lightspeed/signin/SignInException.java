package lightspeed.signin;

import java.util.List;

/// What people and tokens cannot be or do; the message is for people.
public abstract sealed class SignInException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SignInException(String message) {
    super(message);
  }

  /// There is no such person, token or link.
  public static final class NotFound extends SignInException {
    private static final long serialVersionUID = 1L;

    NotFound(String message) {
      super(message);
    }
  }

  /// The rules do not allow it as things stand.
  public static final class Conflict extends SignInException {
    private static final long serialVersionUID = 1L;

    Conflict(String message) {
      super(message);
    }
  }

  /// What was typed cannot be used.
  public static final class InvalidInput extends SignInException {
    private static final long serialVersionUID = 1L;

    InvalidInput(List<String> problems) {
      super(String.join(" ", problems));
    }
  }
}
