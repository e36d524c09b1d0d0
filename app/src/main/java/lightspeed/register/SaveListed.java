package lightspeed.register;

import java.util.List;
import java.util.Objects;
import lightspeed.catalog.Folded;
import lightspeed.db.Cut;
import lightspeed.xseries.ListedConsignment;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// Takes rows of the list into `lightspeed_references`. A row that is older than what is known
/// changes nothing; one that lost its reference keeps it among the former ones.
///
/// **Twice:** changes nothing.
final class SaveListed {
  private static final int LONGEST_REFERENCE = 512;
  private static final int LONGEST_FOLDED = 255;
  private static final int LONGEST_STATUS = 64;

  private SaveListed() {}

  /// An assignment sees what those before it assigned: the values that others ask about come last.
  private static final String SAVE =
      """
      INSERT INTO lightspeed_references (consignment_id, reference, folded_reference, status,
        supplier_id, outlet_id, version, is_ours, gone_at, change_number)
      VALUES (:id, :reference, :folded, :status, :supplier, :outlet, :version, :isOurs,
        IF(:isDeleted, NOW(6), NULL), :change)
      ON DUPLICATE KEY UPDATE
        former_references = IF(VALUES(version) >= version AND folded_reference IS NOT NULL
            AND NOT (folded_reference <=> VALUES(folded_reference)),
          JSON_ARRAY_INSERT(former_references, '$[0]', folded_reference), former_references),
        has_former = JSON_LENGTH(former_references) > 0,
        is_ours = is_ours OR VALUES(is_ours),
        change_number = IF(VALUES(version) > version
            OR (VALUES(version) = version AND VALUES(status) <> status),
          GREATEST(change_number, VALUES(change_number)), change_number),
        seen_at = IF(VALUES(version) > version, NOW(6), seen_at),
        reference = IF(VALUES(version) >= version, VALUES(reference), reference),
        folded_reference =
          IF(VALUES(version) >= version, VALUES(folded_reference), folded_reference),
        status = IF(VALUES(version) >= version, VALUES(status), status),
        supplier_id = IF(VALUES(version) >= version, VALUES(supplier_id), supplier_id),
        outlet_id = IF(VALUES(version) >= version, VALUES(outlet_id), outlet_id),
        gone_at = IF(VALUES(version) >= version, VALUES(gone_at), gone_at),
        version = GREATEST(version, VALUES(version))
      """;

  /// @param change the number of the page; zero when the change needs no comparing
  /// @param otherwise the version of a row whose own cannot be read
  /// @param isOurs whether a create of ours made them
  static void in(
      Handle tx, List<ListedConsignment> rows, long change, long otherwise, boolean isOurs) {
    if (rows.isEmpty()) {
      return;
    }
    PreparedBatch batch = tx.prepareBatch(SAVE);
    for (ListedConsignment row : rows) {
      batch
          .bind("id", row.id().value())
          .bind("reference", Cut.to(row.reference(), LONGEST_REFERENCE))
          .bind("folded", folded(row.reference()))
          .bind("status", Objects.requireNonNull(Cut.to(row.status(), LONGEST_STATUS)))
          .bind("supplier", row.supplierId())
          .bind("outlet", row.outletId())
          .bind("version", Objects.requireNonNullElse(row.version(), otherwise))
          .bind("isOurs", isOurs)
          .bind("isDeleted", row.isDeleted())
          .bind("change", change)
          .add();
    }
    batch.execute();
  }

  /// A reference as the register compares it; null when it says nothing.
  static @Nullable String folded(@Nullable String reference) {
    String folded = reference == null ? "" : Folded.of(reference);
    return folded.isEmpty() ? null : Cut.to(folded, LONGEST_FOLDED);
  }
}
