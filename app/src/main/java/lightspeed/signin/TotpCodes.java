package lightspeed.signin;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/// Codes of authenticator apps: six digits of HMAC-SHA-1, another one every 30 seconds, which is
/// what all such apps know.
///
/// **source:** RFC 6238 and RFC 4226; the address of a secret as in Google Authenticator's "Key URI
/// Format", read 2026-11.
///
/// **Threads:** safe.
final class TotpCodes {
  private static final String ISSUER = "Lightspeed Integration";
  private static final String HMAC = "HmacSHA1";

  /// As long as a hash of SHA-1, as RFC 4226 asks.
  private static final int SECRET_BYTES = 20;

  private static final int DIGITS = 6;

  /// Clocks of phones differ from ours by this many steps at most, before and after.
  private static final int STEPS_AROUND = 1;

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;

  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator();
  private final SecureRandom random = new SecureRandom();

  /// A new secret, as people type it into an app: base32.
  String newSecret() {
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return base32(bytes);
  }

  /// What the picture for an app says.
  static String address(String secret, String person) {
    return "otpauth://totp/"
        + encoded(ISSUER)
        + ":"
        + encoded(person)
        + "?secret="
        + secret
        + "&issuer="
        + encoded(ISSUER);
  }

  /// The step that a code belongs to; empty when it is wrong or its step is not after the last one.
  ///
  /// @param lastStep of the code that was used last; 0: none was
  OptionalLong step(String secret, String code, Instant now, long lastStep) {
    var digits = code.replaceAll("[\\s-]", "");
    if (digits.length() != DIGITS) {
      return OptionalLong.empty();
    }
    long step = generator.getTimeStep().toSeconds();
    long present = Math.floorDiv(now.getEpochSecond(), step);
    for (long at = present - STEPS_AROUND; at <= present + STEPS_AROUND; at++) {
      if (at > lastStep && isEqual(digits, code(secret, Instant.ofEpochSecond(at * step)))) {
        return OptionalLong.of(at);
      }
    }
    return OptionalLong.empty();
  }

  /// What an app with this secret shows.
  String code(String secret, Instant now) {
    try {
      return generator.generateOneTimePasswordString(
          new SecretKeySpec(bytes(secret), HMAC), now, Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes every key", e);
    }
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /// Without padding; the length of our secrets needs none.
  static String base32(byte[] bytes) {
    var text = new StringBuilder();
    int buffer = 0;
    int held = 0;
    for (byte each : bytes) {
      buffer = (buffer << Byte.SIZE) | (each & 0xff);
      held += Byte.SIZE;
      while (held >= BITS) {
        held -= BITS;
        text.append(BASE32.charAt((buffer >> held) & 0x1f));
      }
    }
    return text.toString();
  }

  private static byte[] bytes(String base32) {
    var bytes = new byte[base32.length() * BITS / Byte.SIZE];
    int buffer = 0;
    int held = 0;
    int next = 0;
    for (int i = 0; i < base32.length(); i++) {
      buffer = (buffer << BITS) | BASE32.indexOf(base32.charAt(i));
      held += BITS;
      if (held >= Byte.SIZE) {
        held -= Byte.SIZE;
        bytes[next++] = (byte) (buffer >> held);
      }
    }
    return bytes;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
