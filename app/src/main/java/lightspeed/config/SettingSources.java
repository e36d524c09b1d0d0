package lightspeed.config;

import java.util.Map;

/// Everything that can say what a setting is, before it is decided who wins.
///
/// @param commandLine values given as options, by key
/// @param environment the environment of the process
/// @param envFile the `.env` file
/// @param database what `config:set` stored, by key, secrets sealed; empty before the database is
///     read
/// @param secretOpener opens the secrets of `database`
public record SettingSources(
    Map<String, String> commandLine,
    Map<String, String> environment,
    EnvFile envFile,
    Map<String, String> database,
    SecretOpener secretOpener) {

  public SettingSources {
    commandLine = Map.copyOf(commandLine);
    environment = Map.copyOf(environment);
    database = Map.copyOf(database);
  }

  /// Sources while the database has not been read.
  public SettingSources(
      Map<String, String> commandLine, Map<String, String> environment, EnvFile envFile) {
    this(commandLine, environment, envFile, Map.of(), SecretOpener.NONE);
  }

  /// The same with other values in the database.
  public SettingSources withDatabase(Map<String, String> values, SecretOpener opener) {
    return new SettingSources(commandLine, environment, envFile, values, opener);
  }

  /// Names only, because values may be secret.
  @Override
  public String toString() {
    return "commandLine=%s database=%s envFile=%s"
        .formatted(commandLine.keySet(), database.keySet(), envFile.path());
  }
}
