package lightspeed.history;

import lightspeed.audit.ActorName;
import org.jspecify.annotations.Nullable;

/// Where an entry of a timeline comes from, each with the statement that reads it: of one order,
/// older than `:at` as the fragment `<older>` says, newest first, at most `:limit`. Each walks an
/// index of the order, so that a long log does not slow it.
public enum TimelineKind {
  /// A person asked for something; from the audit log.
  PERSON(
      "id",
      "created_at",
      """
      SELECT created_at AS at, id, action AS what, NULL AS status, NULL AS detail, %s AS who,
        NULL AS job, NULL AS millis, NULL AS budget, details IS NOT NULL AS has_body
      FROM audit_log
      WHERE entity_type = 'PURCHASE_ORDER'
        AND entity_id = :order
        AND <older>
      ORDER BY created_at DESC, id DESC
      LIMIT :limit
      """
          .formatted(ActorName.inWords("actor")),
      "SELECT details FROM audit_log WHERE id = :id AND entity_id = :order"),

  /// A change of state, a step of a sync or receipts; from the sync log.
  STEP(
      "id",
      "created_at",
      """
      SELECT created_at AS at, id, operation AS what, status,
        COALESCE(error_message, CASE operation
          WHEN 'STATUS_CHANGED' THEN
            CONCAT(JSON_VALUE(details, '$.from'), ' → ', JSON_VALUE(details, '$.to'))
          WHEN 'RECEIPT_APPLIED' THEN
            CONCAT('received quantity of ', JSON_LENGTH(details, '$.lines'), ' lines changed')
          END) AS detail,
        JSON_VALUE(details, '$.by') AS who, job_id AS job,
        TIMESTAMPDIFF(MICROSECOND, created_at, completed_at) DIV 1000 AS millis, NULL AS budget,
        details IS NOT NULL AND operation <> 'STATUS_CHANGED' AS has_body
      FROM lightspeed_sync_log
      WHERE entity_id = :order
        AND <older>
      ORDER BY created_at DESC, id DESC
      LIMIT :limit
      """,
      "SELECT details FROM lightspeed_sync_log WHERE id = :id AND entity_id = :order"),

  /// A call to Lightspeed.
  CALL(
      "id",
      "created_at",
      """
      SELECT created_at AS at, id, CONCAT(method, ' ', path) AS what,
        COALESCE(CAST(status AS CHAR), 'no answer') AS status, error_message AS detail,
        NULL AS who, job_id AS job, duration_ms AS millis, budget_remaining AS budget,
        request_body IS NOT NULL OR response_body IS NOT NULL AS has_body
      FROM lightspeed_api_log
      WHERE entity_id = :order
        AND <older>
      ORDER BY created_at DESC, id DESC
      LIMIT :limit
      """,
      """
      SELECT CONCAT_WS('\n\n', CONCAT('Sent:\n', request_body),
        CONCAT('Answered:\n', response_body))
      FROM lightspeed_api_log WHERE id = :id AND entity_id = :order
      """),

  /// A job was put into the queue.
  JOB(
      "id",
      "created_at",
      """
      SELECT created_at AS at, id, job_type AS what, status, NULL AS detail, NULL AS who,
        id AS job, NULL AS millis, NULL AS budget, FALSE AS has_body
      FROM queue_jobs
      WHERE unique_key = :key
        AND <older>
      ORDER BY created_at DESC, id DESC
      LIMIT :limit
      """,
      null),

  /// A start of a job ended.
  ATTEMPT(
      "a.id",
      "a.finished_at",
      """
      SELECT a.finished_at AS at, a.id, CONCAT(j.job_type, ' #', a.number) AS what,
        a.outcome AS status, a.error_message AS detail, a.worker_id AS who, a.job_id AS job,
        TIMESTAMPDIFF(MICROSECOND, a.started_at, a.finished_at) DIV 1000 AS millis,
        NULL AS budget, FALSE AS has_body
      FROM queue_jobs j
      JOIN queue_job_attempts a ON a.job_id = j.id
      WHERE j.unique_key = :key
        AND <older>
      ORDER BY a.finished_at DESC, a.id DESC
      LIMIT :limit
      """,
      null),

  /// A webhook about its consignment came.
  WEBHOOK(
      "id",
      "received_at",
      """
      SELECT received_at AS at, id, event_type AS what, status, error_message AS detail,
        source_address AS who, NULL AS job,
        TIMESTAMPDIFF(MICROSECOND, received_at, processed_at) DIV 1000 AS millis,
        NULL AS budget, TRUE AS has_body
      FROM lightspeed_webhooks
      WHERE consignment_id = :consignment
        AND <older>
      ORDER BY received_at DESC, id DESC
      LIMIT :limit
      """,
      """
      SELECT CONVERT(LEFT(body, 16000) USING utf8mb4) FROM lightspeed_webhooks
      WHERE id = :id AND consignment_id = :consignment
      """),

  /// The retailer's own system was told.
  NOTIFICATION(
      "id",
      "created_at",
      """
      SELECT created_at AS at, id, event_type AS what, status, error_message AS detail,
        NULL AS who, NULL AS job,
        TIMESTAMPDIFF(MICROSECOND, created_at, delivered_at) DIV 1000 AS millis, NULL AS budget,
        TRUE AS has_body
      FROM lightspeed_notifications
      WHERE consignment_id = :order
        AND <older>
      ORDER BY created_at DESC, id DESC
      LIMIT :limit
      """,
      "SELECT content FROM lightspeed_notifications WHERE id = :id AND consignment_id = :order"),

  /// Something differs between the order and its consignment, since then.
  DRIFT(
      "CRC32(item)",
      "found_at",
      """
      SELECT found_at AS at, CRC32(item) AS id, item AS what,
        IF(ignored_at IS NULL, 'OPEN', 'IGNORED') AS status,
        CONCAT(COALESCE(here, 'nothing'), ' here, ', COALESCE(there, 'nothing'),
          ' in Lightspeed') AS detail,
        ignored_by AS who, NULL AS job, NULL AS millis, NULL AS budget, FALSE AS has_body
      FROM lightspeed_drift
      WHERE consignment_id = :order
        AND <older>
      ORDER BY found_at DESC, CRC32(item) DESC
      LIMIT :limit
      """,
      null);

  private final String idColumn;
  private final String timeColumn;
  private final String list;
  private final @Nullable String body;

  TimelineKind(String idColumn, String timeColumn, String list, @Nullable String body) {
    this.idColumn = idColumn;
    this.timeColumn = timeColumn;
    this.list = list;
    this.body = body;
  }

  /// The statement that reads entries before this position. Among entries of the same moment those
  /// of later kinds come first.
  String listBefore(TimelinePage.@Nullable Position position) {
    return list.replace("<older>", position == null ? "TRUE" : older(position.kind()));
  }

  private String older(TimelineKind shownLast) {
    int place = compareTo(shownLast);
    if (place > 0) {
      return timeColumn + " < :at";
    }
    if (place < 0) {
      return timeColumn + " <= :at";
    }
    return "(%1$s < :at OR (%1$s = :at AND %2$s < :id))".formatted(timeColumn, idColumn);
  }

  /// The statement that reads the text behind one entry, null when there is never any.
  @Nullable String body() {
    return body;
  }
}
