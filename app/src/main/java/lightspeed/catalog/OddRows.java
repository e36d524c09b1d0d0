package lightspeed.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The odd rows of Lightspeed's catalogue, in `catalog_odd_rows`, so that each is told once. Works
/// in the caller's transaction.
///
/// **Threads:** safe.
public final class OddRows {
  private static final String NOTE =
      """
      INSERT INTO catalog_odd_rows (list, row_id, problem)
      VALUES (:list, :id, :problem)
      ON DUPLICATE KEY UPDATE
        found_at = IF(problem = VALUES(problem), found_at, CURRENT_TIMESTAMP(6)),
        problem = VALUES(problem)
      """;

  /// Takes note of the odd rows of a page.
  ///
  /// @return the odd rows that were not known yet
  ///
  /// **Twice:** the second time none is new.
  public List<OddRow> note(Handle tx, CatalogList list, List<OddRow> odd) {
    if (odd.isEmpty()) {
      return List.of();
    }
    List<OddRow> known = all(tx);
    for (OddRow row : odd) {
      tx.createUpdate(NOTE)
          .bind("list", list.cursor())
          .bind("id", row.id())
          .bind("problem", row.problem())
          .execute();
    }
    return odd.stream().filter(row -> !known.contains(row)).toList();
  }

  private static final String FORGET =
      """
      DELETE FROM catalog_odd_rows
      WHERE list = :list
        AND row_id = :id
      """;

  /// The row can be taken as it is now.
  public void forget(Handle tx, CatalogList list, String id) {
    tx.createUpdate(FORGET).bind("list", list.cursor()).bind("id", id).execute();
  }

  private static final String IDS =
      """
      SELECT row_id
      FROM catalog_odd_rows
      WHERE list = :list
      """;

  /// The ids of those of one list.
  public Set<String> ids(Handle handle, CatalogList list) {
    return handle
        .createQuery(IDS)
        .bind("list", list.cursor())
        .mapTo(String.class)
        .collect(Collectors.toSet());
  }

  private static final String ALL =
      """
      SELECT list, row_id, problem
      FROM catalog_odd_rows
      ORDER BY list, row_id
      """;

  /// All that are odd now.
  public List<OddRow> all(Handle handle) {
    return handle
        .createQuery(ALL)
        .map(
            (row, _) ->
                new OddRow(
                    CatalogList.valueOf(row.getString("list").toUpperCase(Locale.ROOT)),
                    row.getString("row_id"),
                    row.getString("problem")))
        .list();
  }
}
