package xseries.emulator.fault;

import org.jspecify.annotations.Nullable;

/// What a call is about, as far as faults ask.
///
/// @param reference of the consignment in the path or the one that is being created
/// @param outletId of the same consignment, or the one that a list asks for
public record Subject(@Nullable String reference, @Nullable String outletId) {
  /// Of a call that names no consignment.
  public static final Subject NONE = new Subject(null, null);

  boolean fits(Fault.Where where) {
    return (where.reference() == null || where.reference().equals(reference))
        && (where.outletId() == null || where.outletId().equals(outletId));
  }
}
