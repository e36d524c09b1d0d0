package lightspeed.signin;

import java.security.SecureRandom;
import java.util.Base64;
import lightspeed.config.Secret;

/// Random secrets that stand for a right: links and tokens. The database only has their hash; with
/// 256 random bits a plain SHA-256 cannot be guessed backwards.
final class Secrets {
  private static final int BYTES = 32;
  private final SecureRandom random = new SecureRandom();

  /// 43 characters that need no quoting in an address.
  String next() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String hash(String secret) {
    return new Secret(secret).fingerprint();
  }
}
