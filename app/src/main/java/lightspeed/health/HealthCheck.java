package lightspeed.health;

/// Looks at one thing. To add one: a class that implements this and a line in [HealthChecks].
@FunctionalInterface
public interface HealthCheck {

  /// Looks now.
  ///
  /// @throws InterruptedException when the caller is stopped while it waits for an answer
  CheckResult look() throws InterruptedException;
}
