package lightspeed.purchaseorder;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Finds orders whose numbers differ only in case. They are two orders here, but people and
/// Lightspeed's search read them as one.
final class SameButForCase {
  private SameButForCase() {}

  private static final String OTHER =
      """
      SELECT public_id
      FROM vend_consignments
      WHERE folded_public_id = LOWER(:publicId)
        AND public_id <> :publicId
        AND transfer_category = 'PURCHASE_ORDER'
        AND deleted_at IS NULL
      ORDER BY created_at
      LIMIT 1
      """;

  /// The number of another order that differs only in case.
  static Optional<String> other(Handle handle, String publicId) {
    return handle.createQuery(OTHER).bind("publicId", publicId).mapTo(String.class).findOne();
  }

  private static final String STAGED =
      """
      SELECT o.first_row, o.order_key AS public_id, c.public_id AS other
      FROM import_orders o
      STRAIGHT_JOIN vend_consignments c
        ON c.folded_public_id = LOWER(o.order_key)
        AND c.public_id <> o.order_key
      WHERE o.order_key <> ''
        AND c.transfer_category = 'PURCHASE_ORDER'
        AND c.deleted_at IS NULL
        AND NOT EXISTS (
          SELECT 1
          FROM vend_consignments known
          WHERE known.public_id = o.order_key)
      UNION ALL
      SELECT MAX(first_row), MAX(order_key), MIN(order_key)
      FROM import_orders
      WHERE order_key <> ''
      GROUP BY LOWER(order_key)
      HAVING COUNT(*) > 1
      ORDER BY first_row
      """;

  /// Warns of new numbers in a file that differ only in case from another one, here or in the file.
  static void warn(Handle handle, ProblemList warnings) {
    handle
        .createQuery(STAGED)
        .map(
            (row, _) ->
                new ImportProblem(
                    row.getLong("first_row"),
                    ImportColumn.PUBLIC_ID.word(),
                    sentence(row.getString("public_id"), row.getString("other"))))
        .forEach(warning -> warnings.add(warning.row(), warning.column(), warning.reason()));
  }

  static String sentence(String publicId, String other) {
    return publicId
        + " differs from order "
        + other
        + " only in upper and lower case: they are two orders, but easily mistaken for one";
  }
}
