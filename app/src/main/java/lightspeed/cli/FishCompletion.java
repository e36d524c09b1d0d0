package lightspeed.cli;

import java.util.List;
import lightspeed.cli.CommandDescription.Option;
import lightspeed.cli.CommandDescription.Values;

/// Completion for fish 3.4 and newer.
///
/// **Source:** <https://fishshell.com/docs/current/cmds/complete.html>, read 2026-11-25.
final class FishCompletion {
  private static final String HEAD =
      """
      # Completion of lightspeed-cli for fish, printed by: lightspeed-cli completion fish

      # The command's name, or nothing while it is not typed yet.
      function __lightspeed_cli_command
          set -l skip no
          for word in (commandline -opc)[2..-1]
              if test $skip = yes
                  set skip no
              else if test "$word" = --env-file
                  set skip yes
              else if not string match -q -- '-*' $word
                  echo $word
                  return
              end
          end
      end

      function __lightspeed_cli_none
          test -z "$(__lightspeed_cli_command)"
      end

      function __lightspeed_cli_is
          test "$(__lightspeed_cli_command)" = $argv[1]
      end

      function __lightspeed_cli_known
          set -lx LIGHTSPEED_NO_BUILD 1
          timeout 3 (commandline -opc)[1] __complete $argv[1] -- \
              (string replace -r -- '^--[^=]*=' '' (commandline -ct)) 2>/dev/null </dev/null
      end

      complete -c lightspeed-cli -f
      """;

  private final List<CommandDescription> commands;

  FishCompletion(List<CommandDescription> commands) {
    this.commands = commands;
  }

  String script() {
    var text = new StringBuilder(HEAD);
    EveryCommand.OPTIONS.forEach(option -> option(text, "", option));
    for (var command : commands) {
      var entry = command.entry();
      text.append("complete -c lightspeed-cli -n __lightspeed_cli_none -a ");
      text.append(quoted(entry.name())).append(" -d ").append(quoted(entry.summary())).append('\n');
      var condition = " -n " + quoted("__lightspeed_cli_is " + entry.name());
      command.options().forEach(option -> option(text, condition, option));
      for (var argument : command.arguments()) {
        if (!(argument.values() instanceof Values.Anything)) {
          text.append("complete -c lightspeed-cli").append(condition);
          text.append(proposals(argument.values())).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static void option(StringBuilder text, String condition, Option option) {
    text.append("complete -c lightspeed-cli").append(condition);
    for (var name : option.names()) {
      text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.takesNextWord()) {
      text.append(" -r").append(proposals(option.values()));
    }
    text.append(" -d ").append(quoted(option.description())).append('\n');
  }

  private static String proposals(Values values) {
    return switch (values) {
      case Values.Anything _ -> " -f";
      case Values.Files _ -> " -F";
      case Values.Known known ->
          " -f -a " + quoted("(__lightspeed_cli_known " + known.ids().word() + ")");
      case Values.Words all -> " -f -a " + quoted(String.join(" ", all.words()));
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
