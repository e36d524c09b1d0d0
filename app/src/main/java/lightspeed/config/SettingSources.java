package lightspeed.config;

import java.util.Map;

/// Everything that can say what a setting is, before it is decided who wins.
///
/// @param commandLine values given as options, by key
/// @param environment the environment of the process
/// @param database what `config:set` stored, by key, secrets decrypted; empty before the database
///     is open
/// @param envFile the `.env` file
public record SettingSources(
    Map<String, String> commandLine,
    Map<String, String> environment,
    Map<String, String> database,
    EnvFile envFile) {

  public SettingSources {
    commandLine = Map.copyOf(commandLine);
    environment = Map.copyOf(environment);
    database = Map.copyOf(database);
  }

  /// The same with other values in the database.
  public SettingSources withDatabase(Map<String, String> values) {
    return new SettingSources(commandLine, environment, values, envFile);
  }

  /// Names only, because values may be secret.
  @Override
  public String toString() {
    return "commandLine=%s database=%s envFile=%s"
        .formatted(commandLine.keySet(), database.keySet(), envFile.path());
  }
}
