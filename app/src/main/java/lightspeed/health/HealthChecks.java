package lightspeed.health;

import java.util.ArrayList;
import java.util.List;
import lightspeed.db.DatabaseException;

/// All checks, in the order in which one failure explains the next: without the database nothing
/// else can be looked at.
///
/// **Threads:** safe.
public final class HealthChecks {
  private final HealthCheck database;
  private final List<HealthCheck> others;

  /// @param database without which the others are not tried
  /// @param others in their order
  public HealthChecks(HealthCheck database, List<HealthCheck> others) {
    this.database = database;
    this.others = List.copyOf(others);
  }

  /// Looks at everything.
  public HealthReport look() throws InterruptedException {
    var results = new ArrayList<CheckResult>();
    results.add(database.look());
    if (results.getFirst() instanceof CheckResult.Failed) {
      return new HealthReport(results);
    }
    for (var check : others) {
      try {
        results.add(check.look());
      } catch (DatabaseException e) {
        results.add(new CheckResult.Failed("database", String.valueOf(e.getMessage()), null));
        return new HealthReport(results);
      }
    }
    return new HealthReport(results);
  }
}
