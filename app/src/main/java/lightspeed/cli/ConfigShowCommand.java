package lightspeed.cli;

import java.nio.file.Path;
import java.util.List;
import lightspeed.config.Configuration;
import lightspeed.config.SettingSource;
import lightspeed.config.Settings;
import lightspeed.db.DatabaseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Every setting with its value, where that comes from, its default and its meaning.
@Command(
    description =
        "Strongest first: an option of the command, the environment, config:set, the file .env, the"
            + " default. Secrets are shown by their last characters only.",
    footer = {
      "  lightspeed-cli config:show",
      "  lightspeed-cli config:show queue_max_retries",
      "  lightspeed-cli config:show | grep token"
    })
final class ConfigShowCommand implements CliCommand {
  @Parameters(arity = "0..1", paramLabel = "<key>", description = "Only this setting.")
  private @Nullable String key;

  @Override
  public ExitCode run(Session session) {
    var terminal = session.terminal();
    var configuration = configuration(session);
    if (key != null) {
      showOne(
          ShownSetting.of(configuration.effective(Settings.require(key)), configuration), terminal);
      return ExitCode.DONE;
    }
    var all = configuration.all().stream().map(one -> ShownSetting.of(one, configuration)).toList();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("env_file", configuration.envFile().map(ConfigShowCommand::place).orElse(null))
              .with("settings", all.stream().map(ShownSetting::document).toList()));
    } else {
      showAll(all, terminal);
      configuration.envFile().ifPresent(file -> terminal.print("\nRead from " + place(file) + "."));
      configuration.namesWithoutEffect().forEach(terminal::warn);
    }
    return ExitCode.DONE;
  }

  /// Without the database there is still much to see, and someone who repairs it wants to see it.
  private static Configuration configuration(Session session) {
    try {
      return session.services().configuration();
    } catch (DatabaseException e) {
      session
          .terminal()
          .warn("settings in the database are not shown, it cannot be read: " + e.getMessage());
      return session.services().localConfiguration();
    }
  }

  private static String place(Path envFile) {
    return envFile.toAbsolutePath().normalize().toString();
  }

  private static void showAll(List<ShownSetting> all, Terminal terminal) {
    var table =
        Table.of(
            Table.Column.text("SETTING"),
            Table.Column.flexible("VALUE"),
            Table.Column.flexible("SOURCE"),
            Table.Column.flexible("DEFAULT"),
            Table.Column.flexible("MEANING"));
    for (var one : all) {
      table.row(
          one.setting().key(),
          one.effective().isSet() ? one.value() : "(not set)",
          one.effective().origin(),
          one.setting().defaultText(),
          one.setting().meaning());
    }
    table.print(terminal);
  }

  private static String weaker(ShownSetting one) {
    return String.join(", ", one.effective().hides().stream().map(SettingSource::label).toList());
  }

  private static void showOne(ShownSetting one, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(one.document());
      return;
    }
    new Facts()
        .add("setting", one.setting().key())
        .add("value", one.effective().isSet() ? one.value() : "(not set)")
        .add("source", one.effective().origin())
        .add("set but weaker", weaker(one))
        .add("default", one.setting().defaultText())
        .add("allowed", one.setting().allowed())
        .add("meaning", one.setting().meaning())
        .add("environment", one.setting().environmentName())
        .add(
            "takes effect",
            one.setting().isLive() ? "in running processes" : "when a process starts next")
        .print(terminal);
  }
}
