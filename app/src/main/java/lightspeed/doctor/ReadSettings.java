package lightspeed.doctor;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import lightspeed.config.Configuration;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.SettingProblem;
import lightspeed.config.SettingSource;
import lightspeed.config.Settings;

/// Questions about whether settings can be read at all; much else needs that.
final class ReadSettings {
  /// How `SecretBox` begins when it cannot open a secret, and what it says when there is no key.
  private static final String SEALED = "cannot be decrypted";

  private static final String KEY_IS_GONE = "its key is missing";

  private final Supplier<Configuration> outsideDatabase;
  private final Supplier<Configuration> all;

  /// @param outsideDatabase throws when it is invalid
  /// @param all with the settings in the database; throws when they are invalid
  ReadSettings(Supplier<Configuration> outsideDatabase, Supplier<Configuration> all) {
    this.outsideDatabase = outsideDatabase;
    this.all = all;
  }

  /// What must be asked first.
  Question readable() {
    return Question.of(
            Topic.SETTINGS, "environment and .env", Set.of(), () -> problems(outsideDatabase))
        .providing(Need.SETTINGS);
  }

  /// What must be asked before anything that uses stored settings.
  Question stored() {
    return Question.of(
            Topic.SETTINGS,
            "settings in the database",
            EnumSet.of(Need.SETTINGS, Need.DATABASE, Need.TABLES, Need.KEY),
            this::storedProblems)
        .providing(Need.STORED_SETTINGS);
  }

  private static List<Finding> problems(Supplier<Configuration> source) {
    try {
      return source.get().mistypedNames().stream()
          .map(sentence -> new Finding(SettingsFault.SETTING_MISTYPED, sentence))
          .toList();
    } catch (ConfigurationInvalid e) {
      return findings(e);
    }
  }

  /// Opens every secret too: they are sealed until somebody needs them.
  private List<Finding> storedProblems() {
    Configuration now;
    try {
      now = all.get();
    } catch (ConfigurationInvalid e) {
      return findings(e);
    }
    List<Finding> found = new ArrayList<>();
    for (var setting : Settings.ALL) {
      try {
        var _ = now.find(setting);
      } catch (ConfigurationInvalid e) {
        found.addAll(findings(e));
      }
    }
    return found;
  }

  private static List<Finding> findings(ConfigurationInvalid invalid) {
    return invalid.problems().stream().map(ReadSettings::finding).toList();
  }

  private static Finding finding(SettingProblem problem) {
    var key = problem.key();
    var setting = Settings.find(key);
    if (key.equals("--env-file") || key.equals(".env")) {
      return new Finding(SettingsFault.ENV_FILE_UNREADABLE, problem.sentence());
    }
    if (setting.isEmpty()) {
      boolean isStored = problem.source().equals(SettingSource.DATABASE.label());
      return isStored
          ? new Finding(
              SettingsFault.SETTING_UNKNOWN,
              problem.sentence(),
              "lightspeed-cli config:unset " + key)
          : new Finding(
              SettingsFault.SETTING_UNKNOWN,
              problem.sentence(),
              "Correct or remove it in: " + problem.source());
    }
    if (problem.reason().contains(KEY_IS_GONE)) {
      return new Finding(FilesFault.KEY_MISSING, problem.sentence());
    }
    if (problem.reason().startsWith(SEALED)) {
      return new Finding(
          SettingsFault.SETTING_CANNOT_BE_OPENED,
          problem.sentence(),
          "lightspeed-cli config:set " + setting.get().key() + " -");
    }
    return new Finding(
        SettingsFault.SETTING_NOT_ALLOWED,
        problem.sentence(),
        problem.source().equals(SettingSource.DATABASE.label())
            ? "lightspeed-cli config:unset " + setting.get().key()
            : "Correct it in: " + problem.source());
  }
}
