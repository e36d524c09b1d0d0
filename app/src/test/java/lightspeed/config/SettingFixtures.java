package lightspeed.config;

import java.nio.file.Path;
import java.util.Map;

/// Configurations of tests: nothing is set but what the test says.
final class SettingFixtures {
  static final Path ENV_FILE = Path.of("/etc/shop/.env");

  private SettingFixtures() {}

  static Configuration nothingSet() {
    return Configuration.of(sources());
  }

  static SettingSources sources() {
    return new SettingSources(Map.of(), Map.of(), EnvFile.NONE);
  }

  static Configuration fromEnvironment(Map<String, String> environment) {
    return Configuration.of(new SettingSources(Map.of(), environment, EnvFile.NONE));
  }

  static SettingSources fromEnvFile(String content) {
    return new SettingSources(Map.of(), Map.of(), EnvFile.parse(ENV_FILE, content));
  }
}
