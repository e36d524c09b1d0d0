package lightspeed.xseries;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes bodies fit for a log: members that look like secrets are masked, the token itself too
/// wherever it stands, and the secret in our webhook addresses; what is longer than 8 KiB is cut.
final class Redaction {
  static final int MAX_LOGGED_CHARACTERS = 8 * 1024;
  private static final String MASK = "****";

  /// Looked at before cutting, so that a secret on the edge is not left in half.
  private static final int MAX_SCANNED_BYTES = 4 * MAX_LOGGED_CHARACTERS;

  private static final Pattern SECRET_MEMBER =
      Pattern.compile(
          "(\"[^\"\\\\]{0,64}(?:token|secret|password|passwd|authorization|api_?key|credential)"
              + "[^\"\\\\]{0,64}\"\\s*+:\\s*+)(?:\"(?:[^\"\\\\]|\\\\.)*+\"?|[^\"\\s,}\\]\\[{]++)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern BEARER =
      Pattern.compile("(bearer\\s+)[A-Za-z0-9._~+/=-]{6,}", Pattern.CASE_INSENSITIVE);

  /// The secret in our own webhook addresses; slashes may be escaped in JSON.
  private static final Pattern PATH_SECRET =
      Pattern.compile("(/webhooks\\\\?/lightspeed\\\\?/)[A-Za-z0-9_-]++");

  private Redaction() {}

  static @Nullable String body(byte[] body, AccessToken token) {
    if (body.length == 0) {
      return null;
    }
    int scanned = Math.min(body.length, MAX_SCANNED_BYTES);
    String masked = text(new String(body, 0, scanned, StandardCharsets.UTF_8), token);
    if (scanned == body.length && masked.length() <= MAX_LOGGED_CHARACTERS) {
      return masked;
    }
    int kept = Math.min(masked.length(), MAX_LOGGED_CHARACTERS);
    return masked.substring(0, kept) + "… (" + body.length + " bytes)";
  }

  static String text(String text, AccessToken token) {
    String masked = text.replace(token.value(), MASK);
    masked = SECRET_MEMBER.matcher(masked).replaceAll("$1\"" + MASK + "\"");
    masked = PATH_SECRET.matcher(masked).replaceAll("$1" + MASK);
    return BEARER.matcher(masked).replaceAll("$1" + MASK);
  }
}
