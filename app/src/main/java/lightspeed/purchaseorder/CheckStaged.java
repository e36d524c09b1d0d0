package lightspeed.purchaseorder;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// The checks that concern several rows of a file, or a row and what is in the database. Each is
/// one statement that finds the bad rows: `order_key, row_no, name` (the column), `a, b, c` (what
/// the sentence tells).
final class CheckStaged {
  private static final int FETCH_ROWS = 500;

  private record Check(String sql, String sentence) {}

  private static final List<Check> WITHIN_THE_FILE =
      List.of(
          new Check(
              """
              SELECT r.order_key, r.row_no, 'handle' AS name, r.handle AS a, '' AS b, '' AS c
              FROM import_rows r
              WHERE r.sku IS NULL
              """,
              "\"%1$s\" does not stand for exactly one product of the catalog that can be"
                  + " ordered: write the SKU, or run catalog:pull if the product is new"),
          new Check(
              """
              SELECT o.order_key, o.first_row AS row_no, 'public_id' AS name, o.public_id AS a,
                o.line_count AS b, '' AS c
              FROM import_orders o
              WHERE o.line_count > %d
              """
                  .formatted(OrderDraft.MOST_LINES),
              "an order has at most "
                  + OrderDraft.MOST_LINES
                  + " lines, this one has %2$s: make several of it"),
          disagreement("supplier", "r.supplier", "o.supplier"),
          disagreement("outlet", "r.outlet", "o.outlet"),
          disagreement("id", "r.order_id", "o.order_id"),
          disagreement("due_at", "r.due_at", "o.due_at"),
          disagreement("supplier_invoice", "r.supplier_invoice", "o.supplier_invoice"),
          disagreement("notes", "r.notes", "o.notes"),
          new Check(
              """
              SELECT r.order_key, r.row_no, 'unit_cost' AS name, r.sku AS a,
                TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM r.unit_cost)) AS b,
                CONCAT(TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM f.unit_cost)),
                  ' in row ', f.row_no) AS c
              FROM import_lines l
              STRAIGHT_JOIN import_rows f
                ON f.row_no = l.first_row
              STRAIGHT_JOIN import_rows r FORCE INDEX (import_rows_line)
                ON r.order_key = l.order_key
                AND r.sku = l.sku
                AND r.unit_cost <> f.unit_cost
              WHERE NOT l.has_one_cost
              """,
              "the order has SKU %1$s twice, for %2$s here and for %3$s: one order can have only"
                  + " one cost for a SKU"),
          new Check(
              """
              SELECT l.order_key, l.first_row AS row_no, 'quantity' AS name, l.sku AS a,
                CAST(l.quantity AS DECIMAL(20, 0)) AS b, l.rows_merged AS c
              FROM import_lines l
              WHERE l.quantity > 1000000
                AND l.rows_merged > 1
              """,
              "the %3$s rows of SKU %1$s order %2$s together, more than 1,000,000, the most one"
                  + " line can order"),
          new Check(
              """
              SELECT o.order_key, o.first_row AS row_no, 'id' AS name, o.order_id AS a,
                other.public_id AS b, other.first_row AS c
              FROM import_orders o
              STRAIGHT_JOIN import_orders other
                ON other.order_id = o.order_id
                AND other.order_key <> o.order_key
              WHERE other.first_row < o.first_row
              """,
              "%1$s is also the id of order %2$s in row %3$s: each order needs its own"),
          new Check(
              """
              SELECT o.order_key, o.first_row AS row_no, 'id' AS name, o.order_id AS a,
                other.first_row AS b, '' AS c
              FROM import_orders o
              STRAIGHT_JOIN import_orders other
                ON other.public_id = o.order_id
                AND other.order_key <> o.order_key
              """,
              "%1$s is the public_id of another order, in row %2$s: each order needs its own"));

  private static final List<Check> AGAINST_THE_DATABASE =
      List.of(
          new Check(
              """
              SELECT o.order_key, o.first_row AS row_no, 'id' AS name, o.order_id AS a,
                c.public_id AS b, c.id AS c
              FROM import_orders o
              STRAIGHT_JOIN vend_consignments c
                ON c.public_id = o.public_id
              WHERE c.id <> o.order_id
              """,
              "is %1$s, but order %2$s exists with the id %3$s: correct the id or the public_id"),
          new Check(
              """
              SELECT o.order_key, o.first_row AS row_no, 'id' AS name,
                COALESCE(o.order_id, o.public_id) AS a, c.public_id AS b, '' AS c
              FROM import_orders o
              STRAIGHT_JOIN vend_consignments c
                ON c.id = COALESCE(o.order_id, o.public_id)
              WHERE c.public_id <> o.public_id
              """,
              "%1$s is already the id of order %2$s: each order needs its own"),
          new Check(
              """
              SELECT o.order_key, o.first_row AS row_no, 'id' AS name, o.order_id AS a, '' AS b,
                '' AS c
              FROM import_orders o
              STRAIGHT_JOIN vend_consignments c
                ON c.public_id = o.order_id
              WHERE c.public_id <> o.public_id
              """,
              "%1$s is already the public_id of another order: each order needs its own"),
          new Check(
              """
              SELECT o.order_key, o.first_row AS row_no, 'public_id' AS name, o.public_id AS a,
                c.public_id AS b, '' AS c
              FROM import_orders o
              STRAIGHT_JOIN vend_consignments c
                ON c.id = o.public_id
              WHERE c.public_id <> o.public_id
                AND o.order_id IS NOT NULL
              """,
              "%1$s is already the id of order %2$s: each order needs its own"));

  private CheckStaged() {}

  static void withinTheFile(Handle handle, ProblemList problems) {
    WITHIN_THE_FILE.forEach(check -> run(handle, check, problems));
  }

  static void againstTheDatabase(Handle handle, ProblemList problems) {
    AGAINST_THE_DATABASE.forEach(check -> run(handle, check, problems));
  }

  /// Rows of one order must agree in what belongs to the order; an empty cell agrees with anything.
  private static Check disagreement(String column, String here, String there) {
    return new Check(
        """
        SELECT r.order_key, r.row_no, '%s' AS name,
          TRIM(CONCAT('the order ', r.order_key)) AS a, %s AS b, %s AS c
        FROM import_rows r
        JOIN import_orders o
          ON o.order_key = r.order_key
        WHERE %s <> %s
        """
            .formatted(column, here, there, here, there),
        "is \"%2$s\" here and \"%3$s\" in another row of %1$s: all rows of an order must"
            + " say the same");
  }

  private static void run(Handle handle, Check check, ProblemList problems) {
    handle
        .createQuery(check.sql() + "ORDER BY row_no")
        .setFetchSize(FETCH_ROWS)
        .map(
            (row, _) ->
                new ImportProblem(
                    row.getLong("row_no"),
                    row.getString("name"),
                    check
                        .sentence()
                        .formatted(row.getString("a"), row.getString("b"), row.getString("c"))))
        .forEach(problem -> problems.add(problem.row(), problem.column(), problem.reason()));
    handle.execute(
        """
        INSERT INTO import_bad (order_key, first_row)
        SELECT p.order_key, MIN(p.row_no)
        FROM (%s) p
        GROUP BY p.order_key
        ON DUPLICATE KEY UPDATE import_bad.first_row = import_bad.first_row
        """
            .formatted(check.sql()));
  }
}
