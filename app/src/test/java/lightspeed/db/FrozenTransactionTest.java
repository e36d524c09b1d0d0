package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A process that is stopped in the middle of a transaction, as by SIGSTOP, says nothing more and
/// keeps its connection open.
@Tag("slow")
final class FrozenTransactionTest {
  @RegisterExtension static final TestDatabase SCHEMA = TestDatabase.migrated();

  private static final String SELECT = "SELECT id FROM queue_state WHERE id = 1 FOR UPDATE";
  private static final String CHANGE = "UPDATE queue_state SET setbacks = setbacks + 1";

  /// Far beyond what the server needs.
  private static final Duration DEADLINE = SessionSettings.IDLE_TRANSACTION.multipliedBy(3);

  @ParameterizedTest
  @ValueSource(strings = {SELECT, CHANGE})
  void itsLocksEndAndOthersGoOn(String last) throws SQLException {
    SCHEMA
        .database()
        .useTransaction(tx -> tx.execute("INSERT IGNORE INTO queue_state VALUES (1, 0, 0)"));
    var source = Connections.dataSource(SCHEMA.address(), SessionSettings.forWork());
    try (Connection frozen = source.getConnection();
        Statement statement = frozen.createStatement()) {
      frozen.setAutoCommit(false);
      statement.execute(last);

      long waited = untilOthersGoOn();

      assertThat(Duration.ofNanos(waited)).isLessThan(DEADLINE);
      assertThat(kindWhenItWakes(statement)).isEqualTo(SqlErrorKind.CONNECTION_LOST);
    }
  }

  /// Each look waits for the lock.
  private static long untilOthersGoOn() {
    long began = System.nanoTime();
    while (System.nanoTime() - began < DEADLINE.toNanos()) {
      try {
        SCHEMA.database().useTransaction(tx -> tx.execute(CHANGE));
        return System.nanoTime() - began;
      } catch (DatabaseException.Busy stillLocked) {
        // Ask again.
      }
    }
    return Long.MAX_VALUE;
  }

  private static SqlErrorKind kindWhenItWakes(Statement statement) {
    try {
      statement.execute(CHANGE);
      return SqlErrorKind.OTHER;
    } catch (SQLException lost) {
      return SqlErrors.kindOf(lost);
    }
  }
}
