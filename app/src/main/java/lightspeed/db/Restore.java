package lightspeed.db;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Brings the tables of a backup back, beside those in use, and changes places with them in one
/// statement: until then nothing is touched, and until [#dropReplaced] the old ones are there.
///
/// 1. [#begin] takes a lock, so that there is one restore at a time.
/// 2. [#load] fills tables whose names begin with [#LOADED]. A crash leaves them to the next
///    restore, which drops them.
/// 3. [#swap] renames all tables at once: those in use get [#REPLACED] before their names. A crash
///    leaves one state or the other, whole.
/// 4. [#dropReplaced], or [#swapBack] when something went wrong since. A crash before that shows by
///    [#isHalfDone]; whoever comes next goes on from there.
///
/// Names of foreign keys are unique in a schema, so a loaded table's are those of the table in use
/// with or without [#TWIN].
///
/// **Threads:** one.
public final class Restore implements AutoCloseable {
  /// Before the name of a table that was loaded from the backup.
  public static final String LOADED = "restored__";

  /// Before the name of a table that was in use until now.
  public static final String REPLACED = "replaced__";

  private static final String TWIN = "_2";
  private static final Pattern TABLE =
      Pattern.compile("(CREATE TABLE|INSERT INTO) `([A-Za-z0-9_]{1,50})`");
  private static final Pattern FOREIGN_KEY =
      Pattern.compile(
          "(?m)^(\\s+CONSTRAINT) `([A-Za-z0-9_]{1,60})` (FOREIGN KEY \\(.*\\) REFERENCES)"
              + " `([A-Za-z0-9_]{1,50})`");
  private static final Set<String> NEEDED =
      Set.of("flyway_schema_history", "vend_consignments", "queue_jobs", "lightspeed_sync_log");

  private final DatabaseAddress address;
  private final Connection connection;
  private final ForeignKeys replacedKeys;

  private Restore(DatabaseAddress address, Connection connection) {
    this.address = address;
    this.connection = connection;
    this.replacedKeys = new ForeignKeys(connection, REPLACED);
  }

  /// Begins, and removes what an earlier restore that was killed left behind.
  ///
  /// @throws DatabaseException.RestoreRefused when another restore runs
  public static Restore begin(DatabaseAddress address) {
    try {
      Connection connection =
          Connections.dataSource(address, SessionSettings.forMigration()).getConnection();
      Restore restore = new Restore(address, connection);
      boolean isBegun = false;
      try {
        restore.lock();
        restore.drop(LOADED);
        isBegun = true;
        return restore;
      } finally {
        if (!isBegun) {
          connection.close();
        }
      }
    } catch (SQLException failure) {
      throw SqlErrors.translate(failure);
    }
  }

  private void lock() throws SQLException {
    try (var ask = connection.prepareStatement("SELECT GET_LOCK(?, 0)")) {
      ask.setString(1, "lightspeed restore " + address.databaseName());
      try (ResultSet answer = ask.executeQuery()) {
        if (!answer.next() || answer.getInt(1) != 1) {
          throw DatabaseException.RestoreRefused.inTheWay(
              "Another restore of this database is running; wait for its end.");
        }
      }
    }
  }

  /// What a backup turned out to be.
  ///
  /// @param version of its tables
  public record Loaded(int version) {}

  /// Fills tables beside those in use.
  ///
  /// @param progress hears now and then how many characters are read
  /// @throws DatabaseException.RestoreRefused when the file is not a whole backup of ours, or of a
  ///     newer program
  public Loaded load(Path file, LongConsumer progress) {
    boolean isLoaded = false;
    try {
      fill(file, progress);
      Loaded loaded = new Loaded(version(file));
      isLoaded = true;
      return loaded;
    } catch (SQLException refused) {
      throw DatabaseException.RestoreRefused.unusable(
          file,
          "the database refused a statement of it (" + SqlErrors.told(refused) + ")",
          refused);
    } catch (IOException unreadable) {
      throw DatabaseException.RestoreRefused.unusable(
          file, "it cannot be read (" + unreadable.getClass().getSimpleName() + ")", unreadable);
    } finally {
      if (!isLoaded) {
        dropLoaded();
      }
    }
  }

  private void fill(Path file, LongConsumer progress) throws IOException, SQLException {
    Set<String> taken = new TreeSet<>(column(FOREIGN_KEYS));
    try (BackupStatements statements = BackupStatements.open(file, progress);
        Statement execute = connection.createStatement()) {
      execute.setEscapeProcessing(false);
      execute.execute(
          "SET foreign_key_checks = 0, unique_checks = 0, sql_mode = 'NO_AUTO_VALUE_ON_ZERO'");
      for (var next = statements.next(); next.isPresent(); next = statements.next()) {
        execute.execute(beside(next.get(), taken));
      }
      execute.execute("SET foreign_key_checks = 1, unique_checks = 1");
    }
  }

  /// The statement, about the table's twin.
  private static String beside(String statement, Set<String> taken) {
    Matcher table = TABLE.matcher(statement);
    if (!table.lookingAt()) {
      throw new IllegalStateException("not a statement of a backup");
    }
    String about = table.group(1) + " `" + LOADED + table.group(2) + "`";
    String rest = statement.substring(table.end());
    if (table.group(1).startsWith("INSERT")) {
      return about + rest;
    }
    return about
        + FOREIGN_KEY
            .matcher(rest)
            .replaceAll(
                key ->
                    Matcher.quoteReplacement(
                        key.group(1)
                            + " `"
                            + freeName(key.group(2), taken)
                            + "` "
                            + key.group(3)
                            + " `"
                            + LOADED
                            + key.group(4)
                            + "`"));
  }

  private static String freeName(String name, Set<String> taken) {
    String plain = name.endsWith(TWIN) ? name.substring(0, name.length() - TWIN.length()) : name;
    return taken.contains(plain) ? plain + TWIN : plain;
  }

  private int version(Path file) throws SQLException {
    if (!tables(LOADED).containsAll(NEEDED)) {
      throw DatabaseException.RestoreRefused.unusable(
          file, "it is not a backup of this program's tables", null);
    }
    List<String> versions =
        column(
            "SELECT COALESCE(MAX(CAST(version AS INT)), 0) FROM "
                + LOADED
                + "flyway_schema_history WHERE success AND version IS NOT NULL");
    int number = Integer.parseInt(versions.getFirst());
    if (number == 0) {
      throw DatabaseException.RestoreRefused.unusable(file, "its tables have no version", null);
    }
    if (number > Migrations.NEWEST) {
      throw DatabaseException.RestoreRefused.unusable(
          file,
          "a newer program made it (its tables are at version "
              + number
              + ", this program knows "
              + Migrations.NEWEST
              + "); upgrade this program first",
          null);
    }
    return number;
  }

  /// Adds those of the tables in use, empty, that the backup does not have because it is older.
  public void addMissing(List<String> names) {
    try (Statement execute = connection.createStatement()) {
      Set<String> missing = tables("");
      missing.retainAll(names);
      missing.removeAll(tables(LOADED));
      for (String table : missing) {
        execute.execute("CREATE TABLE `" + LOADED + table + "` LIKE `" + table + "`");
      }
    } catch (SQLException failure) {
      throw SqlErrors.translate(failure);
    }
  }

  /// The loaded tables take the places of those in use, all at once.
  public void swap() {
    try {
      drop(REPLACED);
      renameAll(REPLACED, LOADED);
    } catch (SQLException failure) {
      throw SqlErrors.translate(failure);
    }
  }

  /// Whether a restore was killed after the tables had changed places and before it was done.
  public boolean isHalfDone() {
    try {
      return !tables(REPLACED).isEmpty();
    } catch (SQLException failure) {
      throw SqlErrors.translate(failure);
    }
  }

  /// Frees the names of the foreign keys of the tables that were in use until [#swap]: migrating an
  /// older backup makes keys with these names. [#swapBack] gives them back.
  public void freeForeignKeyNames() {
    try {
      replacedKeys.takeOff(tables(REPLACED));
    } catch (SQLException failure) {
      throw SqlErrors.translate(failure);
    }
  }

  /// The tables that were in use until [#swap] are in use again; those of the backup go.
  public void swapBack() {
    try {
      drop(LOADED);
      renameAll(LOADED, REPLACED);
      drop(LOADED);
      replacedKeys.putBack();
    } catch (SQLException failure) {
      throw SqlErrors.translate(failure);
    }
  }

  /// Forgets the tables that were in use before.
  public void dropReplaced() {
    try {
      drop(REPLACED);
    } catch (SQLException failure) {
      throw SqlErrors.translate(failure);
    }
  }

  /// Forgets what was loaded.
  public void dropLoaded() {
    try {
      drop(LOADED);
    } catch (SQLException failure) {
      throw SqlErrors.translate(failure);
    }
  }

  /// @param away what those in use are called afterwards
  /// @param from what those are called that take their places
  private void renameAll(String away, String from) throws SQLException {
    List<String> renames = new ArrayList<>();
    for (String table : tables("")) {
      renames.add("`" + table + "` TO `" + away + table + "`");
    }
    for (String table : tables(from)) {
      renames.add("`" + from + table + "` TO `" + table + "`");
    }
    try (Statement execute = connection.createStatement()) {
      execute.execute("SET lock_wait_timeout = 10, foreign_key_checks = 1");
      execute.execute("RENAME TABLE " + String.join(", ", renames));
    }
  }

  private void drop(String prefix) throws SQLException {
    List<String> tables = new ArrayList<>();
    for (String table : tables(prefix)) {
      tables.add("`" + prefix + table + "`");
    }
    if (!tables.isEmpty()) {
      try (Statement execute = connection.createStatement()) {
        execute.execute("SET foreign_key_checks = 0");
        execute.execute("DROP TABLE " + String.join(", ", tables));
        execute.execute("SET foreign_key_checks = 1");
      }
    }
  }

  private static final String FOREIGN_KEYS =
      """
      SELECT constraint_name
      FROM information_schema.referential_constraints
      WHERE constraint_schema = DATABASE()
      """;

  private static final String TABLES =
      """
      SELECT table_name
      FROM information_schema.tables
      WHERE table_schema = DATABASE()
        AND table_type = 'BASE TABLE'
      ORDER BY table_name
      """;

  /// Tables whose names begin so, without that; for the empty text those in use.
  private Set<String> tables(String prefix) throws SQLException {
    Set<String> found = new TreeSet<>();
    for (String name : column(TABLES)) {
      boolean isBeside = name.startsWith(LOADED) || name.startsWith(REPLACED);
      if (prefix.isEmpty() ? !isBeside : name.startsWith(prefix)) {
        found.add(name.substring(prefix.length()));
      }
    }
    return found;
  }

  private List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement ask = connection.createStatement();
        ResultSet rows = ask.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  /// Ends the lock.
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw SqlErrors.translate(failure);
    }
  }
}
