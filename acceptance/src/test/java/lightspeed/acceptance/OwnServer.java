package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import lightspeed.db.Connections;
import lightspeed.db.Database;
import lightspeed.db.DatabaseAddress;
import lightspeed.db.EmbeddedServer;
import lightspeed.db.MariaDbBinaries;

/// The product's own MariaDB with one shop on it, so that a test may do to the server what it
/// likes.
///
/// **Threads:** one.
final class OwnServer implements ShopDatabase {
  private static final MariaDbBinaries BINARIES =
      new MariaDbBinaries(Path.of("..", "app", "target", "mariadb").toAbsolutePath().normalize());

  private final EmbeddedServer server;
  private final DatabaseAddress address;
  private final Connections connections;
  private ProcessHandle process;

  private OwnServer(EmbeddedServer server) {
    this.server = server;
    this.address = server.start();
    this.process = running();
    this.connections = Connections.single(address);
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "kill-own-mariadb"));
  }

  static OwnServer startedIn(Path folder) {
    return new OwnServer(new EmbeddedServer(BINARIES, folder));
  }

  private ProcessHandle running() {
    return ProcessHandle.of(server.pid().orElseThrow()).orElseThrow();
  }

  @Override
  public DatabaseAddress address() {
    return address;
  }

  @Override
  public Database database() {
    return connections.database();
  }

  /// `kill -9`; returns when the process is gone.
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /// Starts it again after [#kill]; returns when it answers, at the same address.
  void restart() {
    if (!server.start().equals(address)) {
      throw new AssertionError("The server has moved; its port was taken meanwhile.");
    }
    process = running();
  }

  /// `kill -STOP`: it keeps its connections and does nothing.
  void freeze() {
    signal("STOP");
  }

  /// `kill -CONT`.
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int end =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
              .inheritIO()
              .start()
              .onExit()
              .join()
              .exitValue();
      if (end != 0) {
        throw new AssertionError("kill -" + name + " failed");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    connections.close();
    kill();
  }
}
