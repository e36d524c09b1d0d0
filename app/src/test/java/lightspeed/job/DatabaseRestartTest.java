package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lightspeed.db.Connections;
import lightspeed.db.Database;
import lightspeed.db.DatabaseAddress;
import lightspeed.db.EmbeddedServer;
import lightspeed.db.MariaDbBinaries;
import lightspeed.db.Migrations;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DatabaseRestartTest {
  private static final int JOBS = 1_500;

  @TempDir Path folder;

  @Test
  void aKilledDatabaseDelaysJobsButLosesNone() throws Exception {
    EmbeddedServer server = new EmbeddedServer(binaries(), folder);
    DatabaseAddress address = server.start();
    try (Connections connections = Connections.pool(address, 20)) {
      Database database = connections.database();
      new Migrations(address, database).migrate();
      try (TestQueue test = new TestQueue(database)) {
        runThroughARestart(server, address, test);
      }
    } finally {
      server.stop();
    }
  }

  private static void runThroughARestart(
      EmbeddedServer server, DatabaseAddress address, TestQueue test) throws Exception {
    Map<JobId, AtomicInteger> runs = new ConcurrentHashMap<>();
    test.handle(
        job -> {
          runs.computeIfAbsent(job.id(), id -> new AtomicInteger()).incrementAndGet();
          return TestQueue.DONE;
        });
    test.sql(
        "INSERT INTO queue_jobs (job_type, payload) SELECT 'test_job', '{}' FROM seq_1_to_" + JOBS);
    test.worker().start();
    test.worker().start();
    TestQueue.until("some are done", () -> runs.size() > 50);

    kill(server);
    assertThat(server.start()).isEqualTo(address);

    // The test looks through a new connection: those of the workers' pool are dead.
    try (Connections own = Connections.single(address);
        TestQueue look = new TestQueue(own.database())) {
      TestQueue.until(
          "all are done",
          () -> look.count("SELECT COUNT(*) FROM queue_jobs WHERE status <> 'COMPLETED'") == 0);
      assertThat(runs).hasSize(JOBS);
      assertThat(look.count("SELECT COUNT(*) FROM queue_job_attempts WHERE outcome = 'COMPLETED'"))
          .isEqualTo(JOBS);
    }
  }

  private static void kill(EmbeddedServer server) throws Exception {
    ProcessHandle process = ProcessHandle.of(server.pid().orElseThrow()).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(10, TimeUnit.SECONDS);
  }

  private static MariaDbBinaries binaries() {
    String home = System.getProperty(MariaDbBinaries.HOME_PROPERTY, "target/mariadb");
    return new MariaDbBinaries(Path.of(home));
  }
}
