package lightspeed.purchaseorder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Temporary tables that hold an import file on one connection, so that a file of any length needs
/// little memory here and everything that concerns several rows is checked by the database:
///
/// - `import_rows`: one for each good row of the file
/// - `import_bad`: one for each order with a bad row
/// - `import_orders`, `import_lines`: what [StagedOrders] makes of the rows
///
/// **Threads:** confined to the thread of its handle.
final class Staging {
  /// Rows sent to the server in one go.
  static final int BATCH_ROWS = 500;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE OR REPLACE TEMPORARY TABLE import_rows (
            row_no           BIGINT        NOT NULL PRIMARY KEY,
            order_key        VARCHAR(64)   NOT NULL,
            order_id         VARCHAR(64)   NULL,
            supplier         VARCHAR(255)  NOT NULL,
            outlet           VARCHAR(255)  NOT NULL,
            sku              VARCHAR(255)  NULL,
            handle           VARCHAR(255)  NULL,
            name             VARCHAR(512)  NULL,
            quantity         DECIMAL(20,5) NOT NULL,
            unit_cost        DECIMAL(20,5) NOT NULL,
            due_at           DATE          NULL,
            supplier_invoice VARCHAR(255)  NULL,
            notes            VARCHAR(2000) NULL,
            KEY import_rows_line (order_key, sku)
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
          """,
          """
          CREATE OR REPLACE TEMPORARY TABLE import_bad (
            order_key VARCHAR(64) NOT NULL PRIMARY KEY,
            first_row BIGINT      NOT NULL
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
          """,
          """
          CREATE OR REPLACE TEMPORARY TABLE import_orders (
            order_key        VARCHAR(64)   NOT NULL PRIMARY KEY,
            first_row        BIGINT        NOT NULL,
            public_id        VARCHAR(64)   NULL COMMENT 'null until generated',
            order_id         VARCHAR(64)   NULL COMMENT 'as the file says',
            supplier         VARCHAR(255)  NOT NULL,
            outlet           VARCHAR(255)  NOT NULL,
            due_at           DATE          NULL,
            supplier_invoice VARCHAR(255)  NULL,
            notes            VARCHAR(2000) NULL,
            line_count       INT           NOT NULL DEFAULT 0,
            total_quantity   DECIMAL(20,5) NOT NULL DEFAULT 0,
            total_cost       DECIMAL(24,5) NOT NULL DEFAULT 0,
            existing_id      VARCHAR(64)   NULL COMMENT 'the order with this public id',
            existing_state   VARCHAR(16)   NULL,
            outcome          VARCHAR(16)   NULL COMMENT 'as in ImportedOrder',
            KEY import_orders_public_id (public_id),
            KEY import_orders_order_id (order_id)
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
          """,
          """
          CREATE OR REPLACE TEMPORARY TABLE import_lines (
            order_key   VARCHAR(64)   NOT NULL,
            line_number INT           NOT NULL,
            first_row   BIGINT        NOT NULL,
            rows_merged INT           NOT NULL,
            has_one_cost BOOLEAN      NOT NULL,
            sku         VARCHAR(255)  NOT NULL,
            name        VARCHAR(512)  NULL,
            quantity    DECIMAL(20,5) NOT NULL,
            unit_cost   DECIMAL(20,5) NOT NULL,
            PRIMARY KEY (order_key, line_number),
            KEY import_lines_sku (order_key, sku)
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
          """);

  private static final String DROP =
      "DROP TEMPORARY TABLE IF EXISTS import_rows, import_bad, import_orders, import_lines";

  private final Handle handle;
  private final List<ImportRow> good = new ArrayList<>(BATCH_ROWS);
  private final List<BadRow> bad = new ArrayList<>(BATCH_ROWS);

  private record BadRow(String orderKey, long row) {}

  private Staging(Handle handle) {
    this.handle = handle;
  }

  /// Makes empty tables.
  static Staging on(Handle handle) {
    TABLES.forEach(handle::execute);
    return new Staging(handle);
  }

  /// Takes the tables away; the connection goes back to where others use it.
  static void drop(Handle handle) {
    handle.execute(DROP);
  }

  void add(ImportRow row) {
    good.add(row);
    if (good.size() == BATCH_ROWS) {
      flushGood();
    }
  }

  void addBad(String orderKey, long row) {
    bad.add(new BadRow(orderKey, row));
    if (bad.size() == BATCH_ROWS) {
      flushBad();
    }
  }

  /// Sends what is still waiting.
  void finish() {
    flushGood();
    flushBad();
  }

  private static final String INSERT_ROWS =
      """
      INSERT INTO import_rows (row_no, order_key, order_id, supplier, outlet, sku, handle, name,
        quantity, unit_cost, due_at, supplier_invoice, notes)
      VALUES
      """;

  private static final String ONE_ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /// One statement for all rows takes about a quarter of the time of one for each.
  private void flushGood() {
    if (good.isEmpty()) {
      return;
    }
    Update insert = handle.createUpdate(INSERT_ROWS + repeated(ONE_ROW, good.size()));
    int position = 0;
    for (ImportRow row : good) {
      insert
          .bind(position++, row.row())
          .bind(position++, row.orderKey())
          .bind(position++, row.id())
          .bind(position++, row.supplier())
          .bind(position++, row.outlet())
          .bind(position++, row.sku())
          .bind(position++, row.handle())
          .bind(position++, row.name())
          .bind(position++, row.quantity())
          .bind(position++, row.unitCost())
          .bind(position++, row.dueAt())
          .bind(position++, row.supplierInvoice())
          .bind(position++, row.notes());
    }
    insert.execute();
    good.clear();
  }

  private static final String INSERT_BAD = "INSERT INTO import_bad (order_key, first_row) VALUES ";

  private static final String KEEP_FIRST_ROW =
      " ON DUPLICATE KEY UPDATE first_row = LEAST(first_row, VALUES(first_row))";

  private static final String ONE_BAD = "(LEFT(?, 64), ?)";

  private void flushBad() {
    if (bad.isEmpty()) {
      return;
    }
    Update insert =
        handle.createUpdate(INSERT_BAD + repeated(ONE_BAD, bad.size()) + KEEP_FIRST_ROW);
    int position = 0;
    for (BadRow row : bad) {
      insert.bind(position++, row.orderKey()).bind(position++, row.row());
    }
    insert.execute();
    bad.clear();
  }

  private static String repeated(String row, int times) {
    return String.join(",", Collections.nCopies(times, row));
  }
}
