package lightspeed.db;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// MariaDB's own command line on our database, for people and for `< backup.sql`.
public final class DatabaseShell {
  private final DatabaseAddress address;
  private final @Nullable MariaDbBinaries binaries;

  /// @param binaries of the embedded database; null to take `mariadb` from the PATH
  public DatabaseShell(DatabaseAddress address, @Nullable MariaDbBinaries binaries) {
    this.address = address;
    this.binaries = binaries;
  }

  /// Runs it on this process's terminal until it ends. A Ctrl-C is the client's: this process waits
  /// for it.
  ///
  /// @return its exit code
  /// @throws DatabaseException.ProgramMissing when there is no client
  public int run() {
    try (ClientProgram client =
        ClientProgram.of(binaries == null ? null : binaries.client(), "mariadb", address)) {
      List<String> command = new ArrayList<>(client.command());
      command.add(address.databaseName());
      Process process = new ProcessBuilder(command).inheritIO().start();
      Thread waiting = new Thread(() -> finish(process, client), "wait-for-mariadb");
      Runtime.getRuntime().addShutdownHook(waiting);
      int exitCode = process.waitFor();
      forget(waiting);
      return exitCode;
    } catch (IOException failed) {
      throw new DatabaseException.Failed(
          "MariaDB's command line could not be started (" + failed.getMessage() + ").", failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new DatabaseException.Failed("MariaDB's command line was interrupted.", stop);
    }
  }

  private static void finish(Process process, ClientProgram client) {
    process.onExit().join();
    try {
      client.close();
    } catch (IOException leftBehind) {
      // Only this user can read the file, and the system clears its folder.
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs already and finds that the client has ended.
    }
  }
}
