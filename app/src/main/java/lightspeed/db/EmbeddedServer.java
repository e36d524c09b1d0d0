package lightspeed.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// A MariaDB server of our own for those who have none: started at the first need, shared by all
/// processes that use the data directory, running until [#stop()] or the end of the machine.
///
/// Joining a running server costs reading two small files. A server that was killed is started
/// again at the next need; nothing that was committed is lost.
///
/// **Threads and processes:** safe; starting and stopping is done by one at a time, under a file
/// lock.
public final class EmbeddedServer {
  /// Recovery of a large redo log after a crash takes seconds, not minutes.
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final int PORT_TRIES = 3;
  private static final Object IN_THIS_JVM = new Object();

  private final MariaDbBinaries binaries;
  private final EmbeddedFiles files;
  private final Sleeper sleeper;

  /// @param dataDirectory the product's data directory; the server's files go to `mariadb` in it
  public EmbeddedServer(MariaDbBinaries binaries, Path dataDirectory) {
    this(binaries, dataDirectory, Sleeper.real());
  }

  EmbeddedServer(MariaDbBinaries binaries, Path dataDirectory, Sleeper sleeper) {
    this.binaries = binaries;
    this.files = new EmbeddedFiles(dataDirectory);
    this.sleeper = sleeper;
  }

  /// Joins the running server, or starts it, setting it up the first time (about 1.5 s).
  ///
  /// **Twice:** the same server.
  ///
  /// @throws DatabaseException.EmbeddedServerFailed when it cannot run here; the message says why
  /// @throws DatabaseException.StorageFull when the disk is full
  public DatabaseAddress start() {
    return startRecord().address();
  }

  /// Where the server answers, empty when it does not run.
  public Optional<DatabaseAddress> running() {
    return runningRecord().map(ServerRecord::address);
  }

  /// Process number of the running server.
  public Optional<Long> pid() {
    return runningRecord().map(ServerRecord::pid);
  }

  /// Whether this data directory has an embedded database, running or not.
  public boolean exists() {
    return Files.isDirectory(files.home());
  }

  /// Stops the server cleanly and waits until it has ended.
  ///
  /// @return false when none was running
  public boolean stop() {
    if (!exists()) {
      return false;
    }
    return locked(
        () -> {
          Optional<ServerRecord> running = runningRecord();
          if (running.isEmpty()) {
            return false;
          }
          long pid = running.get().pid();
          ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
          awaitEnd(pid);
          return true;
        });
  }

  ServerRecord startRecord() {
    Optional<ServerRecord> running = runningRecord();
    if (running.isPresent()) {
      return running.get();
    }
    binaries.requireUsable();
    return locked(
        () -> {
          Optional<ServerRecord> startedMeanwhile = runningRecord();
          if (startedMeanwhile.isPresent()) {
            return startedMeanwhile.get();
          }
          if (!Files.exists(files.home())) {
            new NewDataDirectory(binaries, files).create();
          }
          return launch();
        });
  }

  private Optional<ServerRecord> runningRecord() {
    Path file = EmbeddedFiles.record(files.home());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      ServerRecord record = ServerRecord.read(file);
      return ServerProcess.isServerOf(record.pid(), files.home())
          ? Optional.of(record)
          : Optional.empty();
    } catch (IOException unreadable) {
      throw files.explain(unreadable);
    }
  }

  private ServerRecord launch() throws IOException, InterruptedException {
    Path home = files.home();
    if (!Files.exists(EmbeddedFiles.record(home))) {
      throw new DatabaseException.EmbeddedServerFailed(
          "The embedded database in "
              + home
              + " has lost its server.properties with the passwords; restore that file, or move the"
              + " folder away to begin with an empty database.",
          null);
    }
    ServerRecord record = ServerRecord.read(EmbeddedFiles.record(home));
    endServerThatNobodyWroteDown();
    int port = isFree(record.port()) ? record.port() : freePort();
    for (int tries = 1; ; tries++) {
      EmbeddedFiles.setLogAside(home);
      Process process = startProcess(port);
      ServerRecord started = record.runningAs(port, process.pid());
      if (answers(process, started)) {
        started.write(EmbeddedFiles.record(home));
        return started;
      }
      if (tries == PORT_TRIES || !ServerLog.saysPortIsTaken(EmbeddedFiles.log(home))) {
        throw ServerLog.explain("ended while it started", EmbeddedFiles.log(home));
      }
      port = freePort();
    }
  }

  private Process startProcess(int port) {
    try {
      return ServerProcess.start(binaries, files.home(), port);
    } catch (IOException cannotRun) {
      throw new DatabaseException.EmbeddedServerFailed(
          "The embedded database's program "
              + binaries.server()
              + " cannot be run here ("
              + cannotRun.getMessage()
              + "; it needs glibc): set LIGHTSPEED_DATABASE_URL to use a MariaDB of your own.",
          cannotRun);
    }
  }

  /// A process that was killed between starting the server and writing it down leaves one that is
  /// only known by its own pid file. It is ended, because its port is not known for sure.
  private void endServerThatNobodyWroteDown() throws IOException, InterruptedException {
    Path pidFile = files.home().resolve("mariadbd.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    String text = Files.readString(pidFile).strip();
    if (text.matches("[0-9]{1,18}")
        && ServerProcess.isServerOf(Long.parseLong(text), files.home())) {
      long pid = Long.parseLong(text);
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
      awaitEnd(pid);
    }
  }

  /// Waits for the first login; false when the server ended instead.
  private boolean answers(Process process, ServerRecord started) throws InterruptedException {
    var source = Connections.dataSource(started.address(), SessionSettings.forWork());
    for (long polls = START_LIMIT.dividedBy(POLL); process.isAlive(); polls--) {
      try (Connection login = source.getConnection()) {
        return login.isValid(1);
      } catch (SQLException notYet) {
        if (SqlErrors.kindOf(notYet) != SqlErrorKind.CONNECTION_LOST) {
          process.destroy();
          throw SqlErrors.translate(notYet);
        }
        if (polls == 0) {
          process.destroy();
          throw ServerLog.explain(
              "did not answer within " + START_LIMIT.toSeconds() + " s",
              EmbeddedFiles.log(files.home()));
        }
      }
      sleeper.sleep(POLL);
    }
    return false;
  }

  private void awaitEnd(long pid) throws InterruptedException {
    for (long polls = STOP_LIMIT.dividedBy(POLL);
        ServerProcess.isServerOf(pid, files.home());
        polls--) {
      if (polls == 0) {
        throw new DatabaseException.EmbeddedServerFailed(
            "The embedded database (process "
                + pid
                + ") did not stop within "
                + STOP_LIMIT.toSeconds()
                + " s; its log is "
                + EmbeddedFiles.log(files.home())
                + ".",
            null);
      }
      sleeper.sleep(POLL);
    }
  }

  private static boolean isFree(int port) {
    if (port <= 0) {
      return false;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private <T> T locked(Step<T> step) {
    // A file lock belongs to the whole JVM, so threads of one queue up first.
    synchronized (IN_THIS_JVM) {
      try {
        EmbeddedFiles.createFolder(files.dataDirectory());
        try (FileChannel channel = files.openLock();
            FileLock held = channel.lock()) {
          Objects.requireNonNull(held);
          return step.run();
        }
      } catch (FileLockInterruptionException | InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new DatabaseException.EmbeddedServerFailed(
            "Starting or stopping the embedded database was interrupted; try again.", stop);
      } catch (IOException unusable) {
        throw files.explain(unusable);
      }
    }
  }

  private interface Step<T> {
    T run() throws IOException, InterruptedException;
  }
}
