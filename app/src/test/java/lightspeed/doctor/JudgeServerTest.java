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
    "VERSION, 8.4.0, database-not-mariadb",
    "VERSION, 10.5.27-MariaDB, database-too-old",
    "VERSION, 5.5.68-MariaDB, database-too-old",
    "READ_ONLY, ON, database-read-only",
    "INNODB_READ_ONLY, 1, database-read-only",
    "TX_ISOLATION, REPEATABLE-READ, database-isolation-wrong",
    "TIME_ZONE, SYSTEM, database-time-zone-wrong",
    "SQL_MODE, NO_ENGINE_SUBSTITUTION, database-sql-mode-weak",
    "SCHEMA_CHARSET, latin1, database-charset-wrong",
    "MAX_ALLOWED_PACKET, 1048576, database-packets-small",
    "MAX_CONNECTIONS, 30, database-connections-few",
    "THREADS_CONNECTED, 145, database-connections-few",
    "INNODB_LOG_FILE_SIZE, 8388608, database-redo-log-small",
    "INNODB_FLUSH_LOG_AT_TRX_COMMIT, 2, database-not-durable",
    "WAIT_TIMEOUT, 60, database-idle-timeout-short",
    "WSREP_CLUSTER_STATUS, non-Primary, database-node-not-primary",
    "SECONDS_AHEAD, -90, database-clock-differs",
    "SECONDS_AHEAD, 90, database-clock-differs",
    "ROUND_TRIP_MICROS, 120000, database-far",
  })
  void eachFactThatIsNotAsItShouldBeIsOneFinding(String name, String value, String expected) {
    assertThat(JudgeServer.judge(HEALTHY.with(name, value), false))
        .extracting(finding -> finding.fault().id())
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
