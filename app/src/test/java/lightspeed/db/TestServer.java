package lightspeed.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The embedded MariaDB of this test run: one for the JVM, in a folder of its own below `target`.
///
/// It is killed and its folder deleted when the JVM ends; what a killed JVM left is removed by the
/// next run, which sees that nobody holds the folder's lock any more.
final class TestServer {
  private static final Path RUNS = Path.of("target", "test-mariadb").toAbsolutePath();
  private static @Nullable ServerRecord running;

  private TestServer() {}

  static synchronized ServerRecord running() {
    if (running == null) {
      try {
        removeLeftovers();
        running = start();
      } catch (IOException unusable) {
        throw new UncheckedIOException(unusable);
      }
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

  private static ServerRecord start() throws IOException {
    Path run = RUNS.resolve(Long.toString(ProcessHandle.current().pid()));
    Files.createDirectories(run);
    FileChannel channel = openLock(run);
    FileLock held = channel.lock();
    ServerRecord record = new EmbeddedServer(binaries(), run).startRecord();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  kill(run);
                  try {
                    held.release();
                    channel.close();
                    EmbeddedFiles.deleteAll(run);
                  } catch (IOException leftForTheNextRun) {
                    // The next run removes it.
                  }
                },
                "stop-test-mariadb"));
    return record;
  }

  private static void removeLeftovers() throws IOException {
    if (!Files.isDirectory(RUNS)) {
      return;
    }
    List<Path> runs;
    try (Stream<Path> found = Files.list(RUNS)) {
      runs = found.toList();
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

  private static void kill(Path run) {
    new EmbeddedServer(binaries(), run)
        .pid()
        .flatMap(ProcessHandle::of)
        .ifPresent(
            server -> {
              server.destroyForcibly();
              server.onExit().join();
            });
  }
}
