package lightspeed.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lightspeed.audit.ChainKey;
import lightspeed.audit.ChainKeys;
import lightspeed.config.Configuration;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.DataDirectory;
import lightspeed.config.Secret;
import lightspeed.config.SettingProblem;
import lightspeed.config.Settings;
import org.jspecify.annotations.Nullable;

/// Where the keys that encrypt secrets come from: the setting `lightspeed_key`, else a file of mode
/// 0600 in the data directory that is made at first need. It is read again for each use, so that
/// running processes follow a rotation.
///
/// **Threads:** safe; several processes may make the file at once and all get the same key.
public final class KeySource implements ChainKeys {
  private final @Nullable Secret given;
  private final DataDirectory directory;

  /// Proves that its maker has the key, without telling the key.
  ///
  /// @param keyId short name of the key
  /// @param value 64 hexadecimal digits
  public record Mark(String keyId, String value) {}

  /// @param given keys in base64, null to use the file
  KeySource(@Nullable Secret given, DataDirectory directory) {
    this.given = given;
    this.directory = directory;
  }

  /// The keys that `configuration` asks for.
  public static KeySource of(Configuration configuration, DataDirectory directory) {
    return new KeySource(configuration.find(Settings.LIGHTSPEED_KEY).orElse(null), directory);
  }

  /// The keys, empty when there is none yet.
  ///
  /// @throws ConfigurationInvalid when they cannot be used
  Optional<KeyRing> find() {
    if (given != null) {
      return Optional.of(read(given.reveal(), KeyRing::parseList));
    }
    var file = directory.keyFile();
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      refuseWhenOpenToOthers(file);
      return Optional.of(read(Files.readString(file, StandardCharsets.ISO_8859_1), KeyRing::parse));
    } catch (IOException e) {
      throw unusable("cannot be read (" + e + ")", e);
    }
  }

  /// Does nothing when the keys can be used or there is none yet.
  ///
  /// @throws ConfigurationInvalid when they cannot be used; says why
  public void check() {
    var _ = find();
  }

  /// The keys; makes the file when there is none yet.
  ///
  /// @throws ConfigurationInvalid when they cannot be used or made
  KeyRing findOrCreate() {
    return find()
        .orElseGet(
            () -> {
              createFile(directory.create().keyFile());
              return find().orElseThrow(() -> unusable("vanished while it was made", null));
            });
  }

  /// The marks that the keys here make with `salt`, that of the sealing key first; empty when there
  /// is no key yet.
  ///
  /// @throws ConfigurationInvalid when the keys cannot be used
  public List<Mark> marks(String salt) {
    return find().stream().flatMap(KeyRing::all).map(key -> key.mark(salt)).toList();
  }

  /// The mark that the sealing key makes with `salt`; makes the key when there is none yet.
  ///
  /// @throws ConfigurationInvalid when the key cannot be used or made
  public Mark markOrCreate(String salt) {
    return findOrCreate().current().mark(salt);
  }

  /// The short names of the keys here, without telling them.
  ///
  /// @param current of the key that seals
  /// @param older of those that only open
  /// @param next of the key that will seal after the next rotation; null when none is prepared
  public record Names(String current, List<String> older, @Nullable String next) {
    public Names {
      older = List.copyOf(older);
    }
  }

  /// What the keys here are called; empty when there is none yet.
  ///
  /// @throws ConfigurationInvalid when the keys cannot be used
  public Optional<Names> names() {
    return find()
        .map(
            keys ->
                new Names(
                    keys.current().id(),
                    keys.older().stream().map(one -> one.key().id()).toList(),
                    keys.next() == null ? null : keys.next().id()));
  }

  @Override
  public ChainKey current() {
    return findOrCreate().current().auditKey();
  }

  @Override
  public Optional<ChainKey> find(String id) {
    return find().flatMap(keys -> keys.auditKey(id));
  }

  @Override
  public String place() {
    return toString();
  }

  /// Makes the whole file under another name and links it to its own: a name that exists is never
  /// replaced and a half-written key is never seen.
  private void createFile(Path file) {
    try {
      var draft = draft(file, KeyRing.of(InstallationKey.random()));
      try {
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

  private static Path draft(Path file, KeyRing keys) throws IOException {
    var draft =
        Files.createTempFile(
            file.getParent(),
            "key",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    boolean isWritten = false;
    try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(keys.text().getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      isWritten = true;
    } finally {
      if (!isWritten) {
        Files.delete(draft);
      }
    }
    return draft;
  }

  /// Whether the keys are in a file, which we may change.
  boolean isFile() {
    return given == null;
  }

  /// Other keys take the place of those in the file, at once: a crash or a full disk leaves the one
  /// or the other. The file's rights stay; a link stays one.
  ///
  /// @throws ConfigurationInvalid when it cannot be changed; it is as it was
  void replace(KeyRing keys) {
    try {
      var file = directory.keyFile().toRealPath();
      var draft = draft(file, keys);
      boolean isMoved = false;
      try {
        Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(file));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        isMoved = true;
      } finally {
        if (!isMoved) {
          Files.delete(draft);
        }
      }
      try (var folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw unusable("cannot be changed (" + e + "); nothing was rotated", e);
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

  private KeyRing read(String text, Function<String, KeyRing> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw unusable(String.valueOf(e.getMessage()), null);
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

  /// Where the keys come from, in words.
  @Override
  public String toString() {
    return given != null
        ? Settings.LIGHTSPEED_KEY.environmentName()
        : "file " + directory.keyFile();
  }
}
