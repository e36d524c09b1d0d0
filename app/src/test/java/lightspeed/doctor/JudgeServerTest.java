package lightspeed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Facts that no server of a test has.
final class JudgeServerTest {
  private static final ServerFacts HEALTHY =
      new ServerFacts(
          Map.ofEntries(
              Map.entry("VERSION", "10.6.18-MariaDB-log"),
              Map.entry("READ_ONLY", "OFF"),
              Map.entry("INNODB_READ_ONLY", "OFF"),
              Map.entry("TX_ISOLATION", "READ-COMMITTED"),
              Map.entry("TIME_ZONE", "+00:00"),
              Map.entry("SQL_MODE", "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION"),
              Map.entry("MAX_ALLOWED_PACKET", "16777216"),
              Map.entry("MAX_CONNECTIONS", "151"),
              Map.entry("THREADS_CONNECTED", "12"),
              Map.entry("INNODB_LOG_FILE_SIZE", "100663296"),
              Map.entry("INNODB_FLUSH_LOG_AT_TRX_COMMIT", "1"),
              Map.entry("WAIT_TIMEOUT", "28800"),
              Map.entry("WSREP_CLUSTER_STATUS", "Primary"),
              Map.entry(ServerFacts.CHARSET, "utf8mb4"),
              Map.entry(ServerFacts.SECONDS_AHEAD, "2"),
              Map.entry(ServerFacts.ROUND_TRIP_MICROS, "400")));

  @Test
  void aHealthyServerIsTakenAsItIs() {
    assertThat(JudgeServer.judge(HEALTHY, false)).isEmpty();
    assertThat(JudgeServer.judge(HEALTHY.with("VERSION", "12.1.2-MariaDB"), false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "VERSION, 8.4.0, DATABASE_NOT_MARIADB",
    "VERSION, 10.5.27-MariaDB, DATABASE_TOO_OLD",
    "VERSION, 5.5.68-MariaDB, DATABASE_TOO_OLD",
    "READ_ONLY, ON, DATABASE_READ_ONLY",
    "INNODB_READ_ONLY, 1, DATABASE_READ_ONLY",
    "TX_ISOLATION, REPEATABLE-READ, DATABASE_ISOLATION_WRONG",
    "TIME_ZONE, SYSTEM, DATABASE_TIME_ZONE_WRONG",
    "SQL_MODE, NO_ENGINE_SUBSTITUTION, DATABASE_SQL_MODE_WEAK",
    "SCHEMA_CHARSET, latin1, DATABASE_CHARSET_WRONG",
    "MAX_ALLOWED_PACKET, 1048576, DATABASE_PACKETS_SMALL",
    "MAX_CONNECTIONS, 30, DATABASE_CONNECTIONS_FEW",
    "THREADS_CONNECTED, 145, DATABASE_CONNECTIONS_FEW",
    "INNODB_LOG_FILE_SIZE, 8388608, DATABASE_REDO_LOG_SMALL",
    "INNODB_FLUSH_LOG_AT_TRX_COMMIT, 2, DATABASE_NOT_DURABLE",
    "WAIT_TIMEOUT, 60, DATABASE_IDLE_TIMEOUT_SHORT",
    "WSREP_CLUSTER_STATUS, non-Primary, DATABASE_NODE_NOT_PRIMARY",
    "SECONDS_AHEAD, -90, DATABASE_CLOCK_DIFFERS",
    "SECONDS_AHEAD, 90, DATABASE_CLOCK_DIFFERS",
    "ROUND_TRIP_MICROS, 120000, DATABASE_FAR",
  })
  void eachFactThatIsNotAsItShouldBeIsOneFinding(
      String name, String value, DatabaseFault expected) {
    assertThat(JudgeServer.judge(HEALTHY.with(name, value), false))
        .extracting(Finding::fault)
        .containsExactly(expected);
  }

  @Test
  void ourOwnServerMayHaveASmallRedoLog() {
    assertThat(JudgeServer.judge(HEALTHY.with("INNODB_LOG_FILE_SIZE", "8388608"), true)).isEmpty();
  }

  @Test
  void ourOwnServerIsForTryingOutAndOrdersOfARealStoreBelongIntoAnotherOne() {
    var real = HEALTHY.with(ServerFacts.STORE_IS_REAL, "ON");

    assertThat(JudgeServer.judge(real, true))
        .extracting(Finding::fault)
        .containsExactly(DatabaseFault.DATABASE_EMBEDDED);
    assertThat(JudgeServer.judge(real, false)).isEmpty();
    assertThat(JudgeServer.judge(HEALTHY.with(ServerFacts.STORE_IS_REAL, "OFF"), true)).isEmpty();
  }
}
