package lightspeed.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Links to two folders at a place without blanks in its name, for the time of an installation:
/// MariaDB's installation script (11.4) splits paths at blanks. Folders without blanks are named as
/// they are.
///
/// **Threads:** confined.
final class SpacelessLinks implements AutoCloseable {
  private final Path folder;

  SpacelessLinks() throws IOException {
    this.folder = Files.createTempDirectory("lightspeed");
  }

  /// A name of `target` without blanks, as long as this is open.
  Path to(Path target, String name) throws IOException {
    boolean isPlain = target.toString().chars().noneMatch(Character::isWhitespace);
    return isPlain ? target : Files.createSymbolicLink(folder.resolve(name), target);
  }

  @Override
  public void close() throws IOException {
    EmbeddedFiles.deleteAll(folder);
  }
}
