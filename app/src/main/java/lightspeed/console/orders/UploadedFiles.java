package lightspeed.console.orders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/// Uploaded files between the preview of an import and its confirmation: in a folder of its own,
/// readable by nobody else, each for an hour.
///
/// **Threads:** safe.
final class UploadedFiles {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final int KEY_BYTES = 16;
  private static final String ENDING = ".csv";

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Path folder;

  /// @param parent is made when it is missing
  UploadedFiles(Path parent, InstantSource clock) {
    this.folder = parent.resolve("uploads");
    this.clock = clock;
  }

  /// Keeps a file.
  ///
  /// @return the key to find it with, which nobody can guess
  String keep(InputStream content) throws IOException {
    make();
    deleteOld();
    var bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    var key = HexFormat.of().formatHex(bytes);
    Files.copy(content, path(key));
    return key;
  }

  /// The file of this key; empty when it is gone or there was none.
  Optional<Path> find(String key) {
    if (!key.matches("[0-9a-f]{" + 2 * KEY_BYTES + "}")) {
      return Optional.empty();
    }
    return Optional.of(path(key)).filter(Files::isRegularFile);
  }

  void delete(String key) throws IOException {
    var file = find(key);
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }

  private void make() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private void deleteOld() throws IOException {
    Instant oldest = clock.instant().minus(KEPT);
    try (var files = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (var file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private Path path(String key) {
    return folder.resolve(key + ENDING);
  }
}
