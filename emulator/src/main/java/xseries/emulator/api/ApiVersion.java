package xseries.emulator.api;

/// The releases of the vendor's API in their order. What is not here never was a version.
///
/// **source:** the vendor's page on versioning and its changelog, read 2026-11. 2026-01 and 2026-04
/// are 2026-07 less what the changelog dates later.
public enum ApiVersion {
  /// No path of the API.
  NONE("-"),
  /// A version that never was.
  UNKNOWN("?"),
  /// `/api` without a version.
  V0_9("0.9"),
  /// Only the token endpoint.
  V1_0("1.0"),
  /// Beside 2.0: only what it changes.
  V2_1("2.1"),
  V2_0("2.0"),
  V2026_01("2026-01"),
  V2026_04("2026-04"),
  V2026_07("2026-07");

  private final String written;

  ApiVersion(String written) {
    this.written = written;
  }

  /// The version that a path names, or [#UNKNOWN].
  static ApiVersion of(String written) {
    for (ApiVersion one : values()) {
      if (one.written.equals(written) && one.compareTo(V0_9) > 0) {
        return one;
      }
    }
    return UNKNOWN;
  }

  /// What stands in the path before the operation's own.
  public String base() {
    return this == V0_9 ? "/api" : "/api/" + written;
  }

  public boolean isDated() {
    return compareTo(V2026_01) >= 0;
  }

  /// The version with which it ends.
  ApiVersion age() {
    return this == V2_1 ? V2_0 : this;
  }

  /// Whether it is one of those of which the older ones end.
  boolean canEnd() {
    return compareTo(V2_1) >= 0;
  }

  @Override
  public String toString() {
    return written;
  }
}
