package xseries.emulator.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The `X-Signature` header. The vendor names the key, the algorithm and the form of the header; it
/// does not say whether the bytes are those of the raw body or of the field `payload`, nor how the
/// value is written, so that is a switch.
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /// The value of the header.
  ///
  /// @param how `hex_body`, `base64_body`, `hex_payload` or `base64_payload`
  static String header(String how, String secret, String body, String payload) {
    byte[] code = code(secret, how.endsWith("_payload") ? payload : body);
    String value =
        how.startsWith("hex_")
            ? HexFormat.of().formatHex(code)
            : Base64.getEncoder().encodeToString(code);
    return "signature=" + value + ",algorithm=HMAC-SHA256";
  }

  private static byte[] code(String secret, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM + ".", e);
    }
  }
}
