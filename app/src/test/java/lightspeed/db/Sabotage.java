package lightspeed.db;

import java.util.List;

/// What an administrator of the database may do to it, for tests of who notices.
public final class Sabotage {
  private Sabotage() {}

  /// Runs statements as the administrator, in the schema of the database.
  public static void asAdministrator(TestDatabase database, String... statements) {
    TestDatabase.asRoot(database.address().databaseName(), List.of(statements));
  }
}
