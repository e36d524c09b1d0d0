package lightspeed.lookup;

import lightspeed.db.Database;
import lightspeed.retailer.ApiLog;
import org.jspecify.annotations.Nullable;

/// The calls that were made to Lightspeed for one job, from the API log.
///
/// **Threads:** safe.
public final class JobCalls {
  private static final String COUNT =
      """
      SELECT COUNT(*)
      FROM lightspeed_api_log
      WHERE job_id = :job
      """;

  private static final String LAST =
      """
      SELECT status
      FROM lightspeed_api_log
      WHERE job_id = :job
      ORDER BY id DESC
      LIMIT 1
      """;

  private static final int SERVER_ERROR = 500;

  private final Database database;
  private final ApiLog log;

  public JobCalls(Database database, ApiLog log) {
    this.database = database;
    this.log = log;
  }

  /// How many calls were made, by all processes so far.
  public long count(long job) {
    log.flush();
    return database.read(
        handle -> handle.createQuery(COUNT).bind("job", job).mapTo(Long.class).one());
  }

  /// Whether the last call got no answer, or one that says that the server is in trouble.
  public boolean endedUnanswered(long job) {
    log.flush();
    return database.read(
        handle ->
            handle
                .createQuery(LAST)
                .bind("job", job)
                .map((row, _) -> isTrouble(row.getObject("status", Integer.class)))
                .findOne()
                .orElse(false));
  }

  private static boolean isTrouble(@Nullable Integer status) {
    return status == null || status >= SERVER_ERROR;
  }
}
