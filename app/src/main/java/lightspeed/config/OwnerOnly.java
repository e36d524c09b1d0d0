package lightspeed.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Makes folders and files that only their owner may use, whatever the umask says, and takes the
/// rights of others off those that are there.
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> NEW_FILE =
      PosixFilePermissions.asFileAttribute(FILE);

  private OwnerOnly() {}

  /// Makes a folder and what is missing above it.
  ///
  /// **Twice:** safe, also from several processes at once.
  public static Path folder(Path folder) throws IOException {
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    tighten(folder, FOLDER);
    return folder;
  }

  /// Opens a file to write to, making it when it is missing.
  public static FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException {
    var channel = FileChannel.open(file, options, NEW_FILE);
    try {
      tighten(file, FILE);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return channel;
  }

  /// Makes an empty file.
  ///
  /// @throws FileAlreadyExistsException when there is one of this name
  public static Path newFile(Path file) throws IOException {
    return Files.createFile(file, NEW_FILE);
  }

  /// Whether more than its owner may do something with it.
  static boolean isOpenToOthers(Path path) throws IOException {
    return !FOLDER.containsAll(Files.getPosixFilePermissions(path));
  }

  /// What belongs to another user stays as it is: only its owner may change it.
  private static void tighten(Path path, Set<PosixFilePermission> wanted) throws IOException {
    if (isOpenToOthers(path) && isOurs(path)) {
      Files.setPosixFilePermissions(path, wanted);
    }
  }

  private static boolean isOurs(Path path) throws IOException {
    return ownUser() == user(path, LinkOption.NOFOLLOW_LINKS);
  }

  /// The number of the user who runs this process.
  static int ownUser() throws IOException {
    return user(Path.of("/proc/self"));
  }

  static int user(Path path, LinkOption... options) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", options);
  }
}
