package xseries.emulator.consignment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Row;

/// The head of a consignment; its lines are rows of their own.
public record Consignment(
    String id,
    Type type,
    Status status,
    Header header,
    @Nullable Instant receivedAt,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant deletedAt,
    long version)
    implements Row {

  /// What clients write.
  public record Header(
      String outletId,
      String name,
      @Nullable String reference,
      @Nullable String supplierInvoice,
      @Nullable String supplierId,
      @Nullable String sourceOutletId,
      @Nullable Instant dueAt,
      Instant consignmentDate,
      boolean showInactive) {}

  public boolean isDeleted() {
    return deletedAt != null;
  }

  Consignment with(Header changed) {
    return new Consignment(
        id, type, status, changed, receivedAt, createdAt, updatedAt, deletedAt, version);
  }

  Consignment with(Status changed) {
    return new Consignment(
        id, type, changed, header, receivedAt, createdAt, updatedAt, deletedAt, version);
  }

  Consignment receivedAt(@Nullable Instant at) {
    return new Consignment(id, type, status, header, at, createdAt, updatedAt, deletedAt, version);
  }

  Consignment deletedAt(Instant at) {
    return new Consignment(id, type, status, header, receivedAt, createdAt, updatedAt, at, version);
  }

  /// The same as a newer state.
  Consignment touched(Instant at, long newVersion) {
    return new Consignment(
        id, type, status, header, receivedAt, createdAt, at, deletedAt, newVersion);
  }
}
