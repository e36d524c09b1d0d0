package lightspeed.webhook;

import java.util.EnumMap;
import java.util.Map;
import lightspeed.db.Database;

/// How many requests were refused in which hour and why, in `lightspeed_webhook_refusals`.
///
/// **Threads:** safe.
public final class RefusalCounts {
  private final Database database;

  public RefusalCounts(Database database) {
    this.database = database;
  }

  /// Adds to the present hour, and forgets what is older than a quarter.
  void add(Map<Refusal, Long> counts) {
    database.useTransaction(
        tx -> {
          var batch =
              tx.prepareBatch(
                  """
                  INSERT INTO lightspeed_webhook_refusals (hour, reason, refused)
                  VALUES (DATE_FORMAT(NOW(), '%Y-%m-%d %H:00:00'), :reason, :refused)
                  ON DUPLICATE KEY UPDATE refused = refused + VALUES(refused)
                  """);
          counts.forEach(
              (reason, refused) ->
                  batch.bind("reason", reason.name()).bind("refused", refused).add());
          batch.execute();
          tx.execute(
              """
              DELETE FROM lightspeed_webhook_refusals
              WHERE hour < NOW() - INTERVAL 90 DAY
              """);
        });
  }

  /// What was refused within the last day, by reason; the hour in which the day began counts in
  /// full.
  public Map<Refusal, Long> ofLastDay() {
    return database.read(
        handle -> {
          Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
          handle
              .createQuery(
                  """
                  SELECT reason, SUM(refused) AS refused
                  FROM lightspeed_webhook_refusals
                  WHERE hour > NOW() - INTERVAL 25 HOUR
                  GROUP BY reason
                  """)
              .map(
                  (row, _) ->
                      counts.put(Refusal.valueOf(row.getString("reason")), row.getLong("refused")))
              .list();
          return counts;
        });
  }
}
