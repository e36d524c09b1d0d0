package lightspeed.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Foreign keys that are taken off their tables for a while, because their names are unique in a
/// schema and are needed by others.
final class ForeignKeys {
  private static final Pattern KEY =
      Pattern.compile("(?m)^\\s+CONSTRAINT (`[A-Za-z0-9_]{1,64}`) (FOREIGN KEY .*?),?$");

  private final Connection connection;
  private final String prefix;
  private final List<Taken> taken = new ArrayList<>();

  /// @param prefix of the names of the tables they are taken off
  ForeignKeys(Connection connection, String prefix) {
    this.connection = connection;
    this.prefix = prefix;
  }

  private record Taken(String table, String name, String definition) {}

  /// @param tables their names without the prefix
  void takeOff(Collection<String> tables) throws SQLException {
    for (String table : tables) {
      Matcher key = KEY.matcher(definition(prefix + table));
      while (key.find()) {
        taken.add(new Taken(table, key.group(1), key.group(2).replace("`" + prefix, "`")));
        execute("ALTER TABLE `" + prefix + table + "` DROP FOREIGN KEY " + key.group(1));
      }
    }
  }

  /// Gives them back to the tables, whose names have no prefix any more. No row has changed since,
  /// so none is looked at.
  void putBack() throws SQLException {
    execute("SET foreign_key_checks = 0");
    for (Taken key : taken) {
      execute(
          "ALTER TABLE `"
              + key.table()
              + "` ADD CONSTRAINT "
              + key.name()
              + " "
              + key.definition());
    }
    execute("SET foreign_key_checks = 1");
    taken.clear();
  }

  private String definition(String table) throws SQLException {
    try (Statement ask = connection.createStatement();
        ResultSet rows = ask.executeQuery("SHOW CREATE TABLE `" + table + "`")) {
      rows.next();
      return rows.getString(2);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
