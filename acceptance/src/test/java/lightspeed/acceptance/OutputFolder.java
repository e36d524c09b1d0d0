package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders below `target` that keep what the processes of a test said, also after it failed.
final class OutputFolder {
  private static final Path ALL = Path.of("target", "processes").toAbsolutePath();

  private OutputFolder() {}

  static Path create() {
    try {
      return Files.createTempDirectory(Files.createDirectories(ALL), "test-");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
