package lightspeed.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.db.Utc;
import lightspeed.installation.Sender;
import lightspeed.job.LeaseLost;
import lightspeed.job.RunningJob;
import lightspeed.json.Json;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.LineWrite.Outcome;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The journal of intents in `lightspeed_sync_log`: a committed row before each remote write, its
/// end afterwards. A row that is still IN_PROGRESS when a run begins means "outcome unknown".
///
/// **Threads:** safe, it has no state; each call works in the caller's transaction.
final class SyncJournal {

  /// Writes the intent down. Must be committed before the request leaves.
  ///
  /// @param job must be the order's writer
  /// @param sender held against the row of `installation` by the statement itself
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
            FROM installation i
            JOIN vend_consignments c
              ON c.id = :order
              AND c.writer_job_id = :job
              AND c.writer_token = :token
            WHERE i.id = 1
              AND NOT i.is_copy
              AND i.stopped_at IS NULL
              AND (i.key_mark = :mark OR i.second_key_mark = :mark)
              AND (:store IS NULL OR i.store_number = :store)
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
    insert(tx, run.order(), run.job().id().value(), operation, "COMPLETED", null, words);
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
                  COALESCE(TIMESTAMPDIFF(MICROSECOND, taken_at, CURRENT_TIMESTAMP(6)), 0) AS waited
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

  /// Whether Lightspeed took a write of another order since then: the proof that one of this kind
  /// can work.
  ///
  /// @param kinds any of these; none: whatever ends an order
  boolean othersTaken(Handle tx, PurchaseOrderId order, List<Operation> kinds, Instant since) {
    List<Operation> wanted = kinds.isEmpty() ? List.of(Operation.UPDATE_LOCAL) : kinds;
    return tx.createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM lightspeed_sync_log
              WHERE status = 'COMPLETED'
                AND created_at > :since - INTERVAL 1 HOUR
                AND completed_at > :since
                AND operation IN (<kinds>)
                AND error_message IS NULL
                AND entity_id <> :order)
            """)
        .bind("since", Utc.of(since))
        .bindList("kinds", wanted.stream().map(Operation::name).toList())
        .bind("order", order.value())
        .mapTo(Boolean.class)
        .one();
  }

  private static String write(Object details) {
    return Json.mapper().writeValueAsString(details);
  }

  private static Intent readIntent(String details) {
    return Json.mapper().readValue(details, Intent.class);
  }

  private static JournalEntry entry(ResultSet row) throws SQLException {
    return new JournalEntry(
        row.getLong("id"),
        Operation.valueOf(row.getString("operation")),
        readIntent(row.getString("details")),
        row.getLong("epoch"),
        Duration.ofNanos(row.getLong("waited") * 1000));
  }

  /// Whether a write of this order is under way, or has an unknown outcome.
  boolean isInProgress(Handle tx, PurchaseOrderId order) {
    return tx.createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM lightspeed_sync_log
              WHERE entity_id = :order
                AND status = 'IN_PROGRESS')
            """)
        .bind("order", order.value())
        .mapTo(Boolean.class)
        .one();
  }

  /// Whether any write of this order ever had an unknown outcome.
  boolean hadUnknown(Handle tx, PurchaseOrderId order) {
    return tx.createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM lightspeed_sync_log
              WHERE entity_id = :order
                AND was_unknown)
            """)
        .bind("order", order.value())
        .mapTo(Boolean.class)
        .one();
  }

  /// Whether a write has, or ever had, an unknown outcome, as far as a mere reader can tell.
  boolean isInDoubt(Handle tx, PurchaseOrderId order) {
    return tx.createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM lightspeed_sync_log
              WHERE entity_id = :order
                AND (was_unknown OR status = 'IN_PROGRESS'))
            """)
        .bind("order", order.value())
        .mapTo(Boolean.class)
        .one();
  }

  /// Whether anything of this order was announced that may have had an effect.
  boolean wasAnnounced(Handle tx, PurchaseOrderId order) {
    return tx.createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM lightspeed_sync_log
              WHERE entity_id = :order
                AND operation IN ('CREATE_CONSIGNMENT', 'ADD_PRODUCTS', 'REPAIR_PRODUCT',
                  'REMOVE_PRODUCT', 'SEND_CONSIGNMENT', 'UPDATE_CONSIGNMENT', 'CANCEL_CONSIGNMENT')
                AND (status <> 'FAILED' OR was_unknown))
            """)
        .bind("order", order.value())
        .mapTo(Boolean.class)
        .one();
  }

  /// Whether a request to send that was lost may still arrive.
  boolean mayBeSentLate(Handle tx, PurchaseOrderId order) {
    return tx.createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM lightspeed_sync_log
              WHERE entity_id = :order
                AND operation = 'SEND_CONSIGNMENT'
                AND status <> 'COMPLETED'
                AND was_unknown)
            """)
        .bind("order", order.value())
        .mapTo(Boolean.class)
        .one();
  }

  /// Whether this job has noted already what a person accepted.
  boolean hasAccepted(Handle tx, PurchaseOrderId order, long job) {
    return tx.createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM lightspeed_sync_log
              WHERE entity_id = :order
                AND operation = 'ACCEPT_LINES'
                AND job_id = :job)
            """)
        .bind("order", order.value())
        .bind("job", job)
        .mapTo(Boolean.class)
        .one();
  }

  /// Whether this row has no end yet.
  boolean isInProgress(Handle tx, long entry) {
    return tx.createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM lightspeed_sync_log
              WHERE id = :id
                AND status = 'IN_PROGRESS')
            """)
        .bind("id", entry)
        .mapTo(Boolean.class)
        .one();
  }

  /// Everything announced about the lines of this consignment that had, or may have, an effect,
  /// oldest first.
  List<LineWrite> lineWrites(Handle tx, PurchaseOrderId order, String consignmentId) {
    return tx
        .createQuery(
            """
            SELECT id, operation, status, details
            FROM lightspeed_sync_log
            WHERE entity_id = :order
              AND operation IN ('ADD_PRODUCTS', 'REPAIR_PRODUCT', 'REMOVE_PRODUCT', 'ACCEPT_LINES')
              AND (status <> 'FAILED' OR was_unknown)
              AND details IS NOT NULL
            ORDER BY id
            """)
        .bind("order", order.value())
        .map((row, context) -> lineWrite(row, consignmentId))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<LineWrite> lineWrite(ResultSet row, String consignmentId)
      throws SQLException {
    Intent intent = readIntent(row.getString("details"));
    if (!consignmentId.equals(intent.consignmentId())) {
      return Optional.empty();
    }
    Outcome outcome =
        switch (row.getString("status")) {
          case "COMPLETED" -> Outcome.DONE;
          case "FAILED" -> Outcome.PERHAPS_LATER;
          default -> Outcome.IN_DOUBT;
        };
    Operation operation = Operation.valueOf(row.getString("operation"));
    return Optional.of(LineWrite.of(row.getLong("id"), operation, outcome, intent));
  }

  /// Intents of one operation in the history of this order, oldest first.
  List<Intent> intents(Handle tx, PurchaseOrderId order, Operation operation, History which) {
    String sql =
        switch (which) {
          case COMPLETED -> SELECT_INTENTS + "AND status = 'COMPLETED' ORDER BY id";
          case ONCE_UNKNOWN -> SELECT_INTENTS + "AND was_unknown ORDER BY id";
          case NOT_REFUSED ->
              SELECT_INTENTS + "AND (status <> 'FAILED' OR was_unknown) ORDER BY id";
          case ALL -> SELECT_INTENTS + "ORDER BY id";
        };
    return tx
        .createQuery(sql)
        .bind("order", order.value())
        .bind("operation", operation.name())
        .mapTo(String.class)
        .list()
        .stream()
        .map(SyncJournal::readIntent)
        .toList();
  }

  private static final String SELECT_INTENTS =
      """
      SELECT details
      FROM lightspeed_sync_log
      WHERE entity_id = :order
        AND operation = :operation
        AND details IS NOT NULL
      """;

  /// Which rows of the history count.
  enum History {
    COMPLETED,
    ONCE_UNKNOWN,
    /// All but those that surely had no effect.
    NOT_REFUSED,
    ALL
  }

  /// Whether a create of this order was ever announced.
  boolean hasAnnouncedCreate(Handle tx, PurchaseOrderId order) {
    return !intents(tx, order, Operation.CREATE_CONSIGNMENT, History.ALL).isEmpty();
  }

  /// Ids of the consignments that this order's cancellations closed.
  Set<String> cancelledConsignments(Handle tx, PurchaseOrderId order) {
    return intents(tx, order, Operation.CANCEL_CONSIGNMENT, History.COMPLETED).stream()
        .map(Intent::consignmentId)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static final String LAST_OPERATION =
      """
      SELECT operation
      FROM lightspeed_sync_log
      WHERE entity_id = :order
        AND operation <> 'SYNC_ORDER'
      ORDER BY id DESC
      LIMIT 1
      """;

  /// Whether the last thing that happened to the order is that its number was found to be taken.
  boolean isStoppedByReference(Handle tx, PurchaseOrderId order) {
    return tx.createQuery(LAST_OPERATION)
        .bind("order", order.value())
        .mapTo(String.class)
        .findOne()
        .filter(Operation.CHECK_REFERENCE.name()::equals)
        .isPresent();
  }

  /// Ids of the consignments beside which a person wants the order sent.
  Set<String> sentBeside(Handle tx, PurchaseOrderId order) {
    return tx
        .createQuery(SELECT_INTENTS + "AND status = 'COMPLETED'")
        .bind("order", order.value())
        .bind("operation", Operation.SEND_BESIDE.name())
        .mapTo(String.class)
        .list()
        .stream()
        .flatMap(
            details -> Json.mapper().readValue(details, Beside.class).consignmentIds().stream())
        .collect(Collectors.toSet());
  }

  /// Details of a SEND_BESIDE row.
  record Beside(List<String> consignmentIds, String actor) {
    Beside {
      consignmentIds = List.copyOf(consignmentIds);
    }
  }

  /// Ids of the products that completed bulk calls put on this consignment.
  Set<String> addedProducts(Handle tx, PurchaseOrderId order, String consignmentId) {
    return productsOf(intents(tx, order, Operation.ADD_PRODUCTS, History.COMPLETED), consignmentId);
  }

  /// Ids of the products that bulk calls may have put on this consignment: all that we announced
  /// and Lightspeed did not refuse.
  Set<String> announcedProducts(Handle tx, PurchaseOrderId order, String consignmentId) {
    return productsOf(
        intents(tx, order, Operation.ADD_PRODUCTS, History.NOT_REFUSED), consignmentId);
  }

  /// Ids of the products that we ever tried to put on this consignment.
  Set<String> triedProducts(Handle tx, PurchaseOrderId order, String consignmentId) {
    return productsOf(intents(tx, order, Operation.ADD_PRODUCTS, History.ALL), consignmentId);
  }

  private static Set<String> productsOf(List<Intent> intents, String consignmentId) {
    Set<String> products = new HashSet<>();
    for (Intent intent : intents) {
      if (consignmentId.equals(intent.consignmentId())) {
        intent.lines().forEach(line -> products.add(line.productId()));
      }
    }
    return products;
  }

  /// The history of one order for people, newest first.
  List<OperationRecord> history(Handle tx, PurchaseOrderId order, int limit) {
    return tx.createQuery(
            """
            SELECT operation, status, created_at, completed_at, error_message
            FROM lightspeed_sync_log
            WHERE entity_id = :order
            ORDER BY id DESC
            LIMIT :limit
            """)
        .bind("order", order.value())
        .bind("limit", limit)
        .map(
            row ->
                new OperationRecord(
                    row.getColumn("operation", String.class),
                    row.getColumn("status", String.class),
                    row.getColumn("created_at", Instant.class),
                    row.getColumn("completed_at", Instant.class),
                    row.getColumn("error_message", String.class)))
        .list();
  }
}
