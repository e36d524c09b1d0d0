package lightspeed;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import lightspeed.cli.ServicesFactory;
import lightspeed.db.MariaDbBinaries;
import lightspeed.db.TestDatabase;
import lightspeed.server.WebServer;

/// The whole product in this process, as `serve` runs it, on a database of a test.
final class RunningApp implements AutoCloseable {
  final App app;
  final WebServer server;

  RunningApp(TestDatabase database, Path folder, Map<String, String> settings) {
    var environment = new HashMap<>(settings);
    environment.put("LIGHTSPEED_DATABASE_URL", database.address().url());
    environment.put("LIGHTSPEED_DATABASE_USER", database.address().user());
    environment.put("LIGHTSPEED_DATABASE_PASSWORD", database.address().password());
    environment.put("LIGHTSPEED_DATA_DIR", folder.resolve("data").toString());
    environment.put("SERVER_PORT", "0");
    app =
        new App(
            new ServicesFactory.Request(environment, Map.of(), null, true),
            new Program(null, folder, () -> new MariaDbBinaries(Path.of("target/mariadb")), ""),
            "test");
    app.followSettings();
    server = app.server();
    server.start();
  }

  @Override
  public void close() {
    server.close();
    app.close();
  }
}
