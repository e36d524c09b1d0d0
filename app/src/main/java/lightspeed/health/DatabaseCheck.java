package lightspeed.health;

import java.util.function.Supplier;
import lightspeed.db.DatabaseException;
import lightspeed.db.Migrations;
import lightspeed.db.SchemaStatus;

/// The database answers and its tables are those that this program needs.
public final class DatabaseCheck implements HealthCheck {
  private static final String NAME = "database";
  private static final String MIGRATE = "lightspeed-cli db:migrate";

  private final Supplier<Migrations> migrations;

  /// @param migrations asked for when it is looked, because making it may start the database
  public DatabaseCheck(Supplier<Migrations> migrations) {
    this.migrations = migrations;
  }

  @Override
  public CheckResult look() {
    SchemaStatus status;
    try {
      status = migrations.get().status();
    } catch (DatabaseException e) {
      return new CheckResult.Failed(
          NAME, String.valueOf(e.getMessage()), "lightspeed-cli db:status");
    }
    if (status.isCurrent()) {
      return new CheckResult.Passed(NAME, "reachable, tables at version " + status.current());
    }
    var current = status.current();
    if (current == null) {
      return new CheckResult.Failed(NAME, "reachable, but it has no tables yet", MIGRATE);
    }
    return current > status.newestKnown()
        ? new CheckResult.Failed(
            NAME, "tables at version " + current + ", made by a newer program", "Upgrade this one.")
        : new CheckResult.Failed(
            NAME,
            "tables at version " + current + ", version " + status.newestKnown() + " is needed",
            MIGRATE);
  }
}
