package lightspeed.history;

import lightspeed.db.Database;

/// A cheap look whether anything happened, for pages that show news by themselves: it reads the
/// ends of indexes only, however long the logs are.
///
/// **Threads:** safe.
public final class NewsMark {
  private static final String LOOK =
      """
      SELECT CONCAT_WS(',',
          (SELECT MAX(id) FROM lightspeed_sync_log),
          (SELECT MAX(updated_at) FROM vend_consignments WHERE sync_status = 'QUEUED'),
          (SELECT MAX(updated_at) FROM vend_consignments WHERE sync_status = 'SYNCING'),
          (SELECT MAX(updated_at) FROM vend_consignments WHERE sync_status = 'SYNCED'),
          (SELECT MAX(updated_at) FROM vend_consignments WHERE sync_status = 'FAILED'),
          (SELECT MAX(updated_at) FROM vend_consignments WHERE sync_status = 'NOT_SYNCED'))
          AS orders,
        CONCAT_WS(',',
          (SELECT MAX(id) FROM queue_jobs),
          (SELECT MAX(id) FROM queue_job_attempts),
          (SELECT COUNT(*) FROM (SELECT 1 FROM queue_jobs WHERE status = 'PROCESSING'
            LIMIT 1000) AS running),
          (SELECT COUNT(*) FROM queue_workers WHERE lease_until > NOW(6)
            AND stopped_at IS NULL)) AS jobs,
        CONCAT_WS(',',
          (SELECT MAX(id) FROM lightspeed_webhooks),
          (SELECT COUNT(*) FROM (SELECT 1 FROM lightspeed_webhooks WHERE status = 'RECEIVED'
            LIMIT 1000) AS waiting)) AS webhooks,
        CONCAT_WS(',', (SELECT MAX(id) FROM lightspeed_api_log)) AS calls
      """;

  private final Database database;

  public NewsMark(Database database) {
    this.database = database;
  }

  /// Something that changes with each change of its kind; it means nothing else.
  public record Mark(String orders, String jobs, String webhooks, String calls) {}

  public Mark look() {
    return database.read(
        handle ->
            handle
                .createQuery(LOOK)
                .map(
                    (row, _) ->
                        new Mark(
                            row.getString("orders"),
                            row.getString("jobs"),
                            row.getString("webhooks"),
                            row.getString("calls")))
                .one());
  }
}
