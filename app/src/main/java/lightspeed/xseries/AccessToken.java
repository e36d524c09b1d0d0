package lightspeed.xseries;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The secret that goes into the `Authorization` header, a personal token or an OAuth access token.
/// Prints as `****`; only [#value()] reveals it.
public record AccessToken(String value) {
  private static final int MAX_LENGTH = 8_192;

  /// Takes the secret as it was copied.
  ///
  /// @throws IllegalArgumentException when it is empty, too long or holds anything but visible
  ///     ASCII characters (a line break would end the header); the message does not repeat it
  public AccessToken {
    boolean isSafe =
        !value.isEmpty()
            && value.length() <= MAX_LENGTH
            && value.chars().allMatch(c -> c > ' ' && c < 127);
    if (!isSafe) {
      throw new IllegalArgumentException(
          "The API token is empty or holds blanks or characters that a token cannot have;"
              + " copy it again.");
    }
  }

  /// SHA-256 in 64 hexadecimal digits: tells tokens apart without keeping them.
  public String fingerprint() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "****";
  }
}
