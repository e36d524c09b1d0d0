package lightspeed.db;

import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The schema of the product: what it is, what it should be, and the way there. Forward only.
///
/// Looking costs one small query; Flyway, which is slow to load, is only touched by [#migrate()].
public final class Migrations {
  /// Number of the newest file in `db/migration`. A test compares it with the files.
  public static final int NEWEST = 13;

  private static final String APPLIED =
      """
      SELECT CAST(version AS INT) AS version, success
      FROM flyway_schema_history
      WHERE version IS NOT NULL
      ORDER BY installed_rank
      """;

  private static final String TABLES =
      """
      SELECT table_name
      FROM information_schema.tables
      WHERE table_schema = DATABASE()
      """;

  private final DatabaseAddress address;
  private final Database database;
  private final Runnable afterwards;

  public Migrations(DatabaseAddress address, Database database) {
    this(address, database, () -> {});
  }

  /// @param address whose user may change tables
  /// @param afterwards done after each migration, also one that had nothing to do
  public Migrations(DatabaseAddress address, Database database, Runnable afterwards) {
    this.address = address;
    this.database = database;
    this.afterwards = afterwards;
  }

  /// Reads how the schema stands; changes nothing.
  public SchemaStatus status() {
    try {
      return database.look(Migrations::withHistory);
    } catch (DatabaseException.SchemaMissing noHistory) {
      List<String> tables =
          database.look(rows -> rows.of(TABLES, row -> row.getString("table_name")));
      if (tables.contains("flyway_schema_history")) {
        // Another process has begun to migrate between the two questions.
        return database.look(Migrations::withHistory);
      }
      boolean isEmpty = tables.isEmpty();
      return new SchemaStatus(null, NEWEST, after(0), isEmpty, !isEmpty, false);
    }
  }

  /// Does nothing when the schema is exactly what this program needs.
  ///
  /// @throws DatabaseException.SchemaMissing when there are no tables of ours
  /// @throws DatabaseException.SchemaTooOld when migrations are missing
  /// @throws DatabaseException.SchemaTooNew when a newer program has migrated it
  /// @throws DatabaseException.MigrationFailed when the last migration stopped midway
  public void requireCurrent() {
    require(status());
  }

  /// As [#requireCurrent()], but an empty schema is filled first, and one whose filling another
  /// process has begun is waited for. For the embedded database, where nobody should have to know
  /// that there is a schema.
  public void requireCurrentOrFill() {
    SchemaStatus status = status();
    if (status.current() == null && !status.isForeign()) {
      migrate();
      status = status();
    }
    require(status);
  }

  /// Applies what is missing, in order. Safe to call again, also after it was killed, and from
  /// several processes at once.
  ///
  /// @return how many migrations were applied
  /// @throws DatabaseException.SchemaTooNew when a newer program has migrated the schema
  /// @throws DatabaseException.MigrationFailed when a migration is refused
  public int migrate() {
    SchemaStatus status = status();
    requireNotTooNew(status);
    if (status.current() == null && !status.hasFailure() && status.isForeign()) {
      throw new DatabaseException.MigrationFailed(
          "The database "
              + address.databaseName()
              + " has tables of something else and was not touched; name an empty database in"
              + " LIGHTSPEED_DATABASE_URL.",
          null);
    }
    int applied = new FlywayRun(address).migrate(status);
    afterwards.run();
    return applied;
  }

  /// A row of the history.
  private record Applied(int version, boolean isSuccess) {}

  private static SchemaStatus withHistory(Rows rows) throws SQLException {
    List<Applied> history =
        rows.of(APPLIED, row -> new Applied(row.getInt("version"), row.getBoolean("success")));
    boolean hasFailure = history.stream().anyMatch(one -> !one.isSuccess());
    OptionalInt current =
        history.stream().filter(Applied::isSuccess).mapToInt(Applied::version).max();
    return new SchemaStatus(
        current.isPresent() ? current.getAsInt() : null,
        NEWEST,
        after(current.orElse(0)),
        false,
        false,
        hasFailure);
  }

  private static List<Integer> after(int version) {
    return IntStream.rangeClosed(version + 1, NEWEST).boxed().toList();
  }

  private static void require(SchemaStatus status) {
    requireNotTooNew(status);
    if (status.hasFailure()) {
      throw new DatabaseException.MigrationFailed(
          "The last migration of the database stopped midway; run: lightspeed-cli db:migrate",
          null);
    }
    Integer current = status.current();
    if (current == null) {
      throw new DatabaseException.SchemaMissing(
          "The database has no tables of this program yet; run: lightspeed-cli db:migrate", null);
    }
    if (current < NEWEST) {
      throw new DatabaseException.SchemaTooOld(
          "The database is at version "
              + current
              + " and this program needs "
              + NEWEST
              + "; run: lightspeed-cli db:migrate");
    }
  }

  private static void requireNotTooNew(SchemaStatus status) {
    Integer current = status.current();
    if (current != null && current > NEWEST) {
      throw new DatabaseException.SchemaTooNew(
          "The database is at version "
              + current
              + ", made by a newer program; this one knows "
              + NEWEST
              + ": upgrade this program.");
    }
  }
}
