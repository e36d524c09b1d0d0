package lightspeed.settings;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lightspeed.audit.ChainKey;

/// One key of this installation, with a short name that does not tell what it is: sealed values,
/// marks and entries of the audit log name the key they were made with.
///
/// @param id 8 hexadecimal digits
record InstallationKey(String id, SecretKey key) {
  static final int BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final String HMAC = "HmacSHA256";

  /// Keeps marks apart from whatever else is ever made with the key.
  private static final String MARK_PURPOSE = "lightspeed-integration installation mark 1:";

  private static final String AUDIT_PURPOSE = "lightspeed-integration audit log 1";

  /// @throws IllegalArgumentException when it is no key; says why without showing it
  static InstallationKey of(String base64) {
    return of(bytes(base64));
  }

  private static byte[] bytes(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("is not base64");
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("has " + bytes.length + " bytes instead of " + BYTES);
    }
    return bytes;
  }

  /// A key that nobody had before.
  static InstallationKey random() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return of(bytes);
  }

  /// What is left of a key for the audit log.
  ///
  /// @throws IllegalArgumentException as [#of]
  static ChainKey auditKey(String id, String base64) {
    return new ChainKey(id, new SecretKeySpec(bytes(base64), HMAC));
  }

  static String base64(SecretKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  static InstallationKey of(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      var id = HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
      return new InstallationKey(id, new SecretKeySpec(bytes, "AES"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  String base64() {
    return base64(key);
  }

  KeySource.Mark mark(String salt) {
    try {
      var hmac = Mac.getInstance(HMAC);
      hmac.init(new SecretKeySpec(key.getEncoded(), HMAC));
      var mark = hmac.doFinal((MARK_PURPOSE + salt).getBytes(StandardCharsets.UTF_8));
      return new KeySource.Mark(id, HexFormat.of().formatHex(mark));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  /// Derived one way: it proves entries of the audit log and opens nothing.
  ChainKey auditKey() {
    try {
      var hkdf = KDF.getInstance("HKDF-SHA256");
      var derivation =
          HKDFParameterSpec.ofExtract()
              .addIKM(key)
              .thenExpand(AUDIT_PURPOSE.getBytes(StandardCharsets.UTF_8), BYTES);
      return new ChainKey(id, hkdf.deriveKey(HMAC, derivation));
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("every Java platform from 25 on has HKDF-SHA256", e);
    }
  }

  /// Tells no key.
  @Override
  public String toString() {
    return "key " + id;
  }
}
