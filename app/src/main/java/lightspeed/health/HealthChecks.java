package lightspeed.health;

import java.util.ArrayList;
import java.util.List;
import lightspeed.db.DatabaseException;
import org.jspecify.annotations.Nullable;

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
    return new HealthReport(fitting(results));
  }

  /// Where nothing may be sent, a worker is no remedy.
  private static List<CheckResult> fitting(List<CheckResult> results) {
    for (var result : results) {
      if (result instanceof CheckResult.Failed(String name, _, String remedy)
          && name.equals(InstallationCheck.NAME)) {
        return results.stream().map(each -> fitting(each, remedy)).toList();
      }
    }
    return results;
  }

  private static CheckResult fitting(CheckResult result, @Nullable String remedy) {
    return result instanceof CheckResult.Failed(String name, String detail, String hint)
            && CheckResult.WORK.equals(hint)
        ? new CheckResult.Failed(name, detail, remedy)
        : result;
  }
}
