package lightspeed.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Writes all tables as SQL to a file while the product works on; the content is that of one
/// moment. A name that ends with `.gz` compresses it. [Restore] has it back. The key of the
/// installation is never in it.
public final class Backup {
  private static final Pattern NO_SPACE = Pattern.compile("(?i)errno:? ?28\\b|no space left");

  /// How a compressed backup's name ends.
  static final String COMPRESSED = ".gz";

  private static final int BUFFER_BYTES = 1 << 16;

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final DatabaseAddress address;
  private final @Nullable MariaDbBinaries binaries;

  /// @param binaries of the embedded database; null to take `mariadb-dump` from the PATH
  public Backup(DatabaseAddress address, @Nullable MariaDbBinaries binaries) {
    this.address = address;
    this.binaries = binaries;
  }

  /// Makes `file`, readable by its owner only. It appears when it is whole, or not at all.
  ///
  /// @return its size in bytes
  /// @throws DatabaseException.BackupFailed when the file exists or cannot be written, or the
  ///     database cannot be read
  /// @throws DatabaseException.StorageFull when the disk is full
  public long writeTo(Path file) {
    return writeTo(file, bytes -> {});
  }

  /// As [#writeTo(Path)].
  ///
  /// @param progress hears now and then how many bytes are written
  public long writeTo(Path file, LongConsumer progress) {
    Path target = file.toAbsolutePath();
    if (Files.exists(target)) {
      throw alreadyThere(target);
    }
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      Files.deleteIfExists(partial);
      Files.createFile(
          partial,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        dumpTo(partial, target.toString().endsWith(COMPRESSED), progress);
        long size = Files.size(partial);
        Files.move(partial, target);
        return size;
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (FileAlreadyExistsException meanwhile) {
      throw alreadyThere(target);
    } catch (IOException unwritable) {
      throw new DatabaseException.BackupFailed(
          "The backup cannot be written to "
              + target
              + " ("
              + unwritable.getClass().getSimpleName()
              + "); name a file in a folder that exists and is writable.",
          unwritable);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new DatabaseException.BackupFailed(
          "The backup was interrupted; no file was left.", stop);
    }
  }

  private void dumpTo(Path partial, boolean isCompressed, LongConsumer progress)
      throws IOException, InterruptedException {
    Path shipped = binaries == null ? null : binaries.dump();
    try (ClientProgram dump = ClientProgram.of(shipped, "mariadb-dump", address)) {
      List<String> command = new ArrayList<>(dump.command());
      command.add("--single-transaction");
      command.add("--quick");
      command.add("--hex-blob");
      command.add("--skip-dump-date");
      command.add(address.databaseName());
      ProcessBuilder builder = new ProcessBuilder(command);
      if (!isCompressed) {
        builder.redirectOutput(Redirect.to(partial.toFile()));
      }
      Process process = builder.start();
      try {
        CompletableFuture<String> complaint = complaint(process);
        if (isCompressed) {
          compress(process.getInputStream(), partial, progress);
        }
        while (!process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          progress.accept(Files.size(partial));
        }
        if (process.exitValue() != 0) {
          throw refused(complaint.join());
        }
      } finally {
        process.destroy();
      }
    }
    try (FileChannel written = FileChannel.open(partial, StandardOpenOption.WRITE)) {
      written.force(true);
    }
  }

  private static void compress(InputStream dump, Path partial, LongConsumer progress)
      throws IOException {
    try (dump;
        OutputStream packed = new GZIPOutputStream(Files.newOutputStream(partial), BUFFER_BYTES)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = dump.read(buffer); read >= 0; read = dump.read(buffer)) {
        packed.write(buffer, 0, read);
        progress.accept(Files.size(partial));
      }
    }
  }

  /// Read beside the waiting, so that an interruption ends the backup at once.
  private static CompletableFuture<String> complaint(Process process) {
    CompletableFuture<String> complaint = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (InputStream errors = process.getErrorStream()) {
                complaint.complete(
                    new String(errors.readAllBytes(), StandardCharsets.UTF_8).strip());
              } catch (IOException unreadable) {
                complaint.complete("");
              }
            });
    return complaint;
  }

  private static DatabaseException refused(String complaint) {
    if (NO_SPACE.matcher(complaint).find()) {
      return new DatabaseException.StorageFull(
          "No room was left for the backup and no file was kept; free disk space or name another"
              + " disk.",
          null);
    }
    String first = complaint.lines().findFirst().orElse("it said nothing");
    return new DatabaseException.BackupFailed(
        "The backup failed and no file was kept: " + first, null);
  }

  private static DatabaseException alreadyThere(Path target) {
    return new DatabaseException.BackupFailed(
        "The file " + target + " exists already and was not touched; name another.", null);
  }
}
