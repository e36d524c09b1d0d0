package lightspeed.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The embedded MariaDB of this test run: one for the JVM, in a folder of its own below `target`.
///
/// It is killed and its folder deleted when the JVM ends; what a killed JVM left is removed by the
/// next run, which sees that nobody holds the folder's lock any more.
final class TestServer {
  private static final Path RUNS = Path.of("target", "test-mariadb").toAbsolutePath();

  /// Nobody pulls the plug of a test run, so nothing of its many schemas need reach the disk at
  /// once; each has fifty tables, and they stay open.
  private static final List<String> UNSAFE_AND_FAST =
      List.of(
          "SET GLOBAL innodb_flush_log_at_trx_commit = 0",
          "SET GLOBAL innodb_doublewrite = 0",
          "SET GLOBAL innodb_file_per_table = 0",
          "SET GLOBAL innodb_buffer_pool_size = 256 * 1024 * 1024",
          "SET GLOBAL sync_frm = 0",
          "SET GLOBAL table_definition_cache = 8000",
          "SET GLOBAL table_open_cache = 8000");

  private static @Nullable ServerRecord running;
  private static boolean leftoversAreRemoved;

  private TestServer() {}

  static synchronized ServerRecord running() {
    if (running == null) {
      running = start();
    }
    return running;
  }

  /// Binaries as the launcher names them, else where the build unpacks them for `app`, seen from
  /// `app` and from the modules beside it.
  static MariaDbBinaries binaries() {
    if (System.getProperty(MariaDbBinaries.HOME_PROPERTY) != null) {
      return MariaDbBinaries.ofLauncher();
    }
    Path here = Path.of("target", "mariadb");
    return new MariaDbBinaries(
        Files.isDirectory(here) ? here : Path.of("..", "app", "target", "mariadb"));
  }

  /// A data directory for a server of a test's own, killed and removed like the shared one.
  static synchronized Path newDataDirectory() {
    try {
      Files.createDirectories(RUNS);
      // Between making a folder and locking it, another test run must not take it for a leftover.
      try (FileChannel setUp = openLock(RUNS);
          FileLock held = setUp.lock()) {
        Objects.requireNonNull(held);
        if (!leftoversAreRemoved) {
          removeLeftovers();
          leftoversAreRemoved = true;
        }
        Path run = Files.createTempDirectory(RUNS, ProcessHandle.current().pid() + "-");
        FileChannel channel = openLock(run);
        FileLock inUse = channel.lock();
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> end(run, channel, inUse), "stop-test-mariadb"));
        return run;
      }
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  /// Kills the server of a data directory as `kill -9` does.
  static void kill(Path dataDirectory) {
    new EmbeddedServer(binaries(), dataDirectory)
        .pid()
        .flatMap(ProcessHandle::of)
        .ifPresent(
            server -> {
              server.destroyForcibly();
              server.onExit().join();
            });
  }

  private static ServerRecord start() {
    ServerRecord record = new EmbeddedServer(binaries(), newDataDirectory()).startRecord();
    TestDatabase.asRoot(record, "mysql", UNSAFE_AND_FAST);
    return record;
  }

  private static void end(Path run, FileChannel channel, FileLock held) {
    try {
      kill(run);
      held.release();
      channel.close();
      EmbeddedFiles.deleteAll(run);
    } catch (IOException leftForTheNextRun) {
      // The next run removes it.
    }
  }

  private static void removeLeftovers() throws IOException {
    List<Path> runs;
    try (Stream<Path> found = Files.list(RUNS)) {
      runs = found.filter(Files::isDirectory).toList();
    }
    for (Path run : runs) {
      try (FileChannel channel = openLock(run);
          FileLock lock = channel.tryLock()) {
        if (lock != null) {
          kill(run);
          EmbeddedFiles.deleteAll(run);
        }
      }
    }
  }

  private static FileChannel openLock(Path run) throws IOException {
    return FileChannel.open(
        run.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
