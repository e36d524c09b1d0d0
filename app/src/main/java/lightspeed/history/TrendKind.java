package lightspeed.history;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What can be drawn over time. Each statement walks an index over the last hour only, at most
/// [#MOST_ROWS] rows of it, and brings `slot` (the start of a stretch in seconds since 1970) and
/// one column for each name.
public enum TrendKind {
  /// Jobs that were unfinished at the end of each minute, reckoned back from now; those that came
  /// into the queue and those that reached an end in it.
  QUEUE_RATE(
      List.of("unfinished", "enqueued", "ended"),
      """
      SELECT slot,
        (SELECT COUNT(*) FROM queue_jobs WHERE status IN ('PENDING', 'PROCESSING'))
          - COALESCE(SUM(SUM(enqueued) - SUM(finished)) OVER (
              ORDER BY slot DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS a,
        SUM(enqueued) AS b, SUM(finished) AS c
      FROM (
        (SELECT UNIX_TIMESTAMP(created_at) DIV 60 * 60 AS slot, 1 AS enqueued, 0 AS finished
         FROM queue_jobs
         WHERE id > (SELECT MAX(id) FROM queue_jobs) - :most
           AND created_at > NOW(6) - INTERVAL 1 HOUR)
        UNION ALL
        (SELECT UNIX_TIMESTAMP(finished_at) DIV 60 * 60, 0, 1
         FROM queue_jobs
         WHERE finished_at > NOW(6) - INTERVAL 1 HOUR
         ORDER BY finished_at DESC
         LIMIT :most)
      ) AS jobs
      GROUP BY slot
      ORDER BY slot
      """),

  /// Attempts that ended well, and those that did not, for each minute.
  FAILURES(
      List.of("completed", "to be retried", "failed"),
      """
      SELECT UNIX_TIMESTAMP(finished_at) DIV 60 * 60 AS slot,
        SUM(outcome = 'COMPLETED') AS a, SUM(outcome IN ('RETRY', 'LOST')) AS b,
        SUM(outcome = 'FAILED') AS c
      FROM queue_job_attempts
      WHERE id > (SELECT MAX(id) FROM queue_job_attempts) - :most
        AND finished_at > NOW(6) - INTERVAL 1 HOUR
      GROUP BY slot
      ORDER BY slot
      """),

  /// Calls made and the least that was left of the budget, for each minute.
  BUDGET(
      List.of("calls", "calls left"),
      """
      SELECT UNIX_TIMESTAMP(created_at) DIV 60 * 60 AS slot, COUNT(*) AS a,
        COALESCE(MIN(budget_remaining), 0) AS b
      FROM (
        SELECT created_at, budget_remaining
        FROM lightspeed_api_log
        WHERE created_at > NOW(6) - INTERVAL 1 HOUR
        ORDER BY created_at DESC
        LIMIT :most
      ) AS calls
      GROUP BY slot
      ORDER BY slot
      """),

  /// How long a webhook waited until it was worked on, on average and at most, in seconds.
  WEBHOOK_LATENCY(
      List.of("average s", "longest s"),
      """
      SELECT UNIX_TIMESTAMP(received_at) DIV 60 * 60 AS slot, AVG(waited) AS a, MAX(waited) AS b
      FROM (
        SELECT received_at, TIMESTAMPDIFF(MICROSECOND, received_at, processed_at) / 1e6 AS waited
        FROM lightspeed_webhooks
        WHERE received_at > NOW(6) - INTERVAL 1 HOUR
          AND processed_at IS NOT NULL
        ORDER BY received_at DESC
        LIMIT :most
      ) AS deliveries
      GROUP BY slot
      ORDER BY slot
      """),

  /// How long sending an order took a worker, on average and at most, in seconds.
  SYNC_DURATION(
      List.of("average s", "longest s"),
      """
      SELECT UNIX_TIMESTAMP(finished_at) DIV 60 * 60 AS slot, AVG(took) AS a, MAX(took) AS b
      FROM (
        SELECT finished_at, TIMESTAMPDIFF(MICROSECOND, started_at, finished_at) / 1e6 AS took
        FROM queue_jobs
        WHERE finished_at > NOW(6) - INTERVAL 1 HOUR
          AND job_type = 'sync_po'
          AND status = 'COMPLETED'
        ORDER BY finished_at DESC
        LIMIT :most
      ) AS jobs
      GROUP BY slot
      ORDER BY slot
      """);

  /// Rows that are looked at: what a busy hour has, and still read in a blink.
  static final int MOST_ROWS = 50_000;

  private static final Set<String> COUNTS =
      Set.of("enqueued", "ended", "completed", "to be retried", "failed", "calls");

  @SuppressWarnings("ImmutableEnumChecker") // it is List.of
  private final List<String> names;

  private final String sql;

  TrendKind(List<String> names, String sql) {
    this.names = names;
    this.sql = sql;
  }

  /// Whether this column counts what happened in a minute.
  boolean isCount(String name) {
    return COUNTS.contains(name);
  }

  /// The word in an address, such as `queue-rate`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Reads a word as written by [#word()]; empty when unknown.
  public static Optional<TrendKind> parse(String word) {
    for (TrendKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  List<String> names() {
    return names;
  }

  String sql() {
    return sql;
  }
}
