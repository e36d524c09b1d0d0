package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lightspeed.db.Migrations;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;

/// The database is upgraded while programs of this version run.
@Tag("slow")
final class OutdatedWorkerTest {
  @RegisterExtension final TestDatabase database = TestDatabase.migrated();

  @TempDir private Path folder = Path.of("");

  private final Emulator emulator;

  OutdatedWorkerTest() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults());
  }

  @AfterEach
  void stop() throws IOException {
    emulator.close();
  }

  @Test
  void aWorkerOfTheOldVersionSaysWhyItEndsAndExitsWithZero() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var work = executor.submit(() -> cli().run("queue:work"));
      try {
        awaitWorker();

        upgrade();
        var result = work.get(60, TimeUnit.SECONDS);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err())
            .contains("The worker stopped: the database is at version " + (Migrations.NEWEST + 1))
            .contains("upgrade this program");
      } finally {
        work.cancel(true);
      }
    }
  }

  private void awaitWorker() {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (database.texts("SELECT id FROM queue_workers").isEmpty()) {
      assertThat(System.nanoTime()).as("a worker should have registered").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private void upgrade() {
    database
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    """
                    INSERT INTO flyway_schema_history
                      (installed_rank, version, description, type, script, installed_by,
                       execution_time, success)
                    VALUES (1000, ?, 'newer', 'SQL', 'V__newer.sql', 'test', 1, TRUE)
                    """,
                    String.valueOf(Migrations.NEWEST + 1)));
  }

  private TestCli cli() {
    return TestCli.of(folder, database, emulator);
  }
}
