package xseries.emulator.consignment;

/// What a consignment is for.
public enum Type {
  /// A purchase order.
  SUPPLIER,
  /// A transfer between outlets.
  OUTLET,
  /// Goods going back to a supplier.
  RETURN,
  /// A count.
  STOCKTAKE
}
