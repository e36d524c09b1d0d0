package lightspeed.config;

/// Which MariaDB is used.
public sealed interface DatabaseConfig {

  /// The product's own server, under the data directory. The default.
  record Embedded() implements DatabaseConfig {}

  /// A server that somebody else runs.
  ///
  /// @param url begins with `jdbc:mariadb:` and holds no password
  /// @param user empty when not set
  /// @param password empty when not set
  /// @param migrationUser changes tables; empty when `user` does that too
  /// @param migrationPassword empty when not set
  record Outside(
      String url, String user, Secret password, String migrationUser, Secret migrationPassword)
      implements DatabaseConfig {
    public boolean isSplit() {
      return !migrationUser.isEmpty();
    }
  }
}
