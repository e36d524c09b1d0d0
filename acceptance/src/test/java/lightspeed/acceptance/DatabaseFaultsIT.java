package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lightspeed.db.DatabaseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;

/// Several worker processes send orders while their MariaDB is killed, stands still, throws them
/// out or has a full disk. No worker is started again; every order arrives exactly once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DatabaseFaultsIT {
  private static final int WORKERS = 3;

  /// Calls are never short here, so that the budget decides nothing.
  private static final EmulatorOptions OPTIONS =
      EmulatorOptions.defaults().with(Switch.RATE_LIMIT_CALLS, 1_000_000);

  private static final Map<String, String> SETTINGS =
      Map.of("SYNC_SETTLE_SECONDS", "1", "LIGHTSPEED_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

  /// Long enough that work is under way at any moment.
  private static final Duration ANSWER_TIME = Duration.ofMillis(100);

  private static final Duration STALL = Duration.ofSeconds(30);

  /// The bar is 10 s on a quiet machine; this only tells going on from being stuck.
  private static final Duration LONGEST_RETURN = Duration.ofSeconds(60);

  private static final int DISK_MEGABYTES = 160;
  private static final String WAITS_FOR_ROOM =
      "job waits for the database: The database has no room left";

  private final AtomicInteger orders = new AtomicInteger();
  private Path folder;
  private OwnServer server;
  private Shop shop;
  private OrderCopies copies;

  @BeforeAll
  void open() throws InterruptedException {
    folder = OutputFolder.create();
    server = OwnServer.startedIn(folder.resolve("database"));
    shop = Shop.ready(folder, OPTIONS, SETTINGS, server);
    shop.emulator.add(Fault.of(FaultKind.DELAY).delay(ANSWER_TIME));
    copies = OrderCopies.imported(shop, Set.of(3));
  }

  @AfterAll
  void close() {
    shop.close();
  }

  @Test
  void workersGoOnByThemselvesWhenTheirKilledDatabaseIsBack() throws IOException {
    List<String> mine = approve(copies, 60, 3);
    try (Crew crew = new Crew(shop, folder.resolve("killed"))) {
      Until.isTrue(() -> finished(shop, mine) >= 10);

      server.kill();
      Until.isTrue(() -> crew.allSay("worker waits"));
      server.restart();

      report("a killed database", shop, mine, crew);
      Until.isTrue(() -> crew.allSay("worker goes on"));
    }
  }

  @Test
  void workersGoOnByThemselvesAfterTheirDatabaseStoodStill() throws IOException {
    List<String> mine = approve(copies, 60, 3);
    try (Crew crew = new Crew(shop, folder.resolve("stalled"))) {
      Until.isTrue(() -> finished(shop, mine) >= 10);

      server.freeze();
      long frozen = System.nanoTime();
      Until.isTrue(() -> System.nanoTime() - frozen > STALL.toNanos());
      server.thaw();

      report("a stall of " + STALL.toSeconds() + " s", shop, mine, crew);
      Until.isTrue(() -> crew.allSay("worker goes on"));
    }
  }

  @Test
  void workersGoOnThoughEachOfTheirConnectionsIsKilledAgainAndAgain() throws IOException {
    List<String> mine = approve(copies, 30, 3);
    int kills = 0;
    int sweeps = 0;
    try (Crew crew = new Crew(shop, folder.resolve("disconnected"))) {
      Until.isTrue(() -> finished(shop, mine) >= 1);
      while (finished(shop, mine) < mine.size()) {
        kills += killConnections();
        sweeps++;
        int before = finished(shop, mine);
        Until.isTrue(() -> finished(shop, mine) > before || before == mine.size());
      }
      assertArrived(shop, mine, crew);
    }

    System.out.printf(
        "Database faults, connections killed one by one: %d kills in %d sweeps, %d workers, %d"
            + " orders compared, 0 differences%n",
        kills, sweeps, WORKERS, mine.size());
    assertThat(kills).isGreaterThan(WORKERS);
  }

  @Test
  void workersWaitWhileTheDiskOfTheirDatabaseIsFull() throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve("full"));
    try (SmallDisk disk =
            SmallDisk.mounted(Files.createDirectories(own.resolve("disk")), DISK_MEGABYTES);
        Shop small = Shop.ready(own, OPTIONS, SETTINGS, OwnServer.startedIn(disk.folder()))) {
      List<String> mine = approve(OrderCopies.imported(small, Set.of(1200)), 8, 1200);

      disk.fill();
      try (Crew crew = new Crew(small, own)) {
        Until.isTrue(() -> crew.anySays(WAITS_FOR_ROOM));
        assertThat(finished(small, mine)).isLessThan(mine.size());
        disk.free();

        report("a full disk", small, mine, crew);
      }
    }
  }

  /// Waits for the first order that is finished from now on, and then for all.
  private static void report(String what, Shop shop, List<String> mine, Crew crew) {
    long back = System.nanoTime();
    int before = finished(shop, mine);
    Until.isTrue(() -> finished(shop, mine) > before);
    Duration first = Duration.ofNanos(System.nanoTime() - back);
    Until.isTrue(() -> finished(shop, mine) == mine.size());
    System.out.printf(
        "Database faults, %s: next job completed %.1f s after its return, all after %.1f s;"
            + " %d workers, %d orders compared, 0 differences%n",
        what, first.toMillis() / 1000.0, (System.nanoTime() - back) / 1e9, WORKERS, mine.size());
    assertArrived(shop, mine, crew);
    assertThat(first).isLessThan(LONGEST_RETURN);
  }

  private static void assertArrived(Shop shop, List<String> mine, Crew crew) {
    assertThat(crew.seats)
        .as("workers that were never started again")
        .allMatch(WorkerSeat::isRunning);
    Until.isTrue(() -> isIdle(shop));
    mine.forEach(shop::assertExactlyOnce);
    assertThat(crew.anySays("cannot go on")).as("trouble that was not known as such").isFalse();
    assertThat(shop.rows("SELECT unique_key, status FROM queue_jobs WHERE status <> 'COMPLETED'"))
        .as("jobs that did not complete")
        .isEmpty();
    assertThat(
            shop.rows(
                "SELECT job_id, error_message FROM queue_job_attempts"
                    + " WHERE outcome = 'RETRY' AND error_message LIKE '%database%'"))
        .as("tries that the database cost")
        .isEmpty();
  }

  /// Whether nothing is left to do; what is to be done later is done now.
  private static boolean isIdle(Shop shop) {
    shop.execute(
        """
        UPDATE queue_jobs
        SET available_at = NOW(6)
        WHERE status = 'PENDING'
          AND available_at > NOW(6)
        """);
    return shop.rows("SELECT id FROM queue_jobs WHERE status IN ('PENDING', 'PROCESSING')")
        .isEmpty();
  }

  private List<String> approve(OrderCopies from, int count, int lines) {
    List<String> mine = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      String order = "PO-DB-%04d".formatted(orders.incrementAndGet());
      from.approve(order, lines);
      mine.add(order);
    }
    return mine;
  }

  private static int finished(Shop shop, List<String> mine) {
    return shop.rows(
            "SELECT id FROM queue_jobs WHERE job_type = 'sync_po' AND status = 'COMPLETED'"
                + " AND unique_key BETWEEN 'sync_po:"
                + mine.getFirst()
                + "' AND 'sync_po:"
                + mine.getLast()
                + "'")
        .size();
  }

  /// Every connection but ours.
  private int killConnections() {
    int kills = 0;
    for (List<String> connection :
        shop.rows(
            "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID()"
                + " AND user = SUBSTRING_INDEX(CURRENT_USER(), '@', 1)")) {
      try {
        shop.execute("KILL " + connection.getFirst());
        kills++;
      } catch (DatabaseException.Failed goneMeanwhile) {
        // It was closed by itself.
      }
    }
    return kills;
  }

  /// Worker processes that are started once.
  private static final class Crew implements AutoCloseable {
    final List<WorkerSeat> seats;

    Crew(Shop shop, Path folder) throws IOException {
      List<WorkerSeat> all = new ArrayList<>();
      for (int n = 1; n <= WORKERS; n++) {
        Path own = Files.createDirectories(folder.resolve("worker-" + n));
        all.add(new WorkerSeat(shop.programIn(own, Map.of()), "--concurrency=4"));
      }
      seats = List.copyOf(all);
      seats.forEach(WorkerSeat::ensureRunning);
    }

    boolean allSay(String words) {
      return said().allMatch(text -> text.contains(words));
    }

    boolean anySays(String words) {
      return said().anyMatch(text -> text.contains(words));
    }

    private Stream<String> said() {
      return seats.stream().map(WorkerSeat::messages);
    }

    @Override
    public void close() {
      seats.forEach(WorkerSeat::close);
    }
  }
}
