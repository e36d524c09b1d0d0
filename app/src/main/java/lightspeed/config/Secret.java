package lightspeed.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A value that must not be seen: a token, a password, a signing key. Text made from it is masked,
/// so it can sit in a record or an exception without leaking; only [#reveal()] gives it away.
public final class Secret {
  /// What people see instead of the value; a fixed length, because the length is a hint too.
  public static final String MASK = "********";

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /// The value itself, for the one place that sends or checks it.
  public String reveal() {
    return value;
  }

  /// SHA-256 of the value as 64 lower-case hexadecimal digits: tells whether a secret changed
  /// without keeping it.
  public String fingerprint() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Compares in a time that does not depend on where the two differ.
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
