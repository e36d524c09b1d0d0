package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
  @RegisterExtension static final TestDatabase SCHEMA = TestDatabase.migrated();

  /// First byte of a statement in MariaDB's protocol; `READ-COMMITTED` is no COMMIT.
  private static final char COM_QUERY = 3;

  private final List<Duration> pauses = new ArrayList<>();
  private final Database database =
      new Database(
          SCHEMA.dataSource()::getConnection,
          new ServerWatch(System::nanoTime),
          pauses::add,
          new Random(1));

  @Test
  void whatATransactionWroteIsThereAfterIt() {
    String result =
        database.inTransaction(
            handle -> {
              put(handle, "a", "1");
              return "done";
            });

    assertThat(result).isEqualTo("done");
    assertThat(values()).containsExactly("1");
  }

  @Test
  void aBodysOwnExceptionPassesUnchangedAndNothingStays() {
    IOException own = new IOException("no such file");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                database.useTransaction(
                    handle -> {
                      put(handle, "a", "1");
                      throw own;
                    }))
        .isSameAs(own);

    assertThat(values()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1213, 5", "1020, 5", "1205, 2"})
  void whatTheServerRolledBackRunsAgainButNotForEver(int code, int tries) {
    AtomicInteger runs = new AtomicInteger();

    assertThatExceptionOfType(DatabaseException.Busy.class)
        .isThrownBy(
            () ->
                database.useTransaction(
                    handle -> {
                      runs.incrementAndGet();
                      put(handle, "a", "1");
                      signal(handle, code);
                    }));

    assertThat(runs).hasValue(tries);
    assertThat(pauses).hasSize(tries - 1).allMatch(pause -> pause.toMillis() < 100);
    assertThat(values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1213, 1205, 1020})
  void theSecondTryOfATransactionCounts(int code) {
    AtomicInteger runs = new AtomicInteger();

    database.useTransaction(
        handle -> {
          put(handle, "a", Integer.toString(runs.incrementAndGet()));
          if (runs.get() == 1) {
            signal(handle, code);
          }
        });

    assertThat(values()).containsExactly("2");
  }

  @Test
  void aRealDeadlockEndsWithBothTransactionsDone() throws Exception {
    database.useTransaction(
        handle -> {
          put(handle, "a", "0");
          put(handle, "b", "0");
        });
    CyclicBarrier bothHaveOne = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Integer> forwards = threads.submit(() -> addOne("a", "b", bothHaveOne));
      Future<Integer> backwards = threads.submit(() -> addOne("b", "a", bothHaveOne));

      int runs = forwards.get(30, TimeUnit.SECONDS) + backwards.get(30, TimeUnit.SECONDS);

      assertThat(runs).isEqualTo(3);
      assertThat(values()).containsExactly("2", "2");
    }
  }

  @Test
  void aLockThatStaysIsToldAsBusy() throws Exception {
    database.useTransaction(handle -> put(handle, "a", "0"));
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
      Future<?> holder =
          threads.submit(
              () -> {
                database.useTransaction(
                    handle -> {
                      put(handle, "a", "1");
                      locked.countDown();
                      release.await();
                    });
                return null;
              });
      locked.await();

      assertThatExceptionOfType(DatabaseException.Busy.class)
          .isThrownBy(
              () ->
                  database.useTransaction(
                      handle -> {
                        handle.execute("SET innodb_lock_wait_timeout = 1");
                        put(handle, "a", "2");
                      }))
          .matches(DatabaseException::isTransient)
          .withMessageContaining("try again");

      release.countDown();
      holder.get(10, TimeUnit.SECONDS);
    }
    assertThat(values()).containsExactly("1");
  }

  @Test
  void aConnectionKilledInATransactionLeavesNothingAndIsNotTriedAgain() {
    AtomicInteger runs = new AtomicInteger();

    assertThatExceptionOfType(DatabaseException.Unreachable.class)
        .isThrownBy(
            () ->
                database.useTransaction(
                    handle -> {
                      runs.incrementAndGet();
                      put(handle, "a", "1");
                      killItself(handle);
                      put(handle, "b", "1");
                    }))
        .matches(DatabaseException::isTransient);

    assertThat(runs).hasValue(1);
    assertThat(values()).isEmpty();
  }

  @Test
  void aPooledConnectionThatDiedWhileIdleCostsNothing() {
    try (Connections pool = Connections.pool(SCHEMA.address(), 1)) {
      long id =
          pool.database()
              .read(handle -> handle.createQuery("SELECT CONNECTION_ID()").mapTo(Long.class).one());
      TestDatabase.asRoot("mysql", List.of("KILL " + id));

      pool.database().useTransaction(handle -> put(handle, "a", "1"));

      assertThat(values()).containsExactly("1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectionLostDuringCommitIsToldAsUnknownAndNotTriedAgain(boolean commitArrives)
      throws IOException {
    int port = SCHEMA.address().firstNode().port();
    AtomicInteger runs = new AtomicInteger();
    try (LossyProxy proxy = new LossyProxy(port, COM_QUERY + "COMMIT", commitArrives);
        Connections connections = Connections.single(through(proxy))) {

      assertThatExceptionOfType(DatabaseException.OutcomeUnknown.class)
          .isThrownBy(
              () ->
                  connections
                      .database()
                      .useTransaction(
                          handle -> {
                            runs.incrementAndGet();
                            put(handle, "a", "1");
                          }))
          .matches(DatabaseException::isTransient)
          .withMessageContaining("either whole there or not at all");
    }

    assertThat(runs).hasValue(1);
    awaitEndOfOtherTransaction();
    assertThat(values()).isEqualTo(commitArrives ? List.of("1") : List.of());
  }

  @Test
  void aBodyThatGoesOnAfterADeadlockIsFoundOut() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                database.useTransaction(
                    handle -> {
                      put(handle, "a", "1");
                      handle.execute("ROLLBACK");
                      put(handle, "b", "1");
                    }))
        .withMessageContaining("ended before its COMMIT");
  }

  @Test
  void aTransactionInsideATransactionIsRefusedBecauseItCouldNotBeTriedAlone() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                database.useTransaction(
                    outer -> database.useTransaction(inner -> put(inner, "a", "1"))))
        .withMessageContaining("hand the open handle on");

    assertThat(values()).isEmpty();
  }

  @Test
  void readingInsideATransactionSeesItsWrites() {
    database.useTransaction(
        handle -> {
          put(handle, "a", "1");

          assertThat(values()).containsExactly("1");
        });
  }

  @Test
  void errorsOfStatementsComeInOurWordsWithoutTheirArguments() {
    database.useTransaction(handle -> put(handle, "a", "1"));

    var duplicate =
        catchThrowableOfType(
            DatabaseException.DuplicateKey.class,
            () ->
                database.useTransaction(
                    handle ->
                        handle
                            .createUpdate("INSERT INTO settings (name, value) VALUES (:n, :v)")
                            .bind("n", "a")
                            .bind("v", "s3cret")
                            .execute()));

    assertThat(duplicate).hasMessageContaining("exists already");
    assertThat(duplicate).isNotNull();
    assertThat(duplicate.toString() + duplicate.getCause()).doesNotContain("s3cret");
  }

  @Test
  void aBodyMayHandleADuplicateItselfAndGoOn() {
    database.useTransaction(handle -> put(handle, "a", "1"));

    database.useTransaction(
        handle -> {
          try {
            handle.execute("INSERT INTO settings (name, value) VALUES ('a', '2')");
          } catch (RuntimeException failed) {
            assertThat(SqlErrors.isDuplicateKey(failed)).isTrue();
            put(handle, "b", "2");
          }
        });

    assertThat(values()).containsExactly("1", "2");
  }

  @Test
  void anInterruptedThreadDoesNotWaitForAnotherTry() {
    AtomicInteger runs = new AtomicInteger();
    Database interrupted =
        new Database(
            SCHEMA.dataSource()::getConnection,
            new ServerWatch(System::nanoTime),
            pause -> {
              throw new InterruptedException();
            },
            new Random(1));

    assertThatExceptionOfType(DatabaseException.Busy.class)
        .isThrownBy(
            () ->
                interrupted.useTransaction(
                    handle -> {
                      runs.incrementAndGet();
                      signal(handle, 1213);
                    }));

    assertThat(runs).hasValue(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  private int addOne(String first, String second, CyclicBarrier bothHaveOne) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    database.useTransaction(
        handle -> {
          add(handle, first);
          if (runs.incrementAndGet() == 1) {
            bothHaveOne.await(10, TimeUnit.SECONDS);
          }
          add(handle, second);
        });
    return runs.get();
  }

  private static void add(Handle handle, String name) {
    handle.execute("UPDATE settings SET value = value + 1 WHERE name = ?", name);
  }

  private static DatabaseAddress through(LossyProxy proxy) {
    DatabaseAddress direct = SCHEMA.address();
    return DatabaseAddress.parse(
        "jdbc:mariadb://127.0.0.1:" + proxy.port() + "/" + direct.databaseName(),
        direct.user(),
        direct.password());
  }

  /// The row that the other transaction wrote is locked until it has committed or rolled back.
  private void awaitEndOfOtherTransaction() {
    database.useTransaction(
        handle -> handle.execute("SELECT name FROM settings WHERE name = 'a' FOR UPDATE"));
  }

  private static void put(Handle handle, String name, String value) {
    handle.execute(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON DUPLICATE KEY UPDATE value = ?",
        name,
        value,
        value);
  }

  private static void signal(Handle handle, int code) {
    handle.execute("SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = " + code);
  }

  private static void killItself(Handle handle) {
    long id = handle.createQuery("SELECT CONNECTION_ID()").mapTo(Long.class).one();
    TestDatabase.asRoot("mysql", List.of("KILL " + id));
  }

  private List<String> values() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT value FROM settings ORDER BY name")
                .mapTo(String.class)
                .list());
  }
}
