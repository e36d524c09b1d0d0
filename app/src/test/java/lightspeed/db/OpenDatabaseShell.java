package lightspeed.db;

import java.util.Map;

/// A process of its own that opens the database's command line on its own input and output.
final class OpenDatabaseShell {
  private OpenDatabaseShell() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    DatabaseAddress address =
        DatabaseAddress.parse(
            environment.getOrDefault("URL", ""),
            environment.get("DB_USER"),
            environment.get("DB_PASSWORD"));
    System.exit(new DatabaseShell(address, TestServer.binaries()).run());
  }
}
