package lightspeed.retention;

import java.time.Duration;
import lightspeed.config.RetentionConfig;

/// A table that only grows, and which of its rows may go once they are old enough. Rows of
/// unfinished work stay, however old they are.
enum History {
  /// Calls of a job that has not ended stay with it.
  API_LOG(
      "lightspeed_api_log",
      "created_at",
      """
      AND NOT EXISTS (
        SELECT 1
        FROM queue_jobs
        WHERE queue_jobs.id = lightspeed_api_log.job_id
          AND queue_jobs.status IN ('PENDING', 'PROCESSING'))
      """),

  /// One that was not worked on yet stays.
  WEBHOOKS(
      "lightspeed_webhooks",
      "received_at",
      """
      AND status <> 'RECEIVED'
      """),

  /// One that still has to be told stays.
  NOTIFICATIONS(
      "lightspeed_notifications",
      "created_at",
      """
      AND status <> 'WAITING'
      """),

  /// The whole history of an order stays while the order has not ended, while a job of it has not,
  /// and while the outcome of a write is unknown: the next run decides by it what it may send.
  SYNC_LOG(
      "lightspeed_sync_log",
      "created_at",
      """
      AND status IN ('COMPLETED', 'FAILED')
      AND NOT EXISTS (
        SELECT 1
        FROM vend_consignments
        WHERE vend_consignments.id = lightspeed_sync_log.entity_id
          AND vend_consignments.deleted_at IS NULL
          AND (vend_consignments.state NOT IN ('RECEIVED', 'CANCELLED')
            OR vend_consignments.sync_status IN ('QUEUED', 'SYNCING')))
      AND NOT EXISTS (
        SELECT 1
        FROM lightspeed_sync_log AS unfinished
        WHERE unfinished.entity_id = lightspeed_sync_log.entity_id
          AND unfinished.status IN ('PENDING', 'IN_PROGRESS'))
      AND NOT EXISTS (
        SELECT 1
        FROM queue_jobs
        WHERE queue_jobs.id = lightspeed_sync_log.job_id
          AND queue_jobs.status IN ('PENDING', 'PROCESSING'))
      """);

  private final String table;
  private final String time;
  private final String isFinished;

  /// @param time the column that tells how old a row is, with an index
  /// @param isFinished further conditions, each beginning with AND
  History(String table, String time, String isFinished) {
    this.table = table;
    this.time = time;
    this.isFinished = isFinished;
  }

  String table() {
    return table;
  }

  String time() {
    return time;
  }

  Duration kept(RetentionConfig retention) {
    return switch (this) {
      case API_LOG -> retention.apiLog();
      case WEBHOOKS -> retention.webhooks();
      case NOTIFICATIONS -> retention.notifications();
      case SYNC_LOG -> retention.syncLog();
    };
  }

  String isFinished() {
    return isFinished;
  }
}
