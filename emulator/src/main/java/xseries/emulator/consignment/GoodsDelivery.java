package xseries.emulator.consignment;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Row;

/// The goods of one receipt of a purchase order; what came is in [Item]s.
///
/// @param supplierInvoice the invoice that came with it
/// @param receivedAt when it was taken in; null while it is a draft
public record GoodsDelivery(
    String id,
    String consignmentId,
    State state,
    @Nullable String supplierInvoice,
    @Nullable Instant receivedAt,
    Instant createdAt,
    Instant updatedAt,
    long version)
    implements Row {

  /// Where a delivery stands.
  public enum State {
    /// Quantities are noted, and the order is not received yet.
    DRAFT,
    RECEIVED
  }

  /// How much of one product a delivery brought.
  ///
  /// @param expected what was still to come before it
  public record Item(
      String deliveryId,
      String productId,
      BigDecimal expected,
      BigDecimal received,
      Instant createdAt,
      Instant updatedAt,
      long version)
      implements Row {

    static String idOf(String deliveryId, String productId) {
      return deliveryId + "/" + productId;
    }

    @Override
    public String id() {
      return idOf(deliveryId, productId);
    }
  }
}
