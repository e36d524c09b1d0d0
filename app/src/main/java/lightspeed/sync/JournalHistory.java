package lightspeed.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.db.Utc;
import lightspeed.json.Json;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.LineWrite.Outcome;
import org.jdbi.v3.core.Handle;

/// What `lightspeed_sync_log` tells of an order's past: what was announced, what became of it, what
/// people decided. Changes nothing; [SyncJournal] writes.
///
/// **Threads:** safe, it has no state; each call works in the caller's transaction.
final class JournalHistory {

  private static final String EXISTS =
      """
      SELECT EXISTS (
        SELECT 1
        FROM lightspeed_sync_log
        WHERE entity_id = :order
          AND (%s))
      """;

  private static final String UNDER_WAY = EXISTS.formatted("status = 'IN_PROGRESS'");

  private static final String ONCE_UNKNOWN = EXISTS.formatted("was_unknown");

  private static final String DOUBTFUL = EXISTS.formatted("was_unknown OR status = 'IN_PROGRESS'");

  private static final String ANNOUNCED =
      EXISTS.formatted(
          """
          operation IN ('CREATE_CONSIGNMENT', 'ADD_PRODUCTS', 'REPAIR_PRODUCT',
              'REMOVE_PRODUCT', 'SEND_CONSIGNMENT', 'UPDATE_CONSIGNMENT', 'CANCEL_CONSIGNMENT')
            AND (status <> 'FAILED' OR was_unknown)
          """);

  private static final String PERHAPS_SENT_LATE =
      EXISTS.formatted("operation = 'SEND_CONSIGNMENT' AND status <> 'COMPLETED' AND was_unknown");

  private static boolean exists(Handle tx, String sql, PurchaseOrderId order) {
    return tx.createQuery(sql).bind("order", order.value()).mapTo(Boolean.class).one();
  }

  /// Whether a write of this order is under way, or has an unknown outcome.
  boolean isInProgress(Handle tx, PurchaseOrderId order) {
    return exists(tx, UNDER_WAY, order);
  }

  /// Whether any write of this order ever had an unknown outcome.
  boolean hadUnknown(Handle tx, PurchaseOrderId order) {
    return exists(tx, ONCE_UNKNOWN, order);
  }

  /// Whether a write has, or ever had, an unknown outcome, as far as a mere reader can tell.
  boolean isInDoubt(Handle tx, PurchaseOrderId order) {
    return exists(tx, DOUBTFUL, order);
  }

  /// Whether anything of this order was announced that may have had an effect.
  boolean wasAnnounced(Handle tx, PurchaseOrderId order) {
    return exists(tx, ANNOUNCED, order);
  }

  /// Whether a request to send that was lost may still arrive.
  boolean mayBeSentLate(Handle tx, PurchaseOrderId order) {
    return exists(tx, PERHAPS_SENT_LATE, order);
  }

  private static final String TAKEN_OVER =
      EXISTS.formatted(
          """
          operation IN ('ADOPT_CONSIGNMENT', 'LINK_CONSIGNMENT')
            AND status = 'COMPLETED'
            AND JSON_VALUE(details, '$.consignment_id') = :consignment
            AND COALESCE(JSON_VALUE(details, '$.is_equal'), 'true') IN ('true', '1')
          """);

  /// Whether this consignment was made by others and taken over with its lines: a person said that
  /// it is the order, or it was exactly the order.
  boolean isTakenOver(Handle tx, PurchaseOrderId order, String consignment) {
    return tx.createQuery(TAKEN_OVER)
        .bind("order", order.value())
        .bind("consignment", consignment)
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
    Intent intent = Intent.read(row.getString("details"));
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
        .map(Intent::read)
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
            details ->
                Json.mapper()
                    .readValue(details, SyncJournal.Beside.class)
                    .consignmentIds()
                    .stream())
        .collect(Collectors.toSet());
  }

  /// Ids of the products that bulk calls may have put on this consignment: all that we announced
  /// and Lightspeed did not refuse.
  Set<String> announcedProducts(Handle tx, PurchaseOrderId order, String consignmentId) {
    return productsOf(
        intents(tx, order, Operation.ADD_PRODUCTS, History.NOT_REFUSED), consignmentId);
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
