package lightspeed.cli;

import lightspeed.config.Configuration;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.EffectiveSetting;
import lightspeed.config.Secret;
import lightspeed.config.Setting;

/// A setting as people see it: a secret shows that it is set and, when it is long enough to stay
/// one, its end, by which its owner recognises it.
record ShownSetting(EffectiveSetting effective, String value) {
  private static final int LEAST_LENGTH = 12;
  private static final int SHOWN_CHARACTERS = 4;

  static ShownSetting of(EffectiveSetting effective, Configuration configuration) {
    return new ShownSetting(effective, value(effective, configuration));
  }

  Setting<?> setting() {
    return effective.setting();
  }

  Document document() {
    return new Document()
        .with("key", setting().key())
        .with("value", effective.isSet() ? value : null)
        .with("is_set", effective.isSet())
        .with("is_secret", setting().isSecret())
        .with("source", effective.source().label())
        .with("origin", effective.origin())
        .with("hides", effective.hides().stream().map(source -> source.label()).toList())
        .with("default", setting().defaultText())
        .with("allowed", setting().allowed())
        .with("meaning", setting().meaning());
  }

  private static String value(EffectiveSetting effective, Configuration configuration) {
    if (!effective.isSet() || !effective.setting().isSecret()) {
      return effective.shown();
    }
    try {
      return configuration
          .find(effective.setting())
          .map(value -> value instanceof Secret secret ? masked(secret.reveal()) : Secret.MASK)
          .orElse("");
    } catch (ConfigurationInvalid _) {
      return Secret.MASK + " (cannot be decrypted here)";
    }
  }

  static String masked(String secret) {
    return secret.length() < LEAST_LENGTH
        ? Secret.MASK
        : "****" + secret.substring(secret.length() - SHOWN_CHARACTERS);
  }
}
