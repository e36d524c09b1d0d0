package lightspeed.xseries;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row of the list of consignments, read for what the list is walked for: which references there
/// are. Only the id has to be readable; an odd member is null and keeps no other row back.
///
/// @param type null when it cannot be read
/// @param status verbatim; empty when it cannot be read
/// @param version null when it cannot be read
public record ListedConsignment(
    ConsignmentId id,
    @Nullable String type,
    String status,
    @Nullable String reference,
    @Nullable String supplierId,
    @Nullable String outletId,
    @Nullable Long version,
    @Nullable Instant updatedAt,
    boolean isDeleted) {

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
        header.deletedAt() != null);
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
    WireObject row = wire.lenient();
    String type = row.text("type");
    return new ListedConsignment(
        new ConsignmentId(wire.requiredId("id")),
        type == null || type.isBlank() ? null : type,
        row.textOr("status", ""),
        row.text("reference"),
        row.id("supplier_id"),
        row.id("outlet_id"),
        row.version(),
        row.time("updated_at"),
        row.time("deleted_at") != null);
  }
}
