package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightspeed.db.SqlErrors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// Compares the staged orders with those in the database and writes what is new or changed. Orders
/// in `import_bad` are left out. Joins start from the file, so that only its orders are locked, and
/// name their keys, because fresh tables have no statistics.
final class ApplyStaged {
  /// How often others may add an order with one of our numbers between looking and writing.
  private static final int ROUNDS = 20;

  private final Handle handle;
  private final ImportHeader header;
  private final PublicIds publicIds;
  private final String fingerprint;

  /// @param fingerprint tells the file from all others; finds the order that was made of it when
  ///     the file brings no public id
  ApplyStaged(Handle handle, ImportHeader header, PublicIds publicIds, String fingerprint) {
    this.handle = handle;
    this.header = header;
    this.publicIds = publicIds;
    this.fingerprint = fingerprint;
  }

  /// Decides what becomes of each order, and writes it.
  ///
  /// @param actor who creates and changes them; null: decide only
  void run(@Nullable String actor) {
    for (int round = 1; ; round++) {
      decide();
      if (actor == null) {
        return;
      }
      try {
        insertOrders(actor);
        break;
      } catch (JdbiException failure) {
        // Someone else was first with one of our numbers. Only the statement was rolled back.
        if (!SqlErrors.isDuplicateKey(failure) || round == ROUNDS) {
          throw failure;
        }
      }
    }
    updateOrders();
    OrderEditors.addImported(handle, actor);
    writeLines();
  }

  /// Looks again for what is there, and locks it.
  void decide() {
    if (!header.has(ImportColumn.PUBLIC_ID)) {
      choosePublicId();
    }
    handle
        .createQuery(LOCK_EXISTING)
        .bind("fingerprint", fingerprint)
        .mapTo(String.class)
        .forEach(id -> {});
    handle.createUpdate(FIND_EXISTING).bind("fingerprint", fingerprint).execute();
    handle
        .createUpdate(DECIDE)
        .bind("hasDueAt", header.has(ImportColumn.DUE_AT))
        .bind("hasInvoice", header.has(ImportColumn.SUPPLIER_INVOICE))
        .bind("hasNotes", header.has(ImportColumn.NOTES))
        .bind("hasName", header.has(ImportColumn.NAME))
        .execute();
  }

  private static final String IMPORTED_BEFORE =
      """
      SELECT public_id
      FROM vend_consignments
      WHERE import_fingerprint = :fingerprint
      FOR UPDATE
      """;

  private static final String SET_PUBLIC_ID =
      """
      UPDATE import_orders
      SET public_id = :publicId
      WHERE order_key = ''
      """;

  /// A file without public ids is one order: the one that was made of this very file before, or a
  /// new one.
  private void choosePublicId() {
    Optional<String> before =
        handle
            .createQuery(IMPORTED_BEFORE)
            .bind("fingerprint", fingerprint)
            .mapTo(String.class)
            .findOne();
    handle
        .createUpdate(SET_PUBLIC_ID)
        .bind("publicId", before.orElseGet(() -> publicIds.next(handle)))
        .execute();
  }

  /// An order that somebody else gave a generated number meanwhile is not ours: the fingerprint
  /// tells.
  private static final String LOCK_EXISTING =
      """
      SELECT c.id
      FROM import_orders o
      STRAIGHT_JOIN vend_consignments c
        ON c.public_id = o.public_id
        AND (o.order_key <> '' OR c.import_fingerprint = :fingerprint)
      ORDER BY c.id
      FOR UPDATE
      """;

  private static final String FIND_EXISTING =
      """
      UPDATE import_orders o
      LEFT JOIN vend_consignments c
        ON c.public_id = o.public_id
        AND (o.order_key <> '' OR c.import_fingerprint = :fingerprint)
      SET o.existing_id = c.id,
        o.existing_state =
          IF(c.deleted_at IS NOT NULL OR c.transfer_category <> 'PURCHASE_ORDER', 'GONE', c.state)
      """;

  private static final String DECIDE =
      """
      UPDATE import_orders o
      LEFT JOIN import_bad b
        ON b.order_key = o.order_key
      LEFT JOIN vend_consignments c
        ON c.id = o.existing_id
      SET o.outcome = CASE
        WHEN b.order_key IS NOT NULL THEN 'LEFT_OUT'
        WHEN c.id IS NULL THEN 'CREATED'
        WHEN o.existing_state = 'GONE' THEN 'REFUSED'
        WHEN c.former_store IS NOT NULL THEN 'REFUSED'
        WHEN c.supplier COLLATE utf8mb4_bin = o.supplier
          AND c.outlet COLLATE utf8mb4_bin = o.outlet
          AND (NOT :hasDueAt OR c.due_at <=> o.due_at)
          AND (NOT :hasInvoice OR c.supplier_invoice COLLATE utf8mb4_bin <=> o.supplier_invoice)
          AND (NOT :hasNotes OR c.notes COLLATE utf8mb4_bin <=> o.notes)
          AND c.line_count = o.line_count
          AND NOT EXISTS (
            SELECT 1
            FROM import_lines l
            LEFT JOIN vend_consignment_line_items i FORCE INDEX (vend_consignment_line_items_sku)
              ON i.consignment_id = o.existing_id
              AND i.sku = l.sku
              AND i.quantity = l.quantity
              AND i.unit_cost = l.unit_cost
              AND (NOT :hasName OR i.name COLLATE utf8mb4_bin <=> l.name)
            WHERE l.order_key = o.order_key
              AND i.consignment_id IS NULL) THEN 'UNCHANGED'
        WHEN c.state = 'DRAFT' THEN 'UPDATED'
        ELSE 'REFUSED'
      END
      """;

  private static final String INSERT_ORDERS =
      """
      INSERT INTO vend_consignments (id, public_id, state, supplier, outlet, supplier_invoice, notes,
        due_at, line_count, total_quantity, total_cost, created_by, import_fingerprint)
      SELECT COALESCE(order_id, public_id), public_id, 'DRAFT', supplier, outlet, supplier_invoice,
        notes, due_at, line_count, total_quantity, total_cost, :actor,
        IF(order_key = '', :fingerprint, NULL)
      FROM import_orders
      WHERE outcome = 'CREATED'
      ORDER BY first_row
      """;

  private void insertOrders(String actor) {
    handle
        .createUpdate(INSERT_ORDERS)
        .bind("actor", actor)
        .bind("fingerprint", fingerprint)
        .execute();
  }

  private static final String UPDATE_ORDERS =
      """
      UPDATE import_orders o
      STRAIGHT_JOIN vend_consignments c
        ON c.id = o.existing_id
      SET c.supplier_id = IF(c.supplier COLLATE utf8mb4_bin = o.supplier, c.supplier_id, NULL),
        c.supplier = o.supplier,
        c.outlet_id = IF(c.outlet COLLATE utf8mb4_bin = o.outlet, c.outlet_id, NULL),
        c.outlet = o.outlet,
        c.due_at = IF(:hasDueAt, o.due_at, c.due_at),
        c.supplier_invoice = IF(:hasInvoice, o.supplier_invoice, c.supplier_invoice),
        c.notes = IF(:hasNotes, o.notes, c.notes),
        c.line_count = o.line_count,
        c.total_quantity = o.total_quantity,
        c.total_cost = o.total_cost,
        c.lock_version = c.lock_version + 1
      WHERE o.outcome = 'UPDATED'
      """;

  /// A file without names says nothing about them: those that are here stay.
  private static final String KEEP_NAMES =
      """
      UPDATE import_lines l
      STRAIGHT_JOIN import_orders o
        ON o.order_key = l.order_key
        AND o.outcome = 'UPDATED'
      STRAIGHT_JOIN vend_consignment_line_items i FORCE INDEX (vend_consignment_line_items_sku)
        ON i.consignment_id = o.existing_id
        AND i.sku = l.sku
      SET l.name = i.name
      """;

  private void updateOrders() {
    handle
        .createUpdate(UPDATE_ORDERS)
        .bind("hasDueAt", header.has(ImportColumn.DUE_AT))
        .bind("hasInvoice", header.has(ImportColumn.SUPPLIER_INVOICE))
        .bind("hasNotes", header.has(ImportColumn.NOTES))
        .execute();
    if (!header.has(ImportColumn.NAME)) {
      handle.execute(KEEP_NAMES);
    }
  }

  private static final String DELETE_LINES =
      """
      DELETE i
      FROM import_orders o
      STRAIGHT_JOIN vend_consignment_line_items i
        ON i.consignment_id = o.existing_id
      WHERE o.outcome = 'UPDATED'
      """;

  private static final String INSERT_LINES =
      """
      INSERT INTO vend_consignment_line_items (consignment_id, line_number, sku, name, quantity,
        unit_cost)
      SELECT COALESCE(o.existing_id, o.order_id, o.public_id), l.line_number, l.sku, l.name,
        l.quantity, l.unit_cost
      FROM import_lines l
      JOIN import_orders o
        ON o.order_key = l.order_key
      WHERE o.outcome IN ('CREATED', 'UPDATED')
      """;

  private void writeLines() {
    handle.execute(DELETE_LINES);
    handle.execute(INSERT_LINES);
  }

  private static final int FETCH_ROWS = 500;

  private static final String OUTCOMES =
      """
      SELECT o.first_row, COALESCE(o.existing_id, o.order_id, o.public_id) AS id, o.public_id,
        o.outcome, o.line_count, o.existing_state, o.supplier, o.outlet, o.total_quantity,
        o.total_cost, c.former_store
      FROM import_orders o
      LEFT JOIN vend_consignments c
        ON c.id = o.existing_id
      WHERE o.outcome <> 'LEFT_OUT'
      UNION ALL
      SELECT b.first_row, b.order_key, b.order_key, 'LEFT_OUT', COALESCE(o.line_count, 0), NULL,
        o.supplier, o.outlet, o.total_quantity, o.total_cost, NULL
      FROM import_bad b
      LEFT JOIN import_orders o
        ON o.order_key = b.order_key
      ORDER BY first_row
      """;

  /// What was decided for each order, in the order of the file.
  ///
  /// @param most how many of them are kept one by one
  Outcomes outcomes(int most) {
    var counts = new EnumMap<ImportedOrder.Outcome, Long>(ImportedOrder.Outcome.class);
    List<ImportedOrder> first = new ArrayList<>();
    handle
        .createQuery(OUTCOMES)
        .setFetchSize(FETCH_ROWS)
        .map(
            (row, _) -> {
              ImportedOrder.Outcome outcome =
                  ImportedOrder.Outcome.valueOf(row.getString("outcome"));
              String publicId = row.getString("public_id");
              return new ImportedOrder(
                  new PurchaseOrderId(row.getString("id")),
                  publicId,
                  outcome,
                  row.getInt("line_count"),
                  reason(
                      outcome,
                      publicId,
                      row.getString("existing_state"),
                      row.getString("former_store")),
                  content(row));
            })
        .forEach(
            order -> {
              counts.merge(order.outcome(), 1L, Long::sum);
              if (first.size() < most) {
                first.add(order);
              }
            });
    return new Outcomes(first, counts);
  }

  /// How many orders ended how, and the first of them one by one.
  record Outcomes(List<ImportedOrder> first, Map<ImportedOrder.Outcome, Long> counts) {}

  private static ImportedOrder.@Nullable Content content(ResultSet row) throws SQLException {
    String supplier = row.getString("supplier");
    BigDecimal quantity = row.getBigDecimal("total_quantity");
    return supplier == null || quantity == null
        ? null
        : new ImportedOrder.Content(
            supplier, row.getString("outlet"), quantity, row.getBigDecimal("total_cost"));
  }

  private static @Nullable String reason(
      ImportedOrder.Outcome outcome,
      String publicId,
      @Nullable String state,
      @Nullable String formerStore) {
    return switch (outcome) {
      case CREATED, UPDATED, UNCHANGED -> null;
      case LEFT_OUT ->
          "Order " + publicId + " has a bad row; correct it and import the file again.";
      case REFUSED -> {
        if ("GONE".equals(state)) {
          yield "Order " + publicId + " was deleted; use another public_id.";
        }
        yield formerStore != null
            ? "Order " + publicId + " " + FormerStore.words(formerStore, publicId)
            : "Order "
                + publicId
                + " is "
                + state
                + " and the file says something else; only a draft can be changed.";
      }
    };
  }
}
