package lightspeed.audit;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// A key of the audit log's chain, derived from a key of the installation.
///
/// **Threads:** safe; a [Mac] belongs to one thread.
///
/// @param id short name of the key that it was derived from, eight characters; an entry keeps it,
///     so that the entry can be verified after a rotation
/// @param key for HMAC-SHA-256
public record ChainKey(String id, SecretKey key) {
  Mac mac() {
    try {
      var mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  /// Tells no key.
  @Override
  public String toString() {
    return "audit key " + id;
  }
}
