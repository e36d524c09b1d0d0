package lightspeed.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lightspeed.db.Database;
import lightspeed.db.Utc;
import org.jspecify.annotations.Nullable;

/// Orders whose sync failed, those with the same reason together. Reasons name the order and its
/// lines, so they are compared without numbers and quoted words.
///
/// **Threads:** safe.
public final class FailedOrders {
  /// More failed orders than these are not looked at: their reasons are among those of the newest.
  public static final int MOST = 2000;

  private static final String NEWEST =
      """
      SELECT public_id, last_error, updated_at
      FROM vend_consignments
      WHERE sync_status = 'FAILED'
        AND transfer_category = 'PURCHASE_ORDER'
        AND deleted_at IS NULL
      ORDER BY updated_at DESC
      LIMIT :limit
      """;

  private final Database database;

  public FailedOrders(Database database) {
    this.database = database;
  }

  /// Orders that failed for the same reason.
  ///
  /// @param key stands for the reason in a form
  /// @param example the reason of the newest, in full
  /// @param orders their public ids, newest first
  /// @param newest when the last of them failed
  public record Reason(String key, String example, List<String> orders, Instant newest) {
    public Reason {
      orders = List.copyOf(orders);
    }
  }

  private record Failed(String publicId, String error, Instant at) {}

  /// All reasons, the most frequent first.
  public List<Reason> byReason() {
    Map<String, List<Failed>> groups = new LinkedHashMap<>();
    for (Failed failed : newest()) {
      groups
          .computeIfAbsent(pattern(failed.error(), failed.publicId()), _ -> new ArrayList<>())
          .add(failed);
    }
    List<Reason> reasons = new ArrayList<>();
    groups.forEach(
        (pattern, failed) ->
            reasons.add(
                new Reason(
                    Integer.toHexString(pattern.hashCode()),
                    failed.getFirst().error(),
                    failed.stream().map(Failed::publicId).toList(),
                    failed.getFirst().at())));
    reasons.sort(Comparator.comparingInt((Reason reason) -> reason.orders().size()).reversed());
    return reasons;
  }

  private List<Failed> newest() {
    return database.read(
        handle ->
            handle
                .createQuery(NEWEST)
                .bind("limit", MOST)
                .map(
                    (row, _) ->
                        new Failed(
                            row.getString("public_id"),
                            Objects.requireNonNullElse(row.getString("last_error"), "No reason."),
                            Utc.get(row, "updated_at")))
                .list());
  }

  /// What orders with the same trouble have in common.
  static String pattern(@Nullable String error, String publicId) {
    return Objects.requireNonNullElse(error, "")
        .replaceAll("Did you mean .*", "")
        .replace(publicId, "…")
        .replaceAll("\"[^\"]*\"|\\([^)]*\\)", "…")
        .replaceAll("[0-9a-fA-F-]*\\d[0-9a-fA-F-]*", "…")
        .strip();
  }
}
