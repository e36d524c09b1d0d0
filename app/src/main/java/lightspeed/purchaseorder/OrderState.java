package lightspeed.purchaseorder;

/// Where an order stands with us, `vend_consignments.state`. Lightspeed's own status is kept beside
/// it, verbatim.
public enum OrderState {
  DRAFT,
  APPROVED,
  SENT,
  DISPATCHED,
  RECEIVED,
  CANCELLED;

  /// The order may still be changed by an import or by hand.
  public boolean isEditable() {
    return this == DRAFT;
  }

  /// Lightspeed is not to work with it yet.
  public boolean isBeforeSending() {
    return this == DRAFT || this == APPROVED;
  }

  /// Whether an order usually is in this state later than in the other.
  boolean comesAfter(OrderState other) {
    return compareTo(other) > 0;
  }
}
