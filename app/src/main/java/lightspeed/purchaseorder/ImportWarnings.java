package lightspeed.purchaseorder;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import lightspeed.catalog.CatalogCounts;
import lightspeed.catalog.CatalogStore;
import lightspeed.catalog.NearMatches;
import org.jdbi.v3.core.Handle;

/// What is odd in a file but keeps nothing out: rows put together, and names that the catalogue
/// does not have. The catalogue may be behind, so only the sending of an order refuses those.
final class ImportWarnings {
  /// So many unknown names are told one by one, with suggestions; the others are only counted.
  private static final int TOLD = 20;

  /// Suppliers and outlets that are looked up; a file has a handful.
  private static final int LOOKED_UP = 200;

  private final CatalogStore catalog;
  private final NearMatches nearMatches = new NearMatches();

  ImportWarnings(CatalogStore catalog) {
    this.catalog = catalog;
  }

  private record Name(String text, long row) {}

  void collect(Handle handle, ProblemList warnings) {
    CatalogCounts counts = catalog.counts(handle);
    mergedRows(handle, warnings);
    SameButForCase.warn(handle, warnings);
    TakenReferences.warn(handle, warnings);
    if (counts.suppliers() > 0) {
      partners(
          handle,
          "supplier",
          warnings,
          name -> catalog.suppliers(handle, name).size(),
          nearMatches::suppliers);
    }
    if (counts.outlets() > 0) {
      partners(
          handle,
          "outlet",
          warnings,
          name -> catalog.outlets(handle, name).size(),
          nearMatches::outlets);
    }
    if (counts.products() > 0) {
      unknownSkus(handle, warnings);
    }
  }

  private static final String MERGED =
      """
      SELECT first_row, sku, rows_merged, CAST(quantity AS DECIMAL(20, 0)) AS quantity
      FROM import_lines
      WHERE rows_merged > 1
      ORDER BY first_row
      """;

  private static void mergedRows(Handle handle, ProblemList warnings) {
    handle
        .createQuery(MERGED)
        .setFetchSize(Staging.BATCH_ROWS)
        .map(
            (row, _) ->
                new ImportProblem(
                    row.getLong("first_row"),
                    "sku",
                    "%d rows order SKU %s: they became one line of %s"
                        .formatted(
                            row.getInt("rows_merged"),
                            row.getString("sku"),
                            row.getString("quantity"))))
        .forEach(warning -> warnings.add(warning.row(), warning.column(), warning.reason()));
  }

  private interface Matches {
    int of(String name);
  }

  private static void partners(
      Handle handle,
      String column,
      ProblemList warnings,
      Matches matches,
      BiFunction<Handle, String, List<String>> near) {
    List<Name> names =
        handle
            .createQuery(
                """
                SELECT %1$s AS text, MIN(first_row) AS first_row
                FROM import_orders
                GROUP BY %1$s
                ORDER BY first_row
                LIMIT :limit
                """
                    .formatted(column))
            .bind("limit", LOOKED_UP)
            .map((row, _) -> new Name(row.getString("text"), row.getLong("first_row")))
            .list();
    for (Name name : names) {
      int found = matches.of(name.text());
      if (found == 0) {
        warnings.add(
            name.row(),
            column,
            "the catalog has no %s \"%s\"%s"
                .formatted(column, name.text(), hint(near.apply(handle, name.text()))));
      } else if (found > 1) {
        warnings.add(
            name.row(),
            column,
            "the catalog has %d %ss \"%s\": write the id of the one you mean"
                .formatted(found, column, name.text()));
      }
    }
  }

  private static final String UNKNOWN_SKUS =
      """
      SELECT l.sku, MIN(l.first_row) AS first_row
      FROM import_lines l
      LEFT JOIN vend_products p
        ON p.sku = l.sku
        AND p.deleted_at IS NULL
      LEFT JOIN lightspeed_mappings m
        ON m.local_type = 'SKU'
        AND m.local_id = l.sku
      WHERE p.id IS NULL
        AND m.id IS NULL
      GROUP BY l.sku
      """;

  private void unknownSkus(Handle handle, ProblemList warnings) {
    List<Name> unknown =
        handle
            .createQuery(UNKNOWN_SKUS + "ORDER BY first_row LIMIT :limit")
            .bind("limit", TOLD)
            .map((row, _) -> new Name(row.getString("sku"), row.getLong("first_row")))
            .list();
    if (unknown.isEmpty()) {
      return;
    }
    Map<String, List<NearMatches.Suggestion>> near =
        nearMatches.products(handle, unknown.stream().map(Name::text).toList());
    for (Name name : unknown) {
      List<String> skus =
          near.getOrDefault(name.text(), List.of()).stream()
              .map(NearMatches.Suggestion::sku)
              .distinct()
              .toList();
      warnings.add(
          name.row(), "sku", "the catalog has no SKU \"" + name.text() + "\"" + hint(skus));
    }
    long all =
        handle
            .createQuery("SELECT COUNT(*) FROM (" + UNKNOWN_SKUS + ") unknown")
            .mapTo(Long.class)
            .one();
    warnings.addUnseen(all - unknown.size());
  }

  private static String hint(List<String> near) {
    return near.isEmpty()
        ? ": it must be there before the order is sent"
        : ": did you mean " + String.join(" or ", near) + "?";
  }
}
