package lightspeed.db;

import java.nio.file.Path;

/// A process of its own that needs the embedded database, like any command: starts or joins it,
/// writes one row, says the server's process number and ends.
final class StartEmbeddedServer {
  private StartEmbeddedServer() {}

  public static void main(String[] arguments) {
    EmbeddedServer server = new EmbeddedServer(TestServer.binaries(), Path.of(arguments[0]));
    try (Connections connections = Connections.single(server.start())) {
      connections
          .database()
          .read(handle -> handle.execute("CREATE TABLE IF NOT EXISTS seen (who BIGINT)"));
      connections
          .database()
          .useTransaction(
              handle ->
                  handle.execute(
                      "INSERT INTO seen (who) VALUES (?)", ProcessHandle.current().pid()));
    }
    System.out.println(server.pid().orElseThrow());
  }
}
