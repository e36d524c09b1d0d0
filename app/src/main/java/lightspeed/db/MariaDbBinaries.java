package lightspeed.db;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The MariaDB programs that come with the product (Linux on x86-64, glibc).
///
/// @param home folder with `bin`, `scripts` and `share`
public record MariaDbBinaries(Path home) {
  /// System property by which the launcher names the folder.
  public static final String HOME_PROPERTY = "lightspeed.mariadb.home";

  private static final String INSTEAD =
      " build the product, or set LIGHTSPEED_DATABASE_URL to use a MariaDB of your own.";

  public MariaDbBinaries {
    home = home.toAbsolutePath().normalize();
  }

  /// The folder that the launcher named.
  ///
  /// @throws DatabaseException.EmbeddedServerFailed when it named none
  public static MariaDbBinaries ofLauncher() {
    @Nullable String home = System.getProperty(HOME_PROPERTY);
    if (home == null || home.isBlank()) {
      throw new DatabaseException.EmbeddedServerFailed(
          "The embedded database has no programs (" + HOME_PROPERTY + " is not set):" + INSTEAD,
          null);
    }
    return new MariaDbBinaries(Path.of(home));
  }

  /// Whether the programs that talk to a server, ours or another, are there.
  public boolean hasClients() {
    return Files.isExecutable(client()) && Files.isExecutable(dump());
  }

  Path server() {
    return home.resolve("bin/mariadbd");
  }

  Path installer() {
    return home.resolve("scripts/mariadb-install-db");
  }

  Path client() {
    return home.resolve("bin/mariadb");
  }

  Path dump() {
    return home.resolve("bin/mariadb-dump");
  }

  void requireUsable() {
    String system = System.getProperty("os.name", "");
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    if (!system.equals("Linux") || !(processor.equals("amd64") || processor.equals("x86_64"))) {
      throw new DatabaseException.EmbeddedServerFailed(
          "The embedded database runs on Linux x86-64 only, this is "
              + system
              + " "
              + processor
              + ": set LIGHTSPEED_DATABASE_URL to use a MariaDB of your own.",
          null);
    }
    for (Path program : new Path[] {server(), installer()}) {
      if (!Files.isExecutable(program)) {
        throw new DatabaseException.EmbeddedServerFailed(
            "The embedded database's program " + program + " is missing:" + INSTEAD, null);
      }
    }
  }
}
