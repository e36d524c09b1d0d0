package lightspeed.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The folder of everything the product keeps on disk: its own database, logs, the key file. Only
/// its owner may enter it.
///
/// @param path absolute
public record DataDirectory(Path path) {
  private static final Pattern OUR_NAMES = Pattern.compile("(key|logs|uploads|mariadb)([.-].*)?");
  private static final String USER_FOLDER = "lightspeed-integration";

  /// Decides where it is, without touching the disk: `configured`, else `data` in the launcher's
  /// folder when that can be written to, else the user's data folder.
  ///
  /// @param configured the setting `lightspeed_data_dir`, null when not set; `~/` is the home
  ///     folder
  /// @param home the launcher's folder, null when there is no launcher
  /// @throws ConfigurationInvalid when there is no folder to fall back to
  public static DataDirectory locate(
      @Nullable String configured, @Nullable Path home, Map<String, String> environment) {
    if (configured != null) {
      return new DataDirectory(expanded(configured, environment).toAbsolutePath().normalize());
    }
    if (home != null) {
      var beside = home.toAbsolutePath().resolve("data");
      if (Files.isWritable(Files.exists(beside) ? beside : home)) {
        return new DataDirectory(beside);
      }
    }
    return new DataDirectory(userFolder(environment));
  }

  /// Makes the folder when it is missing.
  ///
  /// **Twice:** safe, also from several processes at once.
  ///
  /// @throws ConfigurationInvalid when it cannot be made
  public DataDirectory create() {
    try {
      if (!Files.isDirectory(path) || holdsOnlyOurs()) {
        var _ = OwnerOnly.folder(path);
      }
      return this;
    } catch (IOException e) {
      var invalid =
          new ConfigurationInvalid(
              new SettingProblem(
                  Settings.LIGHTSPEED_DATA_DIR.key(),
                  path.toString(),
                  "data directory",
                  "cannot be made ("
                      + reason(e)
                      + "); set LIGHTSPEED_DATA_DIR to a folder you may write"));
      invalid.initCause(e);
      throw invalid;
    }
  }

  /// A folder that serves others too, such as `/srv`, keeps its rights; `doctor` tells of them.
  private boolean holdsOnlyOurs() throws IOException {
    if (!OwnerOnly.isOpenToOthers(path)) {
      return false;
    }
    try (var files = Files.newDirectoryStream(path)) {
      for (var file : files) {
        if (!OUR_NAMES.matcher(String.valueOf(file.getFileName())).matches()) {
          return false;
        }
      }
    }
    return true;
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case FileAlreadyExistsException _ -> "it is a file, not a folder";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }

  /// Where log files are; not made yet.
  public Path logs() {
    return path.resolve("logs");
  }

  /// The file with the key that encrypts secrets.
  public Path keyFile() {
    return path.resolve("key");
  }

  /// Makes a folder of this name for its owner only and returns it.
  public Path folder(String name) {
    var folder = create().path.resolve(name);
    try {
      return OwnerOnly.folder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }

  private static Path expanded(String configured, Map<String, String> environment) {
    var home = environment.get("HOME");
    return configured.startsWith("~/") && home != null
        ? Path.of(home, configured.substring(2))
        : Path.of(configured);
  }

  private static Path userFolder(Map<String, String> environment) {
    // The XDG base directory specification says to ignore a relative XDG_DATA_HOME.
    var shared = environment.getOrDefault("XDG_DATA_HOME", "");
    if (shared.startsWith("/")) {
      return Path.of(shared, USER_FOLDER);
    }
    var home = environment.getOrDefault("HOME", "");
    if (home.startsWith("/")) {
      return Path.of(home, ".local", "share", USER_FOLDER);
    }
    throw new ConfigurationInvalid(
        new SettingProblem(
            Settings.LIGHTSPEED_DATA_DIR.key(),
            null,
            SettingSource.DEFAULT.label(),
            "no folder for data: the launcher's folder cannot be written and there is no HOME;"
                + " set LIGHTSPEED_DATA_DIR"));
  }
}
