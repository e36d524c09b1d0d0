package planted.cli;

import java.sql.Connection;
import java.sql.SQLException;

/// A thin layer that talks to the database.
final class HoldsSql {
  void run(Connection connection) throws SQLException {
    connection.createStatement().close();
  }
}
