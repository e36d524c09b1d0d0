package lightspeed.purchaseorder;

/// An order's identity, `vend_consignments.id`. Equals the public id unless an import brought its
/// own.
public record PurchaseOrderId(String value) implements Comparable<PurchaseOrderId> {
  static final int MAX_LENGTH = 64;

  public PurchaseOrderId {
    if (value.isBlank() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "A purchase order id has 1 to " + MAX_LENGTH + " characters, not \"" + value + "\".");
    }
  }

  @Override
  public int compareTo(PurchaseOrderId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
