package lightspeed.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Suggestions for names that the catalogue does not have: "did you mean …".
///
/// **Threads:** safe.
public final class NearMatches {
  /// More unknown SKUs than this are not a matter of typing errors, and comparing each with the
  /// whole catalogue would take long; the ones after these get no suggestion.
  private static final int MAX_UNKNOWN = 200;

  /// Rows that are in memory at a time.
  private static final int FETCH_ROWS = 1000;

  private static final String ORDERABLE =
      """
      SELECT id, sku, name, handle
      FROM vend_products
      WHERE deleted_at IS NULL
        AND is_active
        AND NOT is_composite
        AND NOT (has_variants AND variant_parent_id IS NULL)
      """;

  /// One product that may have been meant.
  ///
  /// @param reason why it is suggested, in words for people
  public record Suggestion(String productId, String sku, String name, String reason) {}

  /// Up to three suggestions for each of these SKUs, best first and always in the same order; a SKU
  /// for which there is none maps to an empty list. Only products that can be ordered are
  /// suggested, and only for the first 200 SKUs. Reads the catalogue once, whatever the number of
  /// SKUs, and keeps only the best matches in memory.
  public Map<String, List<Suggestion>> products(Handle handle, Collection<String> unknownSkus) {
    Map<String, Search> searches = new LinkedHashMap<>();
    for (String sku : unknownSkus) {
      if (searches.size() < MAX_UNKNOWN) {
        searches.computeIfAbsent(sku, Search::new);
      }
    }
    if (!searches.isEmpty()) {
      handle
          .createQuery(ORDERABLE)
          .setFetchSize(FETCH_ROWS)
          .map(
              (row, _) ->
                  new Candidate(
                      row.getString("id"),
                      row.getString("sku"),
                      row.getString("name"),
                      row.getString("handle")))
          .forEach(
              candidate -> {
                PlainForm sku = PlainForm.of(candidate.sku());
                PlainForm byHandle =
                    candidate.handle() == null ? null : PlainForm.of(candidate.handle());
                searches.values().forEach(search -> search.look(candidate, sku, byHandle));
              });
    }
    Map<String, List<Suggestion>> found = new LinkedHashMap<>();
    for (String sku : unknownSkus) {
      Search search = searches.get(sku);
      found.put(sku, search == null ? List.of() : search.best.list());
    }
    return found;
  }

  private static final String SUPPLIER_NAMES =
      """
      SELECT name
      FROM vend_suppliers
      WHERE deleted_at IS NULL
      """;

  /// Names of up to three suppliers like `text`, best first.
  public List<String> suppliers(Handle handle, String text) {
    return names(text, handle.createQuery(SUPPLIER_NAMES).mapTo(String.class).list());
  }

  private static final String OUTLET_NAMES =
      """
      SELECT name
      FROM vend_outlets
      WHERE deleted_at IS NULL
      """;

  /// Names of up to three outlets like `text`, best first.
  public List<String> outlets(Handle handle, String text) {
    return names(text, handle.createQuery(OUTLET_NAMES).mapTo(String.class).list());
  }

  /// Up to three of `candidates` that are like `text`, best first.
  public static List<String> names(String text, Iterable<String> candidates) {
    Likeness likeness = new Likeness(text);
    BestThree<String> best = new BestThree<>(Comparator.<String>naturalOrder());
    Set<String> seen = new HashSet<>();
    for (String candidate : candidates) {
      int score = likeness.score(PlainForm.of(candidate), best.worst());
      if (score <= best.worst() && score != Likeness.NOT_ALIKE && seen.add(candidate)) {
        best.offer(score, candidate);
      }
    }
    return best.list();
  }

  private record Candidate(String id, String sku, String name, @Nullable String handle) {}

  /// The search for one unknown SKU.
  private static final class Search {
    private final Likeness likeness;
    private final BestThree<Suggestion> best =
        new BestThree<>(Comparator.comparing(Suggestion::sku).thenComparing(Suggestion::productId));

    Search(String sku) {
      this.likeness = new Likeness(sku);
    }

    void look(Candidate candidate, PlainForm sku, @Nullable PlainForm handle) {
      int worst = best.worst();
      int score = likeness.score(sku, worst);
      if (handle != null) {
        score = Math.min(score, likeness.scoreCode(handle));
      }
      if (score <= worst && score != Likeness.NOT_ALIKE) {
        best.offer(
            score,
            new Suggestion(
                candidate.id(),
                candidate.sku(),
                candidate.name(),
                likeness.reason(score, sku, candidate.handle())));
      }
    }
  }
}
