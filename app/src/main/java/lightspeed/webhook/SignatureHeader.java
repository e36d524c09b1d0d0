package lightspeed.webhook;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// Reads `X-Signature: signature=<value>,algorithm=HMAC-SHA256`. Blanks and the order of the two do
/// not matter, and a missing algorithm means the only one there is; anything unclear is no
/// signature.
///
/// **source:** the vendor's page on webhooks, read 2026-11. Whether the value is hexadecimal or
/// base64 is not said, so both are read; their lengths cannot be confused.
final class SignatureHeader {
  private static final String ALGORITHM = "hmac-sha256";
  private static final int MAC_BYTES = 32;
  private static final int HEX_CHARACTERS = 2 * MAC_BYTES;

  private SignatureHeader() {}

  /// The 32 bytes of the signature; empty when there is no readable one.
  static Optional<byte[]> read(String header) {
    String signature = null;
    String algorithm = null;
    for (var part : header.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        return Optional.empty();
      }
      var value = part.substring(equals + 1).strip();
      switch (part.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
        case "signature" -> {
          if (signature != null) {
            return Optional.empty();
          }
          signature = value;
        }
        case "algorithm" -> {
          if (algorithm != null) {
            return Optional.empty();
          }
          algorithm = value;
        }
        default -> {}
      }
    }
    boolean isKnown = algorithm == null || algorithm.toLowerCase(Locale.ROOT).equals(ALGORITHM);
    return signature == null || !isKnown ? Optional.empty() : decode(signature);
  }

  private static Optional<byte[]> decode(String value) {
    try {
      var bytes =
          value.length() == HEX_CHARACTERS
              ? HexFormat.of().parseHex(value)
              : Base64.getDecoder().decode(value);
      return bytes.length == MAC_BYTES ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
