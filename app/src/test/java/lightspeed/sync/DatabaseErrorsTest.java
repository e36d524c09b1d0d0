package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import lightspeed.job.Job;
import lightspeed.job.JobStatus;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.retailer.SharedBudget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// MariaDB refuses one statement of a worker that sends an order: every statement once with every
/// error, each time with another order and a fresh worker. The worker goes on by itself, says so,
/// and the order is in Lightspeed exactly once.
@Tag("slow")
final class DatabaseErrorsTest {
  private static final int LANES = 4;
  private static final int LINES = 3;

  /// Their statements come in the same order for every order. Of the worker's other threads, which
  /// look and beat again and again, each different statement counts once.
  private static final Set<String> THREADS_OF_AN_ORDER = Set.of("job-executor", "call-budget");

  private static final String BEAT = "UPDATE queue_workers SET last_beat_at";

  /// Far beyond what anything here takes; only a failing test waits that long.
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofMillis(2);

  private static final String WAITS = "worker waits";
  private static final String GOES_ON = "worker goes on";

  private record Injection(DatabaseStep step, ServerError error) {}

  @Test
  void anOrderArrivesExactlyOnceWhicheverStatementTheDatabaseRefuses() throws Exception {
    long started = System.nanoTime();
    Queue<String> differences = new ConcurrentLinkedQueue<>();
    List<DatabaseStep> steps;
    List<Injection> injections;
    try (SpokenLines spoken = new SpokenLines()) {
      try (Lane first = new Lane(spoken)) {
        steps = first.steps();
      }
      injections = injections(steps);
      Queue<Injection> waiting = new ConcurrentLinkedQueue<>(injections);
      try (ExecutorService threads = Executors.newFixedThreadPool(LANES)) {
        List<Future<?>> running = new ArrayList<>();
        for (int n = 0; n < LANES; n++) {
          running.add(threads.submit(() -> inject(spoken, waiting, differences)));
        }
        for (Future<?> lane : running) {
          lane.get();
        }
      }
    }

    System.out.printf(
        "database errors: %d statements and %d openings of connections, errors injected %s,"
            + " orders compared %d, differences %d, %d s%n",
        steps.stream().filter(step -> !step.isOpening()).count(),
        steps.stream().filter(DatabaseStep::isOpening).count(),
        injections.stream()
            .collect(Collectors.groupingBy(each -> each.error().code, Collectors.counting())),
        injections.size(),
        differences.size(),
        Duration.ofNanos(System.nanoTime() - started).toSeconds());
    assertThat(differences).isEmpty();
    assertThat(steps).anyMatch(DatabaseStep::isCommit).anyMatch(DatabaseStep::isOpening);
  }

  private static List<Injection> injections(List<DatabaseStep> steps) {
    List<Injection> injections = new ArrayList<>();
    for (DatabaseStep step : steps) {
      for (ServerError error : ServerError.values()) {
        if (error.isAnswerTo(step)) {
          injections.add(new Injection(step, error));
        }
      }
    }
    return injections;
  }

  private static @Nullable Void inject(
      SpokenLines spoken, Queue<Injection> waiting, Queue<String> differences) throws Exception {
    try (Lane lane = new Lane(spoken)) {
      lane.steps();
      for (Injection next = waiting.poll(); next != null; next = waiting.poll()) {
        for (String difference : lane.differences(next)) {
          differences.add(next + ": " + difference);
        }
      }
    }
    return null;
  }

  private static void until(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > DEADLINE.toNanos()) {
        throw new AssertionError("Waited " + DEADLINE + " in vain: " + what);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /// A retailer of its own, in which orders are sent one after the other, each by a worker of its
  /// own.
  private static final class Lane implements AutoCloseable {
    private final SpokenLines spoken;
    private final SyncWorld world = new SyncWorld();
    private final ExactlyOnce exactlyOnce = new ExactlyOnce(world.emulator, world.database);

    Lane(SpokenLines spoken) throws IOException, InterruptedException {
      this.spoken = spoken;
      world.pullCatalog();
      new SharedBudget(world.database, LoneWorker.RETAILER, LoneWorker.WINDOW)
          .reported(1_000_000, 1_000_000);
      run(RefusingConnections.refusingNothing(world.testDatabase.dataSource()), () -> true);
    }

    /// What a worker asks of the database to send an order when nothing goes wrong.
    List<DatabaseStep> steps() {
      RefusingConnections connections =
          RefusingConnections.refusingNothing(world.testDatabase.dataSource());
      List<DatabaseStep> untilTheBeat = new ArrayList<>();
      run(
          connections,
          () -> {
            untilTheBeat.clear();
            untilTheBeat.addAll(connections.steps());
            return untilTheBeat.stream().anyMatch(step -> step.what().startsWith(BEAT));
          });
      return untilTheBeat.stream()
          .filter(step -> THREADS_OF_AN_ORDER.contains(step.thread()) || step.occurrence() == 1)
          .toList();
    }

    List<String> differences(Injection injection) {
      RefusingConnections connections =
          RefusingConnections.refusing(
              world.testDatabase.dataSource(), injection.step(), injection.error());
      Queue<String> said = spoken.listen();
      PurchaseOrderId order;
      try {
        order =
            run(
                connections,
                () ->
                    connections.hasMet(injection.step())
                        && says(said, injection.error().words)
                        && says(said, WAITS) == says(said, GOES_ON));
      } catch (AssertionError inVain) {
        return List.of(inVain.getMessage() + said);
      }
      List<String> differences = new ArrayList<>(exactlyOnce.differences(order));
      List<JobStatus> ends =
          world.queue.history(new SyncJob(order).uniqueKey(), 10).stream()
              .map(Job::status)
              .toList();
      if (!ends.equals(List.of(JobStatus.COMPLETED))) {
        differences.add("its jobs are " + ends);
      }
      return differences;
    }

    private static boolean says(Queue<String> lines, String words) {
      return lines.stream().anyMatch(line -> line.contains(words));
    }

    /// Sends another order to its end, and on until this has become true.
    private PurchaseOrderId run(RefusingConnections connections, BooleanSupplier isMet) {
      PurchaseOrderId order = world.anApprovedOrder(LINES);
      try (LoneWorker worker = new LoneWorker(world, connections)) {
        worker.start();
        until("the order ends", this::isIdle);
        until("the statement comes, and the worker says that it goes on", isMet);
        until("the order ends after all", this::isIdle);
      }
      return order;
    }

    /// Whether nothing is left to do; what is to be done later is done now.
    private boolean isIdle() {
      return world.database.inTransaction(
          tx -> {
            tx.execute(
                """
                UPDATE queue_jobs
                SET available_at = NOW(6)
                WHERE status = 'PENDING'
                  AND available_at > NOW(6)
                """);
            return tx.select(
                        """
                        SELECT COUNT(*)
                        FROM queue_jobs
                        WHERE status IN ('PENDING', 'PROCESSING')
                        """)
                    .mapTo(Long.class)
                    .one()
                == 0;
          });
    }

    @Override
    public void close() throws IOException {
      world.close();
    }
  }
}
