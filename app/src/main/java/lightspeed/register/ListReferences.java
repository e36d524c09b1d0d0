package lightspeed.register;

import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The register page by page, the newest first. Works in the caller's transaction.
///
/// **Threads:** safe.
public final class ListReferences {
  private static final Comparator<RegisteredConsignment> NEWEST_FIRST =
      Comparator.comparingLong(RegisteredConsignment::version)
          .thenComparing(one -> one.id().value())
          .reversed();

  private final RegisterStore store;

  ListReferences(RegisterStore store) {
    this.store = store;
  }

  /// How a consignment stands, as people ask for it.
  public enum Status {
    OPEN,
    SENT,
    DISPATCHED,
    RECEIVED,
    CANCELLED,
    /// Known to be deleted.
    GONE,
    /// Known by id, though its row could not be read.
    UNREADABLE;

    boolean isOf(RegisteredConsignment one) {
      return switch (this) {
        case GONE -> one.isGone();
        case UNREADABLE -> !one.isGone() && one.status().isEmpty();
        default -> !one.isGone() && one.status().equals(name());
      };
    }
  }

  /// Which ones.
  ///
  /// @param reference only those that have this order number, or had it before; null: all
  /// @param status null: all
  public record Filter(@Nullable String reference, @Nullable Status status) {}

  /// Where a page ended. Several can have one version: a row that could not be read has the highest
  /// of its page.
  public record Position(long version, String id) {
    /// Before the first one.
    public static final Position START = new Position(Long.MAX_VALUE, "");

    boolean isBefore(RegisteredConsignment one) {
      return one.version() < version
          || (one.version() == version && one.id().value().compareTo(id) < 0);
    }
  }

  /// Some of them.
  ///
  /// @param next where the next page begins; null: this is the last one
  public record Page(List<RegisteredConsignment> references, @Nullable Position next) {
    public Page {
      references = List.copyOf(references);
    }
  }

  private static final String ALL =
      """
      SELECT consignment_id, reference, status, supplier_id, outlet_id, version, is_ours,
        gone_at IS NOT NULL AS is_gone
      FROM lightspeed_references
      WHERE version <= :version
        AND (version < :version OR consignment_id < :id)
        AND (:status IS NULL
          OR (:status = 'GONE' AND gone_at IS NOT NULL)
          OR (gone_at IS NULL AND status = IF(:status = 'UNREADABLE', '', :status)))
      ORDER BY version DESC, consignment_id DESC
      LIMIT :limit
      """;

  /// @param limit how many at most, from 1
  Page page(Handle handle, Filter filter, Position after, int limit) {
    List<RegisteredConsignment> found =
        filter.reference() == null
            ? all(handle, filter.status(), after, limit + 1)
            : withReference(handle, filter.reference(), filter.status(), after);
    if (found.size() <= limit) {
      return new Page(found, null);
    }
    RegisteredConsignment last = found.get(limit - 1);
    return new Page(found.subList(0, limit), new Position(last.version(), last.id().value()));
  }

  private static List<RegisteredConsignment> all(
      Handle handle, @Nullable Status status, Position after, int limit) {
    return handle
        .createQuery(ALL)
        .bind("version", after.version())
        .bind("id", after.id())
        .bind("status", status == null ? null : status.name())
        .bind("limit", limit)
        .map(RegisterStore.MAPPER)
        .list();
  }

  private List<RegisteredConsignment> withReference(
      Handle handle, String reference, @Nullable Status status, Position after) {
    String folded = SaveListed.folded(reference);
    return folded == null
        ? List.of()
        : store.withReference(handle, folded).stream()
            .filter(after::isBefore)
            .filter(one -> status == null || status.isOf(one))
            .sorted(NEWEST_FIRST)
            .toList();
  }
}
