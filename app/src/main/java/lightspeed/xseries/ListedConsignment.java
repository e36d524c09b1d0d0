package lightspeed.xseries;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A row of the list of consignments, read for what the list is walked for: which references there
/// are. Only the id has to be readable; an odd member is null and keeps no other row back.
///
/// @param type null when it cannot be read
/// @param status verbatim; empty when it cannot be read
/// @param version null when it cannot be read
/// @param isWhole whether every member was readable
public record ListedConsignment(
    ConsignmentId id,
    @Nullable String type,
    String status,
    @Nullable String reference,
    @Nullable String supplierId,
    @Nullable String outletId,
    @Nullable Long version,
    @Nullable Instant updatedAt,
    boolean isDeleted,
    boolean isWhole) {

  /// The row that the list has for a consignment that was read by itself.
  public static ListedConsignment of(Consignment header) {
    return new ListedConsignment(
        header.id(),
        header.type(),
        header.status(),
        header.reference(),
        header.supplierId(),
        header.outletId(),
        header.version(),
        header.updatedAt(),
        header.deletedAt() != null,
        true);
  }

  /// Whether it is a purchase order, or may be one.
  public boolean isOrder() {
    return type == null || type.equals(Consignment.SUPPLIER);
  }

  /// The cursor that these rows prove; null when no version of them can be read.
  static @Nullable Long highestVersion(List<ListedConsignment> rows) {
    return rows.stream()
        .map(ListedConsignment::version)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  static ListedConsignment read(WireObject wire) {
    ConsignmentId id = new ConsignmentId(wire.requiredId("id"));
    Lenient row = new Lenient(wire);
    String status = row.member(each -> each.requiredText("status"));
    return new ListedConsignment(
        id,
        row.member(each -> each.requiredText("type")),
        status == null ? "" : status,
        row.member(each -> each.text("reference")),
        row.member(each -> each.id("supplier_id")),
        row.member(each -> each.id("outlet_id")),
        row.member(WireObject::version),
        row.member(each -> each.time("updated_at")),
        row.member(each -> each.time("deleted_at")) != null,
        row.isWhole);
  }

  /// Reads members one by one and notes whether any was odd.
  private static final class Lenient {
    private final WireObject wire;
    private boolean isWhole = true;

    Lenient(WireObject wire) {
      this.wire = wire;
    }

    <T> @Nullable T member(Function<WireObject, @Nullable T> reader) {
      try {
        return reader.apply(wire);
      } catch (WireProblem odd) {
        isWhole = false;
        return null;
      }
    }
  }
}
