package lightspeed.audit;

/// Whether the audit log is as it was written.
public sealed interface AuditVerification {

  /// Nothing was changed.
  ///
  /// @param entries how many there are
  record Intact(long entries) implements AuditVerification {}

  /// Something was changed outside the product.
  ///
  /// @param entryId the first entry that does not fit
  /// @param reason in words
  record Broken(long entryId, String reason) implements AuditVerification {}
}
