package lightspeed.audit;

/// Where the chain of audit entries ends, as `audit_chain` says.
///
/// @param lastId 0 before the first entry
/// @param hash 64 zeros before the first entry
record ChainEnd(long lastId, String hash) {
  static final ChainEnd EMPTY = new ChainEnd(0, "0".repeat(64));
}
