package lightspeed.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import lightspeed.config.Configuration;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.DataDirectory;
import lightspeed.config.Secret;
import lightspeed.config.SettingProblem;
import lightspeed.config.Settings;
import org.jspecify.annotations.Nullable;

/// Where the key that encrypts secrets comes from: the setting `lightspeed_key`, else a file of
/// mode 0600 in the data directory that is made at first need.
///
/// **Threads:** safe; several processes may make the file at once and all get the same key.
public final class KeySource {
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final String MARK_ALGORITHM = "HmacSHA256";

  /// Keeps marks apart from whatever else is ever made with the key.
  private static final String MARK_PURPOSE = "lightspeed-integration installation mark 1:";

  private final @Nullable Secret given;
  private final DataDirectory directory;

  /// A key and a short name for it that does not tell what it is.
  record NamedKey(String id, SecretKey key) {}

  /// Proves that its maker has the key, without telling the key.
  ///
  /// @param keyId short name of the key
  /// @param value 64 hexadecimal digits
  public record Mark(String keyId, String value) {}

  /// @param given the key in base64, null to use the file
  KeySource(@Nullable Secret given, DataDirectory directory) {
    this.given = given;
    this.directory = directory;
  }

  /// The key that `configuration` asks for.
  public static KeySource of(Configuration configuration, DataDirectory directory) {
    return new KeySource(configuration.find(Settings.LIGHTSPEED_KEY).orElse(null), directory);
  }

  /// The key, empty when there is none yet.
  ///
  /// @throws ConfigurationInvalid when it cannot be used
  Optional<NamedKey> find() {
    if (given != null) {
      return Optional.of(named(given.reveal()));
    }
    var file = directory.keyFile();
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      refuseWhenOpenToOthers(file);
      return Optional.of(named(Files.readString(file, StandardCharsets.US_ASCII).strip()));
    } catch (IOException e) {
      throw unusable("cannot be read (" + e + ")", e);
    }
  }

  /// The key; makes the file when there is none yet.
  ///
  /// @throws ConfigurationInvalid when it cannot be used or made
  NamedKey findOrCreate() {
    return find()
        .orElseGet(
            () -> {
              createFile(directory.create().keyFile());
              return find().orElseThrow(() -> unusable("vanished while it was made", null));
            });
  }

  /// The mark that this key makes with `salt`; empty when there is no key yet.
  ///
  /// @throws ConfigurationInvalid when the key cannot be used
  public Optional<Mark> mark(String salt) {
    return find().map(key -> mark(key, salt));
  }

  /// As [#mark], with a key that is made when there is none yet.
  ///
  /// @throws ConfigurationInvalid when the key cannot be used or made
  public Mark markOrCreate(String salt) {
    return mark(findOrCreate(), salt);
  }

  private static Mark mark(NamedKey key, String salt) {
    try {
      var hmac = Mac.getInstance(MARK_ALGORITHM);
      hmac.init(new SecretKeySpec(key.key().getEncoded(), MARK_ALGORITHM));
      var mark = hmac.doFinal((MARK_PURPOSE + salt).getBytes(StandardCharsets.UTF_8));
      return new Mark(key.id(), HexFormat.of().formatHex(mark));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + MARK_ALGORITHM, e);
    }
  }

  /// Makes the whole file under another name and links it to its own: a name that exists is never
  /// replaced and a half-written key is never seen.
  private void createFile(Path file) {
    var bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    try {
      var draft =
          Files.createTempFile(
              file.getParent(),
              "key",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.writeString(draft, Base64.getEncoder().encodeToString(bytes) + "\n");
        Files.createLink(file, draft);
      } catch (FileAlreadyExistsException _) {
        // Another process was faster; its key is as good as ours.
      } finally {
        Files.delete(draft);
      }
    } catch (IOException e) {
      throw unusable("cannot be made (" + e + ")", e);
    }
  }

  private void refuseWhenOpenToOthers(Path file) throws IOException {
    var others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    others.removeAll(
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE));
    if (!others.isEmpty()) {
      throw unusable("can be used by other users; run chmod 600 " + file, null);
    }
  }

  private NamedKey named(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw unusable("is not base64", null);
    }
    if (bytes.length != KEY_BYTES) {
      throw unusable("has " + bytes.length + " bytes instead of " + KEY_BYTES, null);
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      var id = HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
      return new NamedKey(id, new SecretKeySpec(bytes, "AES"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private ConfigurationInvalid unusable(String reason, @Nullable Exception cause) {
    var invalid =
        new ConfigurationInvalid(
            new SettingProblem(Settings.LIGHTSPEED_KEY.key(), null, toString(), reason));
    if (cause != null) {
      invalid.initCause(cause);
    }
    return invalid;
  }

  /// Where the key comes from, in words.
  @Override
  public String toString() {
    return given != null
        ? Settings.LIGHTSPEED_KEY.environmentName()
        : "file " + directory.keyFile();
  }
}
