package lightspeed;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lightspeed.cli.ServicesFactory;
import lightspeed.db.MariaDbBinaries;
import lightspeed.db.TestDatabase;
import lightspeed.doctor.Doctor;
import lightspeed.doctor.Finding;
import lightspeed.doctor.Report;
import org.jspecify.annotations.Nullable;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.settings.Switch;

/// An program in which all is well, until a test spoils something: a database with a live
/// worker and a catalogue, an emulator, files, and the settings that join them.
final class SickWorld implements AutoCloseable {
  static final String VERSION = "development";
  static final String PATH_SECRET = "a".repeat(43);

  private static final EmulatorOptions OPTIONS =
      EmulatorOptions.defaults().with(Switch.RATE_LIMIT, false).withProducts(5);

  final Path folder;
  final TestDatabase database;
  private final Emulator emulator;
  private final HttpServer receiver;
  private final Map<String, String> environment = new HashMap<>();
  private boolean hasBinaries = true;
  private String javaDate = LocalDate.now(ZoneOffset.UTC).toString();
  private @Nullable Path home;

  SickWorld(Path folder, TestDatabase database) throws IOException {
    this(folder, database, OPTIONS);
  }

  SickWorld(Path folder, TestDatabase database, EmulatorOptions options) throws IOException {
    this.folder = folder;
    this.database = database;
    this.emulator = Emulator.start(options);
    this.receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    receiver.createContext(
        "/health/live",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    environment.putAll(
        Map.of(
            "LIGHTSPEED_DATABASE_URL", database.address().url(),
            "LIGHTSPEED_DATABASE_USER", database.address().user(),
            "LIGHTSPEED_DATABASE_PASSWORD", database.address().password(),
            "LIGHTSPEED_DATA_DIR", folder.resolve("data").toString(),
            "LIGHTSPEED_API_URL", emulator.url(),
            "LIGHTSPEED_API_TOKEN", emulator.token(),
            "LIGHTSPEED_REQUEST_TIMEOUT", "3"));
  }

  /// What a healthy program has in its tables.
  void fill() {
    worker("w1", VERSION);
    sql("INSERT INTO vend_suppliers (id, name, version) VALUES ('s', 'S', 1)");
    sql("INSERT INTO vend_outlets (id, name, version) VALUES ('o', 'O', 1)");
    sql(
        """
        INSERT INTO vend_products
          (id, sku, name, is_active, is_composite, has_variants, version)
        VALUES ('p', 'SKU-1', 'P', 1, 0, 0, 1)
        """);
  }

  void worker(String id, String version) {
    sql(
        """
        INSERT INTO queue_workers (id, host, pid, version, concurrency, lease_until)
        VALUES (?, 'host', 1, ?, 8, NOW(6) + INTERVAL 1 HOUR)
        """,
        id,
        version);
  }

  Emulator emulator() {
    return emulator;
  }

  void set(String name, String value) {
    environment.put(name, value);
  }

  void unset(String name) {
    environment.remove(name);
  }

  void onAnOldJdk() {
    javaDate = "2023-09-19";
  }

  void withoutBinaries() {
    hasBinaries = false;
  }

  /// Puts the launcher into a folder.
  void installIn(Path folderOfLauncher) {
    home = folderOfLauncher;
  }

  void sql(String statement, @Nullable Object... arguments) {
    database.database().useTransaction(tx -> tx.execute(statement, arguments));
  }

  /// An order in this state.
  void order(String id, String state, String syncStatus) {
    sql(
        """
        INSERT INTO vend_consignments
          (id, public_id, supplier, outlet, state, sync_status, approved_at, updated_at)
        VALUES (?, ?, 'S', 'O', ?, ?, NOW(6) - INTERVAL 1 HOUR, NOW(6) - INTERVAL 1 HOUR)
        """,
        id,
        id,
        state,
        syncStatus);
  }

  /// A job of this type, due since an hour.
  void job(String type, String status) {
    sql(
        """
        INSERT INTO queue_jobs
          (job_type, status, payload, available_at, finished_at, created_at, updated_at)
        VALUES (?, ?, '{}', NOW(6) - INTERVAL 1 HOUR, IF(? = 'FAILED', NOW(6), NULL),
          NOW(6) - INTERVAL 1 HOUR, NOW(6) - INTERVAL 1 HOUR)
        """,
        type,
        status,
        status);
  }

  /// Where our receiver is seen from outside; answers `/health/live`.
  String receiver() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort();
  }

  /// Subscribes to what is wanted, with a secret in the address.
  void subscribe(String server) {
    set("WEBHOOK_PATH_SECRET", PATH_SECRET);
    cli("webhook:create", server);
  }

  /// Changes a subscription, or makes one, as another program may.
  void webhook(String method, String path, String json) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(emulator.url() + "/api/2.0/webhooks" + path))
            .header("Authorization", "Bearer " + emulator.token())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IOException(answer.statusCode() + " " + answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// The number of the first subscription at Lightspeed.
  String firstSubscription() {
    var listed = cli("webhook:list", "--json").json().path("subscriptions");
    return listed.get(0).path("id").asString();
  }

  TestCli.Result cli(String... words) {
    var result = new TestCli(folder, environment).run(words);
    if (result.exit() != 0) {
      throw new IllegalStateException(result.err());
    }
    return result;
  }

  /// Stores a secret, as somebody does who types it.
  void store(String secretSetting, String value) {
    var result =
        new TestCli(folder, environment).input(value + "\n").run("config:set", secretSetting, "-");
    if (result.exit() != 0) {
      throw new IllegalStateException(result.err());
    }
  }

  void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Report examine() throws InterruptedException {
    var program =
        new Program(
            home,
            folder,
            () -> new MariaDbBinaries(hasBinaries ? Path.of("target/mariadb") : folder),
            javaDate);
    var request = new ServicesFactory.Request(environment, Map.of(), null, false);
    try (var app = new App(request, program, VERSION)) {
      Doctor doctor = app.doctor();
      return doctor.examine(name -> {});
    }
  }

  /// What the doctor finds, without what is so on purpose: the server of the tests does not wait
  /// for the disk and has a small log.
  Set<String> findings() throws InterruptedException {
    var ids = new TreeSet<String>();
    examine().findings().stream().map(Finding::fault).forEach(fault -> ids.add(fault.id()));
    ids.remove("database-not-durable");
    ids.remove("database-redo-log-small");
    return ids;
  }

  @Override
  public void close() throws IOException {
    receiver.stop(0);
    emulator.close();
  }
}
