package lightspeed;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import lightspeed.config.DataDirectory;
import lightspeed.config.EnvFile;
import lightspeed.db.MariaDbBinaries;
import org.jspecify.annotations.Nullable;

/// Where the product was put and from where it is called.
///
/// @param home the launcher's folder, null when there is no launcher
/// @param workingDirectory of the caller
/// @param binaries programs of the embedded database, asked for when they are needed
/// @param javaDate when the JDK under it was released, such as `2026-04-21`
record Program(
    @Nullable Path home,
    Path workingDirectory,
    Supplier<MariaDbBinaries> binaries,
    String javaDate) {
  /// System property by which the launcher names its folder.
  static final String HOME_PROPERTY = "lightspeed.home";

  /// As the launcher told this process.
  static Program ofProcess() {
    var home = System.getProperty(HOME_PROPERTY);
    return new Program(
        home == null ? null : Path.of(home),
        Path.of(""),
        MariaDbBinaries::ofLauncher,
        System.getProperty("java.version.date", ""));
  }

  EnvFile envFile(@Nullable Path asked) {
    return EnvFile.find(asked, workingDirectory, home);
  }

  DataDirectory dataDirectory(@Nullable String configured, Map<String, String> environment) {
    return DataDirectory.locate(configured, home, environment);
  }
}
