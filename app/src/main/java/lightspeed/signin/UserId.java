package lightspeed.signin;

/// Number of a person in the table `users`, from 1.
public record UserId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
