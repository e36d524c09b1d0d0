package lightspeed.purchaseorder;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import lightspeed.catalog.Folded;
import org.jdbi.v3.core.Handle;

/// Asks the register of references, which the walks of Lightspeed's list keep, whether a number is
/// in use there. Good enough to choose a number; what is sent is decided after a walk of its own.
final class TakenReferences {
  private TakenReferences() {}

  private static final String IS_TAKEN =
      """
      SELECT EXISTS (
        SELECT 1
        FROM lightspeed_references
        WHERE folded_reference = :reference
          AND gone_at IS NULL)
      """;

  /// Whether a consignment that is there has this reference, in whatever case.
  static boolean isTaken(Handle handle, String publicId) {
    return handle
        .createQuery(IS_TAKEN)
        .bind("reference", Folded.of(publicId))
        .mapTo(Boolean.class)
        .one();
  }

  private static final String STANDING =
      """
      SELECT CONCAT(consignment_id, ' (', status, ')') AS standing
      FROM lightspeed_references
      WHERE folded_reference = :reference
        AND gone_at IS NULL
        AND status <> 'CANCELLED'
      ORDER BY consignment_id
      LIMIT 1
      """;

  /// A warning about what stands in Lightspeed under a number; empty when nothing does.
  static Optional<String> warning(Handle handle, String publicId) {
    return handle
        .createQuery(STANDING)
        .bind("reference", Folded.of(publicId))
        .map((row, _) -> sentence(publicId, row))
        .findOne();
  }

  /// Only the case of a number is folded here, the rest when it is sent.
  private static final String STAGED =
      """
      SELECT o.first_row, o.order_key AS public_id,
        MIN(CONCAT(r.consignment_id, ' (', r.status, ')')) AS standing
      FROM import_orders o
      STRAIGHT_JOIN lightspeed_references r
        ON r.folded_reference = LOWER(o.order_key)
      WHERE o.order_key <> ''
        AND r.gone_at IS NULL
        AND r.status <> 'CANCELLED'
        AND NOT EXISTS (
          SELECT 1
          FROM vend_consignments known
          WHERE known.public_id = o.order_key
            AND known.deleted_at IS NULL
            AND known.state <> 'DRAFT')
      GROUP BY o.first_row, o.order_key
      ORDER BY o.first_row
      """;

  /// Warns of orders in a file whose number a consignment in Lightspeed has, as the last walk saw.
  static void warn(Handle handle, ProblemList warnings) {
    handle
        .createQuery(STAGED)
        .setFetchSize(Staging.BATCH_ROWS)
        .map(
            (row, _) ->
                new ImportProblem(
                    row.getLong("first_row"),
                    ImportColumn.PUBLIC_ID.word(),
                    sentence(row.getString("public_id"), row)))
        .forEach(warning -> warnings.add(warning.row(), warning.column(), warning.reason()));
  }

  private static String sentence(String publicId, ResultSet row) throws SQLException {
    return ("consignment %s in Lightspeed has the number %s: sending takes it over"
            + " if it is this very order, and stops for a person otherwise")
        .formatted(row.getString("standing"), publicId);
  }
}
