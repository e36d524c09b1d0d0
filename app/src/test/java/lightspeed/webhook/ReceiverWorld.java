package lightspeed.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.config.Network;
import lightspeed.config.Secret;
import lightspeed.config.WebhookConfig;
import lightspeed.db.Database;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.Worker;
import lightspeed.job.WorkerHost;
import lightspeed.job.WorkerOptions;
import lightspeed.server.ServerOptions;
import lightspeed.server.WebServer;
import org.jdbi.v3.core.Handle;

/// A receiver on a real port and database.
final class ReceiverWorld implements AutoCloseable {
  static final Secret SIGNING = new Secret("client-secret");
  static final Secret SIGNING_BEFORE = new Secret("client-secret-before");
  static final String PATH_SECRET = "path-secret-0123456789";
  static final String JSON = "application/json";
  static final String FORM = "application/x-www-form-urlencoded";

  final AtomicReference<WebhookConfig> config =
      new AtomicReference<>(
          new WebhookConfig(
              List.of(SIGNING, SIGNING_BEFORE),
              List.of(new Secret(PATH_SECRET)),
              false,
              1_000_000,
              Duration.ofMinutes(1),
              10_000,
              List.of("consignment.receive")));
  final List<Network> proxies = new CopyOnWriteArrayList<>();
  final List<String> refreshed = new CopyOnWriteArrayList<>();
  final JobQueue queue;
  private final Database database;
  private final DeliveryWriter writer;
  final Refusals refusals;
  private final WebServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  ReceiverWorld(Database database, ServerOptions options) {
    this.database = database;
    var handlers = new JobHandlers();
    this.queue = new JobQueue(database, handlers);
    var refresh = new NotedRefresh();
    handlers.register(new ProcessDeliveries(database, refresh, queue, () -> Optional.of("ours")));
    this.writer = new DeliveryWriter(database, queue);
    this.refusals = new Refusals(new RefusalCounts(database), System::nanoTime);
    var receiver =
        new WebhookReceiver(
            config::get,
            () -> proxies,
            writer,
            new DirectProcessing(this::worker, queue, refresh),
            refusals,
            System::nanoTime);
    this.server = new WebServer(options, List.of(receiver));
    writer.start();
    server.start();
  }

  /// Remembers what is asked for; nothing waits to be run.
  private final class NotedRefresh implements ConsignmentRefresh {
    @Override
    public void request(Handle transaction, String consignmentId) {
      refreshed.add(consignmentId);
    }

    @Override
    public Optional<JobId> waiting(String consignmentId) {
      return Optional.empty();
    }
  }

  ReceiverWorld(Database database) {
    this(database, ServerOptions.at("127.0.0.1", 0));
  }

  int port() {
    return server.port();
  }

  HttpResponse<String> post(String path, String type, byte[] body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/webhooks/lightspeed" + path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String type, String body, String... headers)
      throws IOException, InterruptedException {
    return post(path, type, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /// To the address with the right secret.
  HttpResponse<String> deliver(String eventType, String type, String body)
      throws IOException, InterruptedException {
    return post("/" + PATH_SECRET + "/" + eventType, type, body);
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, BodyPublishers.noBody());
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /// Bytes as they are, on a connection of their own.
  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  String headersOfTheLast() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT headers FROM lightspeed_webhooks ORDER BY id DESC LIMIT 1")
                .mapTo(String.class)
                .one());
  }

  static String hex(Secret secret, String body) {
    return HexFormat.of().formatHex(Hmac.of(secret, body.getBytes(StandardCharsets.UTF_8)));
  }

  static String receivedLine(String consignment) {
    return "payload=%7B%22id%22%3A%22l1%22%2C%22consignment_id%22%3A%22"
        + consignment
        + "%22%2C%22received%22%3A%228.00000%22%7D";
  }

  void haveOrder(String id, String consignment) {
    database.useTransaction(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO vend_consignments
                      (id, public_id, transfer_category, state, supplier, outlet,
                       lightspeed_consignment_id)
                    VALUES (:id, :id, 'PURCHASE_ORDER', 'SENT', 'S', 'O', :consignment)
                    """)
                .bind("id", id)
                .bind("consignment", consignment)
                .execute());
  }

  List<StoredDelivery> kept() {
    return new Deliveries(database, queue).after(0, 100_000);
  }

  /// Runs jobs until none is left.
  void work() throws InterruptedException {
    try (var worker = worker()) {
      var _ = worker.drain();
    }
  }

  private Worker worker() {
    return new Worker(
        database,
        queue,
        WorkerOptions.defaults(),
        new WorkerHost("test", 1, "test"),
        System::nanoTime,
        new Random());
  }

  long count(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /// Changes limits; the secrets stay.
  void limit(int rateLimitMax, int maxBodyBytes) {
    var now = config.get();
    config.set(
        new WebhookConfig(
            now.signingSecrets(),
            now.pathSecrets(),
            false,
            rateLimitMax,
            Duration.ofMinutes(1),
            maxBodyBytes,
            now.types()));
  }

  void processDirectly() {
    var now = config.get();
    config.set(
        new WebhookConfig(
            now.signingSecrets(),
            now.pathSecrets(),
            true,
            now.rateLimitMax(),
            now.rateLimitWindow(),
            now.maxBodyBytes(),
            now.types()));
  }

  /// As after an installation: no secret is set.
  void forgetSecrets() {
    config.set(
        new WebhookConfig(
            List.of(), List.of(), false, 100, Duration.ofMinutes(1), 10_000, List.of()));
  }

  @Override
  public void close() {
    server.close();
    writer.close();
    http.close();
  }
}
