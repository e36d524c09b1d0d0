package lightspeed.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of deciding which value of each setting holds, collecting every problem on the way.
final class Resolution {
  private final SettingSources sources;
  private final Map<String, EffectiveSetting> effective = new LinkedHashMap<>();
  private final List<SettingProblem> problems = new ArrayList<>();

  Resolution(SettingSources sources) {
    this.sources = sources;
  }

  /// What holds, by key, in the order of [Settings#ALL].
  ///
  /// @throws ConfigurationInvalid with everything that is wrong
  Map<String, EffectiveSetting> effectiveOrThrow() {
    problems.addAll(sources.envFile().problems());
    findUnknownNames();
    for (var setting : Settings.ALL) {
      effective.put(setting.key(), decide(setting));
    }
    checkDatabaseUserHasAddress();
    if (!problems.isEmpty()) {
      throw new ConfigurationInvalid(problems);
    }
    return effective;
  }

  private EffectiveSetting decide(Setting<?> setting) {
    @Nullable EffectiveSetting strongest = null;
    var weaker = new ArrayList<SettingSource>();
    for (var source : SettingSource.values()) {
      var text = text(setting, source);
      if (text == null) {
        continue;
      }
      var origin = origin(setting, source);
      if (source != SettingSource.DATABASE || !setting.isSecret()) {
        check(setting, text, origin);
      }
      if (strongest == null) {
        strongest = new EffectiveSetting(setting, text, source, origin, List.of());
      } else if (source != SettingSource.DEFAULT) {
        weaker.add(source);
      }
    }
    return strongest == null
        ? new EffectiveSetting(
            setting, null, SettingSource.DEFAULT, SettingSource.DEFAULT.label(), List.of())
        : new EffectiveSetting(
            setting, strongest.text(), strongest.source(), strongest.origin(), weaker);
  }

  /// What `source` says, null when it says nothing; an empty text says nothing.
  private @Nullable String text(Setting<?> setting, SettingSource source) {
    var text =
        switch (source) {
          case COMMAND_LINE -> sources.commandLine().get(setting.key());
          case ENVIRONMENT -> sources.environment().get(setting.environmentName());
          case DATABASE -> sources.database().get(setting.key());
          case ENV_FILE -> {
            var entry = sources.envFile().entries().get(setting.environmentName());
            yield entry == null ? null : entry.value();
          }
          case DEFAULT -> setting.defaultText();
        };
    return text == null || text.isBlank() ? null : text.strip();
  }

  private String origin(Setting<?> setting, SettingSource source) {
    var entry = sources.envFile().entries().get(setting.environmentName());
    return source == SettingSource.ENV_FILE && entry != null
        ? sources.envFile().source(entry)
        : source.label();
  }

  private void check(Setting<?> setting, String text, String origin) {
    try {
      setting.kind().parse(text);
    } catch (BadValue e) {
      problems.add(setting.problem(text, origin, e));
    }
  }

  private void findUnknownNames() {
    for (var name : sources.environment().keySet()) {
      if (UnknownNames.isUnknown(name) && UnknownNames.isOursAlone(name)) {
        unknown(name, SettingSource.ENVIRONMENT.label());
      }
    }
    for (var entry : sources.envFile().entries().entrySet()) {
      if (UnknownNames.isUnknown(entry.getKey())) {
        unknown(entry.getKey(), sources.envFile().source(entry.getValue()));
      }
    }
    for (var key : sources.database().keySet()) {
      var setting = Settings.find(key);
      if (setting.isEmpty()) {
        unknown(key, SettingSource.DATABASE.label());
      } else if (setting.get().place() == Setting.Place.OUTSIDE_THE_DATABASE) {
        problems.add(
            new SettingProblem(
                key, null, SettingSource.DATABASE.label(), "cannot be kept in the database"));
      }
    }
  }

  private void unknown(String name, String source) {
    problems.add(new SettingProblem(name, null, source, Settings.unknown(name)));
  }

  /// User and password alone would be ignored without a word, and the wrong database used.
  private void checkDatabaseUserHasAddress() {
    var address = effective.get(Settings.LIGHTSPEED_DATABASE_URL.key());
    if (address != null && address.isSet()) {
      return;
    }
    for (var setting :
        List.of(
            Settings.LIGHTSPEED_DATABASE_USER,
            Settings.LIGHTSPEED_DATABASE_PASSWORD,
            Settings.LIGHTSPEED_DATABASE_MIGRATION_USER,
            Settings.LIGHTSPEED_DATABASE_MIGRATION_PASSWORD)) {
      var found = effective.get(setting.key());
      if (found != null && found.isSet()) {
        problems.add(
            new SettingProblem(
                setting.key(),
                found.shown(),
                found.origin(),
                "is set but lightspeed_database_url is not; set both or none"));
      }
    }
  }
}
