package xseries.emulator.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A path taken apart: which version it asks for and what lies behind.
///
/// @param version as it is written in the path; empty when there is none
/// @param path what faults and routes match: the path after the version base
record Target(Base base, String version, String path) {
  /// The families of paths.
  enum Base {
    /// `/api/2.0`
    TWO,
    /// `/api/2026-07` and the like
    DATED,
    /// `/api/1.0`, of which only the token endpoint is here
    ONE,
    /// `/api` without a version
    OLD,
    /// nothing of the vendor's
    NONE
  }

  private static final Pattern VERSIONED =
      Pattern.compile("/api/([0-9]+\\.[0-9]+|[0-9]{4}-[0-9]{2})(/.*)?");

  static Target of(String path) {
    Matcher versioned = VERSIONED.matcher(path);
    if (versioned.matches()) {
      String version = versioned.group(1);
      String rest = versioned.group(2) == null ? "/" : versioned.group(2);
      return new Target(base(version), version, rest);
    }
    if (path.startsWith("/api/")) {
      return new Target(Base.OLD, "", path.substring("/api".length()));
    }
    return new Target(Base.NONE, "", path);
  }

  private static Base base(String version) {
    return switch (version) {
      case "2.0" -> Base.TWO;
      case "1.0" -> Base.ONE;
      default -> version.indexOf('-') > 0 ? Base.DATED : Base.NONE;
    };
  }
}
