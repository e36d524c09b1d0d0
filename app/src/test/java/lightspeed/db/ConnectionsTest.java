package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionsTest {
  @RegisterExtension static final TestDatabase SCHEMA = TestDatabase.migrated();

  private final TimeZone zoneOfThisJvm = TimeZone.getDefault();

  @AfterEach
  void restoreZones() {
    TimeZone.setDefault(zoneOfThisJvm);
    TestDatabase.asRoot("mysql", List.of("SET GLOBAL time_zone = '+00:00'"));
  }

  @Test
  void everySessionIsSetUpAlikeWhateverTheServerAndTheUrlSay() {
    TestDatabase.asRoot(
        "mysql", List.of("SET GLOBAL sql_mode = ''", "SET GLOBAL time_zone = '+05:30'"));
    var address =
        DatabaseAddress.parse(
            SCHEMA.address().url()
                + "?sessionVariables=time_zone='-03:00'&transactionIsolation=SERIALIZABLE",
            SCHEMA.address().user(),
            SCHEMA.address().password());

    try (Connections connections = Connections.single(address)) {
      List<String> session = connections.database().read(ConnectionsTest::session);

      assertThat(session)
          .containsExactly("+00:00", "READ-COMMITTED", "utf8mb4", "5", "1")
          .doesNotContainNull();
      assertThat(connections.database().read(ConnectionsTest::sqlMode))
          .contains("STRICT_TRANS_TABLES", "NO_ENGINE_SUBSTITUTION");
    } finally {
      TestDatabase.asRoot("mysql", List.of("SET GLOBAL sql_mode = DEFAULT"));
    }
  }

  /// 01:30 UTC on 2026-03-29 is an hour that clocks in Berlin skip; the second one happens twice.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-29T01:30:00.123456Z",
        "2026-10-25T00:30:00.000001Z",
        "2026-10-25T01:30:00.999999Z",
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59.999999Z",
      })
  void instantsGoInAndOutAsUtcToTheMicrosecondInEveryZone(String text) {
    Instant instant = Instant.parse(text);
    for (String zone : List.of("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati")) {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      TestDatabase.asRoot("mysql", List.of("SET GLOBAL time_zone = '-07:00'"));

      try (Connections connections = Connections.single(SCHEMA.address())) {
        String stored =
            connections
                .database()
                .read(
                    handle ->
                        handle
                            .createQuery("SELECT CAST(CAST(:t AS DATETIME(6)) AS CHAR)")
                            .bind("t", instant)
                            .mapTo(String.class)
                            .one());
        assertThat(stored.replace(' ', 'T') + "Z").as(zone).startsWith(text.substring(0, 19));

        assertThat(throughTable(connections.database(), instant)).as(zone).isEqualTo(instant);
      }
    }
  }

  @Test
  void theDatabaseClockAndOursAgreeInAnotherZone() {
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
    TestDatabase.asRoot("mysql", List.of("SET GLOBAL time_zone = '-07:00'"));

    try (Connections connections = Connections.single(SCHEMA.address())) {
      Instant now =
          connections
              .database()
              .read(handle -> handle.createQuery("SELECT NOW(6)").mapTo(Instant.class).one());

      assertThat(now).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }
  }

  @Test
  void aShortCommandUsesOneConnectionAgainAndAgain() {
    try (Connections connections = Connections.single(SCHEMA.address())) {
      Database database = connections.database();
      List<Long> ids = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ids.add(database.read(ConnectionsTest::connectionId));
      }

      assertThat(ids).containsOnly(ids.getFirst());
    }
  }

  @Test
  void aShortCommandOpensASecondConnectionWhileTheFirstIsBusy() {
    try (Connections connections = Connections.single(SCHEMA.address())) {
      Database database = connections.database();

      boolean differ =
          database.read(
              outer -> {
                long inAnotherThread =
                    CompletableFuture.supplyAsync(
                            () -> database.read(ConnectionsTest::connectionId))
                        .join();
                return connectionId(outer) != inAnotherThread;
              });

      assertThat(differ).isTrue();
    }
  }

  @Test
  void aKeptConnectionThatDiedIsReplaced() {
    try (Connections connections = Connections.single(SCHEMA.address())) {
      Database database = connections.database();
      long first = database.read(ConnectionsTest::connectionId);
      TestDatabase.asRoot("mysql", List.of("KILL " + first));

      long second = database.read(ConnectionsTest::connectionId);

      assertThat(second).isNotEqualTo(first);
    }
  }

  @Test
  void closingTwiceIsFine() {
    Connections single = Connections.single(SCHEMA.address());
    single.database().read(ConnectionsTest::connectionId);
    Connections pool = Connections.pool(SCHEMA.address(), 1);

    single.close();
    single.close();
    pool.close();
    pool.close();

    assertThat(single.database().read(ConnectionsTest::connectionId)).isPositive();
  }

  private static Instant throughTable(Database database, Instant instant) {
    database.useTransaction(
        handle -> {
          handle.execute("DELETE FROM sync_cursors");
          handle
              .createUpdate(
                  "INSERT INTO sync_cursors (name, version, updated_at) VALUES ('z', 1, :t)")
              .bind("t", instant)
              .execute();
        });
    return database.read(
        handle ->
            handle
                .createQuery("SELECT updated_at FROM sync_cursors WHERE name = 'z'")
                .mapTo(Instant.class)
                .one());
  }

  private static List<String> session(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT CONCAT_WS(' ', @@session.time_zone, @@session.transaction_isolation,
                             @@session.character_set_client, @@session.innodb_lock_wait_timeout,
                             @@session.autocommit + 0)
            """)
        .mapTo(String.class)
        .map(line -> List.of(line.split(" ", -1)))
        .one();
  }

  private static String sqlMode(Handle handle) {
    return handle.createQuery("SELECT @@session.sql_mode").mapTo(String.class).one();
  }

  private static long connectionId(Handle handle) {
    return handle.createQuery("SELECT CONNECTION_ID()").mapTo(Long.class).one();
  }
}
