package lightspeed.signin;

import org.jspecify.annotations.Nullable;

/// A sentence that a request leaves for the page that is shown next.
///
/// @param isError whether something was refused or needs care
public record SessionNotice(String text, boolean isError) {
  static final String NAME = "notice";
  private static final String DONE = "+";
  private static final String REFUSED = "-";

  /// As a session keeps it.
  String kept() {
    return (isError ? REFUSED : DONE) + text;
  }

  static @Nullable SessionNotice of(@Nullable String kept) {
    return kept == null ? null : new SessionNotice(kept.substring(1), kept.startsWith(REFUSED));
  }
}
