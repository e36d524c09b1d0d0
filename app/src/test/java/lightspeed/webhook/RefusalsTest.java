package lightspeed.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RefusalsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final RefusalCounts counts = new RefusalCounts(DATABASE.database());

  @Test
  void whatIsRefusedIsCounted() throws IOException, InterruptedException {
    try (var world = new ReceiverWorld(DATABASE.database())) {
      for (int n = 0; n < 3; n++) {
        world.post("/wrong-secret", ReceiverWorld.JSON, "{}");
      }
      world.post("/" + ReceiverWorld.PATH_SECRET, "text/plain", "x");
      world.send("GET", "/webhooks/lightspeed");
      assertThat(counts.ofLastDay()).as("in memory until it is stored").isEmpty();

      world.refusals.flush();
      world.refusals.flush();
      world.post("/wrong-secret", ReceiverWorld.JSON, "{}");
      world.refusals.flush();
    }

    assertThat(counts.ofLastDay())
        .isEqualTo(
            Map.of(Refusal.NOT_GENUINE, 4L, Refusal.WRONG_TYPE, 1L, Refusal.WRONG_METHOD, 1L));
  }

  @Test
  void whatIsOlderThanADayDoesNotWarnAndGoesAfterAQuarter() {
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    """
                    INSERT INTO lightspeed_webhook_refusals (hour, reason, refused)
                    VALUES (NOW() - INTERVAL 26 HOUR, 'NOT_GENUINE', 7),
                      (NOW() - INTERVAL 91 DAY, 'NOT_GENUINE', 7)
                    """));

    assertThat(counts.ofLastDay()).isEmpty();
    counts.add(Map.of(Refusal.TOO_LARGE, 1L));

    assertThat(counts.ofLastDay()).isEqualTo(Map.of(Refusal.TOO_LARGE, 1L));
    long rows =
        DATABASE
            .database()
            .read(
                handle ->
                    handle
                        .createQuery("SELECT COUNT(*) FROM lightspeed_webhook_refusals")
                        .mapTo(Long.class)
                        .one());
    assertThat(rows).isEqualTo(2);
  }

  @Test
  void countsAreKeptWhileTheDatabaseIsAway() throws SQLException {
    var refusals = new Refusals(counts, System::nanoTime);
    rename("lightspeed_webhook_refusals", "away");
    refusals.add(new Refused(Refusal.TOO_SLOW), "10.0.0.1", "-");
    refusals.flush();
    rename("away", "lightspeed_webhook_refusals");

    refusals.close();

    assertThat(counts.ofLastDay()).isEqualTo(Map.of(Refusal.TOO_SLOW, 1L));
  }

  private static void rename(String from, String to) throws SQLException {
    try (var connection = DATABASE.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("RENAME TABLE " + from + " TO " + to);
    }
  }
}
