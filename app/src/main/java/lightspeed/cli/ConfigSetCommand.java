package lightspeed.cli;

import lightspeed.config.Setting;
import lightspeed.config.Settings;
import lightspeed.settings.SettingChange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Stores a setting in the database; running processes follow within seconds.
@Command(
    footer = {
      "  lightspeed-cli config:set queue_max_retries 5",
      "  lightspeed-cli config:set queue_retry_delays \"60,300,900\"",
      "  lightspeed-cli config:set lightspeed_api_token -     (asks for it)"
    })
final class ConfigSetCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "<key>", description = "The setting.")
  private String key = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<value>",
      description = "Its new value; - or nothing: asked for, or read from standard input.")
  private @Nullable String value;

  @Override
  public ExitCode run(Session session) {
    var terminal = session.terminal();
    Setting<?> setting = Settings.require(key);
    var services = session.services();
    var change =
        services.settings().set(setting.key(), newValue(setting, terminal), services.actor(), null);
    if (terminal.isJson()) {
      terminal.json(document(setting.key(), change));
    } else {
      terminal.print(sentence(setting, change));
    }
    warnWhenHidden(setting, change, terminal);
    return ExitCode.DONE;
  }

  private String newValue(Setting<?> setting, Terminal terminal) {
    if (value == null || value.equals("-")) {
      return terminal.readSecret(setting.key());
    }
    if (setting.isSecret()) {
      terminal.warn(
          "a secret on a command line stays in the shell's history and can be seen in the process"
              + " list; next time: lightspeed-cli config:set "
              + setting.key()
              + " -");
    }
    return value;
  }

  static Document document(String key, SettingChange change) {
    var hiding = change.hiddenBy();
    return new Document()
        .with("key", key)
        .with("changed", change.changed())
        .with("hidden_by", hiding == null ? null : hiding.origin());
  }

  private static String sentence(Setting<?> setting, SettingChange change) {
    if (!change.changed()) {
      return setting.key() + " had this value already.";
    }
    return setting.key()
        + " is set. "
        + (setting.isLive()
            ? "Running processes follow within seconds."
            : "It takes effect when a worker or server starts next.");
  }

  static void warnWhenHidden(Setting<?> setting, SettingChange change, Terminal terminal) {
    var hiding = change.hiddenBy();
    if (hiding != null) {
      terminal.warn(
          "%s also comes from a stronger source (%s), which wins wherever that holds."
              .formatted(setting.key(), hiding.origin()));
    }
  }
}
