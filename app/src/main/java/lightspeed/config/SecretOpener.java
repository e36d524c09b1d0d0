package lightspeed.config;

/// Decrypts a secret of the database. Asked only for a secret that somebody uses, so that a lost
/// key stops what needs the secret and nothing else.
@FunctionalInterface
public interface SecretOpener {

  /// For a database that has not been read, and so has no secrets.
  SecretOpener NONE = SecretOpener::refuse;

  /// The secret of the setting `key` in clear.
  ///
  /// @throws ConfigurationInvalid when it cannot be decrypted; says what to do
  String open(String key, String sealed);

  private static String refuse(String key, String sealed) {
    throw new IllegalStateException(
        "there is no key to open " + key + ", sealed in " + sealed.length() + " letters");
  }
}
