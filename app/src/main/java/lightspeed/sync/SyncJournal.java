package lightspeed.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lightspeed.db.ClockStep;
import lightspeed.installation.Sender;
import lightspeed.job.LeaseLost;
import lightspeed.job.RunningJob;
import lightspeed.json.Json;
import lightspeed.purchaseorder.PurchaseOrderId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The journal of intents in `lightspeed_sync_log`: a committed row before each remote write, its
/// end afterwards. A row that is still IN_PROGRESS when a run begins means "outcome unknown".
/// [JournalHistory] tells what is in it.
///
/// **Threads:** safe, it has no state; each call works in the caller's transaction.
final class SyncJournal {

  /// Writes the intent down. Must be committed before the request leaves.
  ///
  /// @param job must be the order's writer
  /// @param sender held against the row of `installation` by the statement itself, see [Sender]
  /// @return the row; empty when this process or this job may not send now, and nothing was written
  Optional<Long> begin(
      Handle tx,
      PurchaseOrderId order,
      RunningJob job,
      Operation operation,
      Intent intent,
      Sender sender) {
    return tx.createQuery(
            """
            INSERT INTO lightspeed_sync_log
              (entity_id, operation, status, details, job_id, epoch)
            SELECT :order, :operation, 'IN_PROGRESS', :details, :job, i.epoch
            FROM (
              SELECT epoch, is_copy, stopped_at, key_mark, second_key_mark, store_number
              FROM installation
              WHERE id = 1
              LOCK IN SHARE MODE) i
            JOIN vend_consignments c
              ON c.id = :order
              AND c.writer_job_id = :job
              AND c.writer_token = :token
            WHERE NOT i.is_copy
              AND i.stopped_at IS NULL
              AND (i.key_mark = :mark OR i.second_key_mark = :mark)
              AND i.store_number = :store
            RETURNING id
            """)
        .bind("order", order.value())
        .bind("operation", operation.name())
        .bind("details", write(intent))
        .bind("job", job.id().value())
        .bind("token", job.claimToken())
        .bind("mark", sender.mark())
        .bind("store", sender.storeNumber())
        .mapTo(Long.class)
        .findOne();
  }

  /// Writes an announcement again that the database forgot after the request had left: its outcome
  /// is unknown from now on. Changes nothing when the row is still there.
  ///
  /// **Twice:** changes nothing more.
  ///
  /// @return whether it was gone
  boolean writeAgain(
      Handle tx,
      long entry,
      PurchaseOrderId order,
      @Nullable Long job,
      Operation operation,
      Intent intent) {
    return tx.createUpdate(
                """
                INSERT INTO lightspeed_sync_log
                  (entity_id, operation, status, was_unknown, details, error_message, job_id, epoch)
                SELECT :order, :operation, 'IN_PROGRESS', TRUE, :details,
                  'The database went back while this call was under way.', :job, i.epoch
                FROM installation i
                WHERE i.id = 1
                  AND NOT EXISTS (
                    SELECT 1
                    FROM lightspeed_sync_log l
                    WHERE l.entity_id = :order
                      AND l.operation = :operation
                      AND l.job_id <=> :job
                      AND (l.id = :entry OR (l.was_unknown AND l.details = :details)))
                """)
            .bind("entry", entry)
            .bind("order", order.value())
            .bind("operation", operation.name())
            .bind("details", write(intent))
            .bind("job", job)
            .execute()
        == 1;
  }

  /// Records something that happened in one go.
  void note(
      Handle tx, PurchaseOrderId order, @Nullable Long job, Operation operation, Object details) {
    insert(tx, order, job, operation, "COMPLETED", write(details), null);
  }

  /// Records a failure that a person should see.
  void noteFailure(
      Handle tx, PurchaseOrderId order, @Nullable Long job, Operation operation, String error) {
    insert(tx, order, job, operation, "FAILED", null, error);
  }

  /// Tells people on the order what was done and why.
  void say(Handle tx, Run run, Operation operation, String words) {
    say(tx, run.order(), run.job().id().value(), operation, words);
  }

  /// As [#say(Handle, Run, Operation, String)].
  void say(
      Handle tx, PurchaseOrderId order, @Nullable Long job, Operation operation, String words) {
    insert(tx, order, job, operation, "COMPLETED", null, words);
  }

  private static void insert(
      Handle tx,
      PurchaseOrderId order,
      @Nullable Long job,
      Operation operation,
      String status,
      @Nullable String details,
      @Nullable String error) {
    tx.createUpdate(
            """
            INSERT INTO lightspeed_sync_log
              (entity_id, operation, status, details, error_message, job_id, completed_at)
            VALUES (:order, :operation, :status, :details, :error, :job, CURRENT_TIMESTAMP(6))
            """)
        .bind("order", order.value())
        .bind("operation", operation.name())
        .bind("status", status)
        .bind("details", details)
        .bind("error", error)
        .bind("job", job)
        .execute();
  }

  /// The write took effect.
  void complete(Handle tx, long entry) {
    end(tx, entry, "COMPLETED", null);
  }

  /// The answer never came, but the effect was found later.
  void completeAfterDoubt(Handle tx, long entry) {
    end(
        tx,
        entry,
        "COMPLETED",
        "The answer was lost; reading back showed that it was carried out.");
  }

  /// A write that was not there when it was looked for, and is now.
  void carriedOutLate(Handle tx, long entry) {
    tx.createUpdate(
            """
            UPDATE lightspeed_sync_log
            SET status = 'COMPLETED',
              error_message = 'The answer was lost; it was carried out later than the settle time.'
            WHERE id = :id
              AND status = 'FAILED'
              AND was_unknown
            """)
        .bind("id", entry)
        .execute();
  }

  /// The write surely had no effect.
  void fail(Handle tx, long entry, String error) {
    end(tx, entry, "FAILED", error);
  }

  private static void end(Handle tx, long entry, String status, @Nullable String error) {
    int rows =
        tx.createUpdate(
                """
                UPDATE lightspeed_sync_log
                SET status = :status,
                  error_message = :error,
                  completed_at = CURRENT_TIMESTAMP(6)
                WHERE id = :id
                  AND status = 'IN_PROGRESS'
                """)
            .bind("status", status)
            .bind("error", error)
            .bind("id", entry)
            .execute();
    if (rows != 1) {
      throw notOpen(entry);
    }
  }

  /// Another holder of the claim ended the row, or the database lost it. Costs the job no attempt.
  private static LeaseLost notOpen(long entry) {
    return LeaseLost.seenBy("Journal row " + entry + " was not in progress.");
  }

  /// Nobody knows whether the write took effect; a later run finds out.
  void markUnknown(Handle tx, long entry, String error) {
    int rows =
        tx.createUpdate(
                """
                UPDATE lightspeed_sync_log
                SET was_unknown = TRUE,
                  error_message = :error
                WHERE id = :id
                """)
            .bind("error", error)
            .bind("id", entry)
            .execute();
    if (rows != 1) {
      throw notOpen(entry);
    }
  }

  /// Writes of this order whose outcome is unknown, oldest first. They count as unknown from now on
  /// for the whole history of the order.
  List<JournalEntry> takeUnknown(Handle tx, PurchaseOrderId order) {
    List<JournalEntry> entries =
        tx.createQuery(
                """
                SELECT id, operation, details, epoch,
                  GREATEST(0, COALESCE(TIMESTAMPDIFF(MICROSECOND, taken_at, CURRENT_TIMESTAMP(6)), 0))
                    AS waited
                FROM lightspeed_sync_log
                WHERE entity_id = :order
                  AND status = 'IN_PROGRESS'
                ORDER BY id
                """)
            .bind("order", order.value())
            .map((rows, context) -> entry(rows))
            .list();
    for (JournalEntry entry : entries) {
      tx.execute(
          """
          UPDATE lightspeed_sync_log
          SET was_unknown = TRUE,
            taken_at = COALESCE(taken_at, CURRENT_TIMESTAMP(6))
          WHERE id = ?
          """,
          entry.id());
    }
    return entries;
  }

  /// The database's clock was set: a doubt that an attempt took over is waited for as long as it
  /// would have been.
  static void move(Handle tx, ClockStep step) {
    step.move(tx, "lightspeed_sync_log", List.of("taken_at"), "status = 'IN_PROGRESS'");
  }

  private static String write(Object details) {
    return Json.mapper().writeValueAsString(details);
  }

  private static JournalEntry entry(ResultSet row) throws SQLException {
    return new JournalEntry(
        row.getLong("id"),
        Operation.valueOf(row.getString("operation")),
        Intent.read(row.getString("details")),
        row.getLong("epoch"),
        Duration.ofNanos(row.getLong("waited") * 1000));
  }

  /// Details of a SEND_BESIDE row.
  record Beside(List<String> consignmentIds, String actor) {
    Beside {
      consignmentIds = List.copyOf(consignmentIds);
    }
  }
}
