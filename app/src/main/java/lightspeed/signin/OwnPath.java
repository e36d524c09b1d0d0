package lightspeed.signin;

import org.jspecify.annotations.Nullable;

/// Where somebody wanted to go before signing in: a page of ours, never another site.
final class OwnPath {
  static final String HOME = "/";
  private static final int MAX_LENGTH = 1000;

  private OwnPath() {}

  /// `wanted` if a browser stays here with it, otherwise the first page.
  static String of(@Nullable String wanted) {
    return wanted != null && isOwn(wanted) ? wanted : HOME;
  }

  /// Browsers read `//host` and `/\host` as another site, and drop tabs and line breaks first.
  private static boolean isOwn(String wanted) {
    return wanted.length() <= MAX_LENGTH
        && wanted.startsWith("/")
        && !wanted.startsWith("//")
        && wanted.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
  }
}
