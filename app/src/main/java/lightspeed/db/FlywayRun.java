package lightspeed.db;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/// One run of Flyway, without a word on standard output or error.
final class FlywayRun {
  private final DatabaseAddress address;

  FlywayRun(DatabaseAddress address) {
    this.address = address;
  }

  int migrate(SchemaStatus status) {
    try {
      Flyway flyway =
          Flyway.configure(FlywayRun.class.getClassLoader())
              .dataSource(Connections.dataSource(address, SessionSettings.forMigration()))
              .loggers(Silent.class.getName())
              .locations("classpath:db/migration")
              .failOnMissingLocations(true)
              .cleanDisabled(true)
              .load();
      if (status.hasFailure()) {
        // Every statement of our migrations may run again, so a failed one is forgotten and redone.
        flyway.repair();
      }
      return flyway.migrate().migrationsExecuted;
    } catch (FlywayException refused) {
      throw switch (SqlErrors.kindOf(refused)) {
        case TABLE_MISSING, DUPLICATE_KEY, INTERRUPTED, OTHER ->
            new DatabaseException.MigrationFailed(
                "The database could not be migrated ("
                    + SqlErrors.told(refused)
                    + "); correct that and run again: lightspeed-cli db:migrate",
                refused);
        case CONNECTION_LOST,
            ACCESS_DENIED,
            UNKNOWN_DATABASE,
            STORAGE_FULL,
            READ_ONLY,
            NODE_NOT_READY,
            TOO_MANY_CONNECTIONS,
            DEADLOCK,
            LOCK_TIMEOUT,
            SNAPSHOT_CONFLICT ->
            SqlErrors.translate(refused);
      };
    }
  }

  /// What Flyway has to say that matters arrives as its exception or its result. Public because
  /// Flyway makes one by name.
  public static final class Silent implements LogCreator, Log {
    @Override
    public Log createLogger(Class<?> source) {
      return this;
    }

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Exception cause) {}

    @Override
    public void notice(String message) {}
  }
}
