package lightspeed.audit;

/// Whether the audit log is as it was written.
public sealed interface AuditVerification {

  /// What was found, in a sentence.
  String words();

  /// Nothing was changed.
  ///
  /// @param entries how many there are
  /// @param prunedUntil the last entry that was pruned, 0: none was
  /// @param unkeyedUntil the last entry that an older version wrote without a key, 0: none is here
  /// @param head the newest entry
  record Intact(long entries, long prunedUntil, long unkeyedUntil, AuditHead head)
      implements AuditVerification {
    @Override
    public String words() {
      return entries
          + (entries == 1 ? " entry" : " entries")
          + " checked: none was changed, none is missing."
          + (prunedUntil == 0 ? "" : " Entries up to " + prunedUntil + " were pruned.")
          + (unkeyedUntil == 0
              ? ""
              : " Entries up to "
                  + unkeyedUntil
                  + " were written before entries were keyed: they have not been changed since the"
                  + " upgrade; they prove nothing about changes made before it by anyone who could"
                  + " write to the database.");
    }
  }

  /// Something was changed outside the product.
  ///
  /// @param entryId the first entry that does not fit
  /// @param reason in words
  record Broken(long entryId, String reason) implements AuditVerification {
    @Override
    public String words() {
      return "The audit log was changed outside the product. Entry "
          + entryId
          + ": "
          + reason
          + ".";
    }
  }

  /// The log is whole, and it is not the one that a known head comes from.
  ///
  /// @param reason in words
  record HeadMissing(AuditHead head, String reason) implements AuditVerification {
    @Override
    public String words() {
      return reason;
    }
  }

  /// Entries were written with a key that is not here; nothing can be said about them. Everything
  /// else is as it was written.
  ///
  /// @param entryId the first of them
  /// @param keyId of that key
  /// @param place where the key is looked for
  record KeyMissing(long entryId, String keyId, String place) implements AuditVerification {
    @Override
    public String words() {
      return "Entry "
          + entryId
          + " was written with the key "
          + keyId
          + ", which is not here ("
          + place
          + "). That is no proof that anything was changed: entries of that key cannot be checked"
          + " without it. Every other entry is as it was written.";
    }
  }
}
