package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
class ServerWatchTest {
  @RegisterExtension static final TestDatabase SCHEMA = TestDatabase.migrated();

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String ONE = "SELECT CONNECTION_ID()";

  private final AtomicLong ticker = new AtomicLong();

  @AfterAll
  static void makeWritable() {
    TestDatabase.asRoot("mysql", List.of("SET GLOBAL read_only = OFF"));
  }

  @Test
  void aProcessThatSawNoDisturbanceCountsFromItsFirstConnection() {
    try (Connections connections = Connections.pool(SCHEMA.address(), 2, ticker::get)) {
      pass(HOUR);
      one(connections);
      assertThat(since(connections)).isZero();

      pass(HOUR);
      one(connections);

      assertThat(since(connections)).isEqualTo(HOUR);
    }
  }

  @Test
  void aConnectionThatThePoolReplacesIsNoDisturbance() throws SQLException {
    try (Connections connections = Connections.pool(SCHEMA.address(), 2, ticker::get)) {
      long first = one(connections);
      pass(HOUR);

      long second =
          connections
              .database()
              .read(
                  busy -> {
                    try (Connection other = connections.dataSource().getConnection();
                        var rows = other.createStatement().executeQuery(ONE)) {
                      rows.next();
                      return rows.getLong(1);
                    }
                  });

      assertThat(second).isNotEqualTo(first);
      assertThat(since(connections)).isEqualTo(HOUR);
    }
  }

  @Test
  void aRefusedStatementIsNoDisturbance() {
    try (Connections connections = Connections.single(SCHEMA.address(), ticker::get)) {
      one(connections);
      pass(HOUR);

      assertThatThrownBy(
              () ->
                  connections.database().useTransaction(tx -> tx.execute("DELETE FROM not_there")))
          .isInstanceOf(DatabaseException.SchemaMissing.class);

      assertThat(since(connections)).isEqualTo(HOUR);
    }
  }

  @Test
  void aConnectionThatBreaksWithinATransactionIsADisturbance() {
    try (Connections connections = Connections.pool(SCHEMA.address(), 2, ticker::get)) {
      one(connections);
      pass(HOUR);

      assertThatThrownBy(
              () ->
                  connections
                      .database()
                      .useTransaction(
                          tx -> {
                            kill(tx.createQuery(ONE).mapTo(Long.class).one());
                            tx.execute("DO 1");
                          }))
          .isInstanceOf(DatabaseException.Unreachable.class);

      assertThat(since(connections)).isZero();
    }
  }

  @Test
  void aConnectionThatDiedWhileAShortCommandWaitedIsADisturbance() {
    try (Connections connections = Connections.single(SCHEMA.address(), ticker::get)) {
      kill(one(connections));
      pass(HOUR);

      one(connections);

      assertThat(since(connections)).isZero();
    }
  }

  @Test
  void aServerThatTakesNoWritesIsADisturbance() {
    try (Connections connections = Connections.pool(SCHEMA.address(), 2, ticker::get)) {
      one(connections);
      pass(HOUR);
      TestDatabase.asRoot("mysql", List.of("SET GLOBAL read_only = ON"));
      try {
        assertThatThrownBy(
                () ->
                    connections
                        .database()
                        .useTransaction(tx -> tx.execute("DELETE FROM queue_jobs")))
            .isInstanceOf(DatabaseException.ReadOnly.class);
      } finally {
        makeWritable();
      }

      assertThat(since(connections)).isZero();
    }
  }

  @Test
  void aServerThatStartedAgainWhileNothingWasAskedIsAnotherOne() throws Exception {
    var data = TestServer.newDataDirectory();
    var server = new EmbeddedServer(TestServer.binaries(), data);
    try {
      var source = Connections.dataSource(server.start(), SessionSettings.forWork());
      var watch = new ServerWatch(ticker::get);
      try (Connection first = source.getConnection();
          var statement = first.createStatement()) {
        watch.opened(first);
        pass(HOUR);
        // Starts are told apart by the second.
        statement.execute("DO SLEEP(1.1)");
      }
      assertThat(watch.sinceDisturbance()).isEqualTo(HOUR);

      TestServer.kill(data);
      server.start();
      try (Connection second = source.getConnection()) {
        watch.opened(second);
      }

      assertThat(watch.sinceDisturbance()).isZero();
    } finally {
      TestServer.kill(data);
    }
  }

  @Test
  void aServerWithoutAClusterIsNotToldToWaitForOtherNodes() {
    try (Connections connections = Connections.single(SCHEMA.address(), ticker::get)) {
      int wait =
          connections
              .database()
              .read(
                  handle ->
                      handle.createQuery("SELECT @@wsrep_sync_wait").mapTo(Integer.class).one());

      assertThat(wait).isZero();
    }
  }

  private void pass(Duration time) {
    ticker.addAndGet(time.toNanos());
  }

  private static long one(Connections connections) {
    return connections.database().read(handle -> handle.createQuery(ONE).mapTo(Long.class).one());
  }

  private static Duration since(Connections connections) {
    return connections.database().sinceDisturbance();
  }

  private static void kill(long connection) {
    TestDatabase.asRoot("mysql", List.of("KILL CONNECTION " + connection));
  }
}
