package lightspeed.settings;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.SettingProblem;
import lightspeed.config.SettingSource;

/// Seals secrets before they are written to the database and opens them again: AES-256-GCM, bound
/// to the setting's name, so that a sealed value cannot be moved to another setting.
///
/// A sealed value is `v1.<key id>.<base64 of nonce, cipher text and tag>`: version and key id allow
/// another algorithm or key later; keys from before a rotation still open. The key is found at
/// first use only.
///
/// **Threads:** safe.
public final class SecretBox {
  private static final String VERSION = "v1";
  private static final String CIPHER = "AES/GCM/NoPadding";

  /// The length that GCM is made for.
  ///
  /// **source:** NIST SP 800-38D, 5.2.1.1.
  private static final int NONCE_BYTES = 12;

  private static final int TAG_BITS = 128;

  /// How a sealed value begins, for MariaDB and Java.
  static final String FORM = "^v1[.][0-9a-f]{8}[.]";

  private final KeySource keys;
  private final SecureRandom random = new SecureRandom();

  public SecretBox(KeySource keys) {
    this.keys = keys;
  }

  /// Encrypts `secret` for a row of a column.
  ///
  /// @throws ConfigurationInvalid when the key cannot be read or made
  public String seal(SealedColumn column, String row, String secret) {
    return seal(column.boxName().apply(row), secret);
  }

  /// Decrypts what [#seal] made for the same row.
  ///
  /// @throws ConfigurationInvalid when the key is missing or another one, or the value was changed;
  ///     says which setting and what to do
  public String open(SealedColumn column, String row, String sealed) {
    return open(column.boxName().apply(row), sealed);
  }

  /// Whether the key sealed it that seals now.
  ///
  /// @throws ConfigurationInvalid when the keys cannot be used
  boolean isNewest(String sealed) {
    return keys.find()
        .filter(known -> sealed.startsWith(VERSION + "." + known.current().id() + "."))
        .isPresent();
  }

  String seal(String name, String secret) {
    var key = keys.findOrCreate().current();
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var sealed =
          cipher(Cipher.ENCRYPT_MODE, key.key(), nonce, name)
              .doFinal(secret.getBytes(StandardCharsets.UTF_8));
      var body = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return VERSION + "." + key.id() + "." + Base64.getEncoder().encodeToString(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform cannot encrypt with " + CIPHER, e);
    }
  }

  String open(String name, String sealed) {
    var parts = sealed.split("\\.", -1);
    if (parts.length != 3 || !parts[0].equals(VERSION)) {
      throw cannotOpen(name, "was not written by config:set");
    }
    var known = keys.find().orElseThrow(() -> cannotOpen(name, "its key is missing: no " + keys));
    var key =
        known
            .find(parts[1])
            .orElseThrow(
                () ->
                    cannotOpen(
                        name,
                        "it was encrypted with key "
                            + parts[1]
                            + ", but "
                            + keys
                            + (known.all().count() == 1
                                ? " is key " + known.current().id()
                                : " holds only other keys")
                            + "; if the key was rotated on another machine, copy its key file"));
    try {
      var body = Base64.getDecoder().decode(parts[2]);
      var nonce = Arrays.copyOf(body, NONCE_BYTES);
      var opened =
          cipher(Cipher.DECRYPT_MODE, key.key(), nonce, name)
              .doFinal(body, NONCE_BYTES, body.length - NONCE_BYTES);
      return new String(opened, StandardCharsets.UTF_8);
    } catch (AEADBadTagException | IllegalArgumentException _) {
      throw cannotOpen(name, "its row was changed or copied from another setting");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform cannot decrypt with " + CIPHER, e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String name)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((VERSION + ":" + name).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static ConfigurationInvalid cannotOpen(String name, String reason) {
    return new ConfigurationInvalid(
        new SettingProblem(
            name,
            null,
            SettingSource.DATABASE.label(),
            "cannot be decrypted: "
                + reason
                + "; set it again with lightspeed-cli config:set "
                + name
                + " - or bring the old key back"));
  }
}
