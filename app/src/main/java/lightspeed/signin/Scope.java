package lightspeed.signin;

import java.util.Locale;
import java.util.Optional;

/// What a token may be used for; each is a right of people. No call changes settings, people or
/// tokens: those are for people only.
public enum Scope {
  READ(Right.READ),
  ORDERS(Right.EDIT_ORDERS),
  APPROVE(Right.APPROVE),
  OPERATE(Right.OPERATE),
  /// To say which installation sends.
  ADMINISTER(Right.ADMINISTER);

  private final Right right;

  Scope(Right right) {
    this.right = right;
  }

  public Right right() {
    return right;
  }

  /// The word in the database, in commands and documents: lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Scope> of(String word) {
    for (var scope : values()) {
      if (scope.word().equals(word)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }
}
