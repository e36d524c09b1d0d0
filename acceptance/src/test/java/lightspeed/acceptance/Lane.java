package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lightspeed.acceptance.Fate.Director;
import lightspeed.db.DatabaseAddress;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.settings.Switch;

/// One shop with a worker that reaches the database and Lightspeed through proxies only. Orders go
/// through one after the other; the worker that ends one is there for the next.
final class Lane implements AutoCloseable {
  /// Calls are never short here, so that the budget decides nothing.
  private static final EmulatorOptions OPTIONS =
      EmulatorOptions.defaults().with(Switch.RATE_LIMIT_CALLS, 1_000_000);

  /// Of the workers: whatever has to wait does not wait long.
  static final Map<String, String> QUICK =
      Map.of(
          "SYNC_SETTLE_SECONDS", "1",
          "LIGHTSPEED_REQUEST_TIMEOUT", "1",
          "QUEUE_LEASE_SECONDS", "2",
          "QUEUE_RETRY_DELAYS", "0.1",
          "QUEUE_MAX_RETRIES", "6",
          "QUEUE_WORKER_SLEEP", "0.05",
          "LIGHTSPEED_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

  final Shop shop;
  final Tape tape = new Tape();
  final WorkerSeat worker;
  private final Program product;
  private final DatabaseProxy databaseProxy;
  private final LightspeedProxy lightspeedProxy;
  private final OrderCopies copies;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile String order = "";

  private Lane(Path folder, Shop shop, OrderCopies copies, Map<String, String> environment)
      throws IOException {
    this.shop = shop;
    this.copies = copies;
    DatabaseAddress address = shop.database.address();
    String port = address.url().replaceFirst(".*:(\\d+)/.*", "$1");
    this.databaseProxy = new DatabaseProxy(Integer.parseInt(port), tape);
    this.lightspeedProxy = new LightspeedProxy(shop.emulator.port(), tape);
    Map<String, String> throughProxies = new HashMap<>(QUICK);
    throughProxies.putAll(
        Map.of(
            "LIGHTSPEED_DATABASE_URL",
            address.url().replaceFirst(":\\d+/", ":" + databaseProxy.port() + "/"),
            "LIGHTSPEED_API_URL",
            lightspeedProxy.url()));
    throughProxies.putAll(environment);
    Path ownFolder = Files.createDirectories(folder.resolve("worker"));
    this.product = shop.programIn(ownFolder, throughProxies);
    this.worker = new WorkerSeat(product, "--concurrency=1");
  }

  /// @param sizes of the orders that will be asked for
  static Lane open(Path folder, Set<Integer> sizes) throws InterruptedException {
    return open(folder, sizes, Map.of());
  }

  /// @param environment of the worker, besides and instead of what it has of all lanes
  static Lane open(Path folder, Set<Integer> sizes, Map<String, String> environment)
      throws InterruptedException {
    try {
      Shop shop = Shop.ready(Files.createDirectories(folder), OPTIONS, Map.of());
      return new Lane(folder, shop, OrderCopies.imported(shop, sizes), environment);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// From now on the workers are of a broken build.
  ///
  /// @param launcher of that build
  void employ(Breakage breakage, Path launcher) {
    Path ownFolder = shop.folder.resolve("worker-without-" + breakage.word());
    try {
      worker.employ(product.builtElsewhere(launcher, Files.createDirectories(ownFolder)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The workers are of the product again.
  void employProduct() {
    worker.employ(product);
  }

  /// A worker of this shop that no proxy stands before.
  WorkerSeat helper(String name) {
    try {
      return new WorkerSeat(
          shop.programIn(Files.createDirectories(shop.folder.resolve(name)), QUICK),
          "--concurrency=1");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Approves an order and directs what happens to it from its first step on.
  void begin(String publicId, int lines, Director director) {
    order = publicId;
    tape.restart(director);
    copies.approve(publicId, lines);
  }

  /// Sees the order through to its end: a worker is always there, late requests arrive, every later
  /// look at the order happens now instead of in a while, and at last the sleepers wake up.
  void finish() {
    Until.isTrue(
        () -> {
          worker.ensureRunning();
          return isFinished();
        });
    worker.wake();
  }

  boolean isFinished() {
    boolean nothingUnderWay = underWay.get() == 0;
    if (nothingUnderWay && isSent()) {
      bringChecksForward();
    }
    return nothingUnderWay && unfinishedJobs() == 0;
  }

  private void bringChecksForward() {
    shop.execute(
        """
        UPDATE queue_jobs
        SET available_at = NOW(6)
        WHERE job_type = 'check_sent_po'
          AND status = 'PENDING'
          AND available_at > NOW(6)
        """);
  }

  private int unfinishedJobs() {
    return shop.rows(
            "SELECT id FROM queue_jobs WHERE status IN ('PENDING', 'PROCESSING')"
                + " AND job_type IN ('sync_po', 'check_sent_po')")
        .size();
  }

  /// The order is exactly once in Lightspeed, its jobs are done, and nothing is left for a person.
  void assertExactlyOnce() {
    shop.assertExactlyOnce(order);
    List<List<String>> jobs =
        shop.rows("SELECT status FROM queue_jobs WHERE unique_key = 'sync_po:" + order + "'");
    if (!jobs.equals(List.of(List.of("COMPLETED")))) {
      throw new AssertionError("jobs of " + order + ": " + jobs);
    }
    List<List<String>> failed =
        shop.rows(
            "SELECT job_type, error_message FROM queue_jobs WHERE status = 'FAILED'"
                + " AND unique_key LIKE '%:"
                + order
                + "%'");
    List<List<String>> drift =
        shop.rows(
            "SELECT error_message FROM lightspeed_sync_log WHERE operation = 'DRIFT'"
                + " AND entity_id = '"
                + order
                + "'");
    if (!failed.isEmpty() || !drift.isEmpty()) {
      throw new AssertionError("left for a person: " + failed + drift);
    }
  }

  boolean isSent() {
    return !shop.rows(
            "SELECT id FROM vend_consignments WHERE state = 'SENT' AND public_id = '" + order + "'")
        .isEmpty();
  }

  void kill() {
    worker.kill();
  }

  /// The fate of a request that arrives when the worker has given up and the time has come; at the
  /// latest when the order's jobs have ended without it, as those of a broken build may.
  Fate late(Step step, BooleanSupplier hasCome) {
    return underWay(
        new Fate() {
          @Override
          public void before(Line line) throws IOException {
            line.awaitGone();
            try {
              Until.isTrue(() -> hasCome.getAsBoolean() || unfinishedJobs() == 0);
            } catch (AssertionError never) {
              throw new IOException(step + " was to arrive late, but that time never came", never);
            }
          }
        });
  }

  /// The same fate. Until it is over, the order is not finished and no later look is brought
  /// forward: in the world, the last one comes long after the last request.
  Fate underWay(Fate fate) {
    underWay.incrementAndGet();
    return new Fate() {
      @Override
      public void before(Line line) throws IOException {
        try {
          fate.before(line);
        } catch (IOException | RuntimeException | Error cut) {
          underWay.decrementAndGet();
          throw cut;
        }
      }

      @Override
      public byte[] after(byte[] answer) throws IOException {
        try {
          return fate.after(answer);
        } finally {
          underWay.decrementAndGet();
        }
      }
    };
  }

  /// The calls that the worker made until the order was sent; later looks are not among them.
  List<Step> callsOfSending() {
    List<Step> steps = tape.steps();
    int end = steps.size();
    while (end > 0 && !steps.get(end - 1).isEndOfSending()) {
      end--;
    }
    return steps.subList(0, end).stream().filter(Step::isCall).toList();
  }

  /// How many attempts to send the order failed or were lost with their worker.
  int failures() {
    return shop
        .rows("SELECT attempts + losses FROM queue_jobs WHERE unique_key = 'sync_po:" + order + "'")
        .stream()
        .mapToInt(row -> Integer.parseInt(row.getFirst()) - 1)
        .sum();
  }

  /// Whether the worker has looked if this call was carried out.
  boolean hasReadBack(Step call) {
    String path = call.label().substring(call.label().indexOf(' ') + 1);
    String looksAt =
        "GET "
            + path.replaceFirst("/bulk$", "/products").replaceFirst("/products/\\*$", "/products");
    return tape.hasEnded(call.number(), step -> step.label().equals(looksAt));
  }

  /// What is known about the order, for the message of a failed comparison.
  String story() {
    return "steps: "
        + tape.steps()
        + "\njournal: "
        + shop.rows(
            "SELECT id, operation, status, was_unknown, error_message FROM lightspeed_sync_log"
                + " WHERE entity_id = '"
                + order
                + "' ORDER BY id LIMIT 60")
        + "\njobs: "
        + shop.rows(
            "SELECT id, job_type, status, attempts, losses, error_message FROM queue_jobs"
                + " WHERE unique_key LIKE '%:"
                + order
                + "%'")
        + "\n";
  }

  @Override
  public void close() {
    worker.close();
    databaseProxy.close();
    lightspeedProxy.close();
    shop.close();
  }
}
