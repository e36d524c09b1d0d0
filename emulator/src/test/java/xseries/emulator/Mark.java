package xseries.emulator;

/// How sure it is that the real API follows a rule. None of them was tried on a live store yet.
enum Mark {
  /// The vendor says so.
  DOCUMENTED,
  /// Clients in use rely on it.
  CLIENT_PROVEN,
  /// Our reading of several sources.
  INFERRED,
  /// Nobody says; our choice, and a switch where it matters.
  UNKNOWN
}
