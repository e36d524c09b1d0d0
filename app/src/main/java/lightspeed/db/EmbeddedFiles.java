package lightspeed.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Where the embedded server keeps what, below one data directory; only its owner may read it.
///
/// `mariadb` appears by one rename when the first start has succeeded, so its existence says that
/// it is whole.
///
/// @param dataDirectory the product's data directory
record EmbeddedFiles(Path dataDirectory) {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  EmbeddedFiles {
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
  }

  Path home() {
    return dataDirectory.resolve("mariadb");
  }

  Path unfinishedHome() {
    return dataDirectory.resolve("mariadb.new");
  }

  Path lock() {
    return dataDirectory.resolve("mariadb.lock");
  }

  static Path tables(Path home) {
    return home.resolve("data");
  }

  static Path record(Path home) {
    return home.resolve("server.properties");
  }

  static Path log(Path home) {
    return home.resolve("mariadbd.log");
  }

  static Path temporary(Path home) {
    return home.resolve("tmp");
  }

  /// Every start begins a new log and keeps the one before.
  static void setLogAside(Path home) throws IOException {
    if (Files.exists(log(home))) {
      Files.move(log(home), home.resolve("mariadbd.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static void makeLog(Path home) throws IOException {
    if (!Files.exists(log(home))) {
      Files.createFile(log(home), OWNER_ONLY_FILE);
    }
  }

  FileChannel openLock() throws IOException {
    return FileChannel.open(
        lock(), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY_FILE);
  }

  static void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder, OWNER_ONLY_FOLDER);
  }

  /// Replaces `file` as a whole: a reader sees the old or the new text, also after a power cut.
  static void write(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createFile(next, OWNER_ONLY_FILE);
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.UTF_8.encode(text));
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static void deleteAll(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Last lines of a log, oldest first; empty when there is none.
  static List<String> lastLines(Path log, int count) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException none) {
      return List.of();
    }
  }

  /// What an input-output error of our own folder means for the person in front of it.
  DatabaseException explain(IOException failure) {
    String reason =
        failure instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : failure.getClass().getSimpleName().replace("Exception", "");
    if (reason.contains("No space left")
        || String.valueOf(failure.getMessage()).contains("No space left")) {
      return new DatabaseException.StorageFull(
          "No room is left for the embedded database in " + dataDirectory + "; free disk space.",
          failure);
    }
    String what = failure instanceof AccessDeniedException ? "permission denied" : reason;
    return new DatabaseException.EmbeddedServerFailed(
        "The data directory "
            + dataDirectory
            + " cannot be used ("
            + what
            + "): make it writable for this user, or set LIGHTSPEED_DATA_DIR to another.",
        failure);
  }
}
