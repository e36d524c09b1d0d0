package lightspeed.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import lightspeed.config.Configuration;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.DataDirectory;
import lightspeed.config.DiskRoom;
import lightspeed.config.Settings;
import lightspeed.settings.KeySource;
import org.jspecify.annotations.Nullable;

/// Questions about the data directory, the key, the logs and `.env`.
final class ExamineFiles {
  private static final Set<Need> NEEDS = EnumSet.of(Need.SETTINGS);

  /// Twice what the four logs grow to before the oldest go.
  private static final long LARGE_LOGS_BYTES = 2_500L << 20;

  private final Supplier<DataDirectory> directory;
  private final Supplier<Configuration> settings;
  private final @Nullable Path envFile;
  private final Function<Path, DiskRoom> roomOn;

  /// @param envFile null when there is none
  /// @param roomOn what is left on the disk of a folder
  ExamineFiles(
      Supplier<DataDirectory> directory,
      Supplier<Configuration> settings,
      @Nullable Path envFile,
      Function<Path, DiskRoom> roomOn) {
    this.directory = directory;
    this.settings = settings;
    this.envFile = envFile;
    this.roomOn = roomOn;
  }

  List<Question> all() {
    return List.of(
        Question.of(Topic.FILES, "data directory", NEEDS, this::dataDirectory),
        Question.of(Topic.FILES, "room on the disk", NEEDS, this::disk)
            .quick("disk", () -> room().words()),
        Question.of(Topic.FILES, "logs", NEEDS, this::logs),
        Question.of(Topic.FILES, ".env", Set.of(), this::env),
        Question.of(Topic.FILES, "key", NEEDS, this::key).providing(Need.KEY),
        Question.of(Topic.FILES, "older keys", EnumSet.of(Need.KEY), this::olderKeys));
  }

  private List<Finding> dataDirectory() throws IOException {
    var path = existing(directory.get().path());
    if (!Files.isDirectory(path) || !Files.isWritable(path)) {
      return List.of(
          new Finding(
              FilesFault.DATA_DIRECTORY_NOT_WRITABLE,
              "You may not write to " + path + ".",
              "chown -R $USER " + path));
    }
    if (!path.equals(directory.get().path()) || !isOpenToOthers(path)) {
      return List.of();
    }
    return List.of(
        new Finding(
            FilesFault.DATA_DIRECTORY_OPEN,
            path + " has the rights " + rights(path) + ".",
            "chmod 700 " + path));
  }

  private List<Finding> disk() {
    var room = room();
    return room.isNearlyFull()
        ? List.of(new Finding(FilesFault.DISK_NEARLY_FULL, room.words() + "."))
        : List.of();
  }

  private DiskRoom room() {
    return roomOn.apply(directory.get().path());
  }

  private List<Finding> logs() throws IOException {
    var logs = directory.get().logs();
    if (!Files.isDirectory(logs)) {
      return Files.exists(logs) ? List.of(notWritable(logs)) : List.of();
    }
    List<Finding> found = new ArrayList<>();
    long bytes = 0;
    try (var files = Files.list(logs)) {
      for (var file : files.toList()) {
        bytes += Files.size(file);
        if (file.toString().endsWith(".log") && !Files.isWritable(file)) {
          found.add(notWritable(file));
        }
      }
    }
    if (!Files.isWritable(logs)) {
      found.add(notWritable(logs));
    }
    if (bytes > LARGE_LOGS_BYTES) {
      found.add(
          new Finding(
              FilesFault.LOGS_LARGE,
              logs + " holds " + (bytes >> 20) + " MiB.",
              "Delete the oldest files in " + logs));
    }
    return found;
  }

  private static Finding notWritable(Path path) {
    return new Finding(
        FilesFault.LOGS_NOT_WRITABLE, "You may not write to " + path + ".", "chown $USER " + path);
  }

  private List<Finding> env() throws IOException {
    return envFile == null || !Files.exists(envFile) || !isOpenToOthers(envFile) || !hasSecret()
        ? List.of()
        : List.of(
            new Finding(
                FilesFault.ENV_FILE_OPEN,
                envFile + " holds a secret and has the rights " + rights(envFile) + ".",
                "chmod 600 " + envFile));
  }

  private boolean hasSecret() throws IOException {
    if (envFile == null || !Files.isReadable(envFile)) {
      return false;
    }
    var text = Files.readString(envFile, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
    return Settings.ALL.stream()
        .filter(setting -> setting.isSecret())
        .anyMatch(setting -> text.contains(setting.environmentName()));
  }

  private List<Finding> key() throws IOException {
    var now = settings.get();
    var file = directory.get().keyFile();
    boolean isFile = now.find(Settings.LIGHTSPEED_KEY).isEmpty();
    if (isFile && Files.exists(file) && isOpenToOthers(file)) {
      return List.of(
          new Finding(
              FilesFault.KEY_OPEN,
              file + " has the rights " + rights(file) + ".",
              "chmod 600 " + file));
    }
    try {
      KeySource.of(now, directory.get()).check();
      return List.of();
    } catch (ConfigurationInvalid broken) {
      return List.of(
          isFile
              ? new Finding(FilesFault.KEY_BROKEN, broken.problems().getFirst().sentence())
              : new Finding(
                  FilesFault.KEY_BROKEN,
                  broken.problems().getFirst().sentence(),
                  "Set LIGHTSPEED_KEY to the key that was used before"));
    }
  }

  private List<Finding> olderKeys() {
    var older =
        KeySource.of(settings.get(), directory.get()).names().map(KeySource.Names::older).stream()
            .flatMap(List::stream)
            .toList();
    return older.isEmpty()
        ? List.of()
        : List.of(
            new Finding(
                FilesFault.KEY_OLDER, "Older keys are kept: " + String.join(", ", older) + "."));
  }

  /// The folder itself, or the nearest above it that is there: it is made when it is needed.
  private static Path existing(Path path) {
    var at = path;
    while (!Files.exists(at)) {
      var above = at.getParent();
      if (above == null) {
        return at;
      }
      at = above;
    }
    return at;
  }

  private static boolean isOpenToOthers(Path path) throws IOException {
    return !rights(path).endsWith("------");
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
