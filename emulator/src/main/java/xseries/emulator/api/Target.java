package xseries.emulator.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A path taken apart: which version it asks for and what lies behind.
///
/// @param path what faults and routes match: the path after the version base
record Target(ApiVersion version, String path) {
  private static final Pattern VERSIONED =
      Pattern.compile("/api/([0-9]+\\.[0-9]+|[0-9]{4}-[0-9]{2})(/.*)?");

  static Target of(String path) {
    Matcher versioned = VERSIONED.matcher(path);
    if (versioned.matches()) {
      String rest = versioned.group(2) == null ? "/" : versioned.group(2);
      return new Target(ApiVersion.of(versioned.group(1)), rest);
    }
    if (path.startsWith("/api/")) {
      return new Target(ApiVersion.V0_9, path.substring("/api".length()));
    }
    return new Target(ApiVersion.NONE, path);
  }

  boolean isTokenEndpoint() {
    return version == ApiVersion.V1_0 && path.equals("/token");
  }

  boolean isConsentPage() {
    return version == ApiVersion.NONE && path.equals("/connect");
  }
}
