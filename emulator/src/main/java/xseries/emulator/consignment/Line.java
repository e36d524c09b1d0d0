package xseries.emulator.consignment;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Row;

/// One product of a consignment. The product is the key: there is no line id in the API.
public record Line(
    String consignmentId,
    String productId,
    @Nullable BigDecimal count,
    @Nullable BigDecimal received,
    @Nullable BigDecimal cost,
    String status,
    Instant createdAt,
    Instant updatedAt,
    long version)
    implements Row {

  static final String PENDING = "PENDING";
  static final String RECEIVE_SUCCESS = "RECEIVE_SUCCESS";
  static final String RECEIVE_FAIL = "RECEIVE_FAIL";

  /// Under which id a line is kept; no client sees it.
  public static String idOf(String consignmentId, String productId) {
    return consignmentId + "/" + productId;
  }

  @Override
  public String id() {
    return idOf(consignmentId, productId);
  }

  /// How much of it is still to come; negative when too much came.
  public BigDecimal outstanding() {
    BigDecimal ordered = count == null ? BigDecimal.ZERO : count;
    return received == null ? ordered : ordered.subtract(received);
  }

  /// Whether anything of it has arrived.
  boolean hasReceived() {
    return received != null && received.signum() != 0;
  }

  Line counted(@Nullable BigDecimal newCount) {
    return new Line(
        consignmentId, productId, newCount, received, cost, status, createdAt, updatedAt, version);
  }

  Line received(@Nullable BigDecimal newReceived) {
    return new Line(
        consignmentId, productId, count, newReceived, cost, status, createdAt, updatedAt, version);
  }

  Line costing(@Nullable BigDecimal newCost) {
    return new Line(
        consignmentId, productId, count, received, newCost, status, createdAt, updatedAt, version);
  }

  Line processed(String newStatus) {
    return new Line(
        consignmentId, productId, count, received, cost, newStatus, createdAt, updatedAt, version);
  }

  Line touched(Instant at, long newVersion) {
    return new Line(
        consignmentId, productId, count, received, cost, status, createdAt, at, newVersion);
  }
}
