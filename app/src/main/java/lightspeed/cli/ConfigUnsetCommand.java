package lightspeed.cli;

import lightspeed.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Removes a setting from the database, so that weaker sources hold again.
@Command(footer = {"  lightspeed-cli config:unset queue_max_retries"})
final class ConfigUnsetCommand implements CliCommand {
  @Parameters(paramLabel = "<key>", description = "The setting.")
  private String key = "";

  @Override
  public ExitCode run(Session session) {
    var services = session.services();
    var change = services.settings().unset(key, services.actor(), null);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(ConfigSetCommand.document(key, change));
    } else {
      terminal.print(
          change.changed()
              ? key + " is no longer set in the database."
              : key + " was not set in the database; nothing changed.");
    }
    Settings.find(key)
        .ifPresent(setting -> ConfigSetCommand.warnWhenHidden(setting, change, terminal));
    return ExitCode.DONE;
  }
}
