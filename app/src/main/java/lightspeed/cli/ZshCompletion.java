package lightspeed.cli;

import java.util.List;
import java.util.stream.Stream;
import lightspeed.cli.CommandDescription.Argument;
import lightspeed.cli.CommandDescription.Option;
import lightspeed.cli.CommandDescription.Values;

/// Completion for zsh, with its own `_arguments`.
///
/// **Source:** zshcompsys(1), "Completion Functions", of zsh 5.9, read 2026-11-25.
final class ZshCompletion {
  private static final String HEAD =
      """
      #compdef lightspeed-cli
      # Completion of lightspeed-cli for zsh, printed by: lightspeed-cli completion zsh

      _lightspeed_cli_known() {
        local -a known
        known=(${(f)"$(LIGHTSPEED_NO_BUILD=1 timeout 3 $_lightspeed_cli_program __complete $1 -- \
      "$PREFIX" 2>/dev/null </dev/null)"})
        compadd -a known
      }

      _lightspeed_cli() {
        local curcontext="$curcontext" state line _lightspeed_cli_program=${~words[1]}
        local -a everywhere commands
        everywhere=(
      """;

  private static final String BETWEEN =
      """
        )
        commands=(
      """;

  private static final String MIDDLE =
      """
        )
        _arguments -C $everywhere '1: :->command' '*:: :->rest' && return 0
        case $state in
          command) _describe command commands ;;
          rest)
            case $words[1] in
      """;

  private static final String TAIL =
      """
            esac
            ;;
        esac
      }

      if [[ $funcstack[1] == _lightspeed-cli ]]; then
        _lightspeed_cli "$@"
      else
        compdef _lightspeed_cli lightspeed-cli
      fi
      """;

  private static final String NEXT_LINE = " \\\n            ";

  private final List<CommandDescription> commands;

  ZshCompletion(List<CommandDescription> commands) {
    this.commands = commands;
  }

  String script() {
    var text = new StringBuilder(HEAD);
    EveryCommand.OPTIONS.stream()
        .flatMap(ZshCompletion::specs)
        .forEach(spec -> text.append("    ").append(spec).append('\n'));
    text.append(BETWEEN);
    for (var command : commands) {
      var name = command.entry().name().replace(":", "\\:");
      text.append("    ").append(quoted(name + ":" + command.entry().summary())).append('\n');
    }
    text.append(MIDDLE);
    for (var command : commands) {
      text.append("        ").append(command.entry().name()).append(")\n");
      text.append("          _arguments $everywhere");
      command.options().stream()
          .flatMap(ZshCompletion::specs)
          .forEach(spec -> text.append(NEXT_LINE).append(spec));
      int position = 1;
      for (var argument : command.arguments()) {
        text.append(NEXT_LINE).append(argument(argument, position));
        position++;
      }
      text.append("\n          ;;\n");
    }
    return text.append(TAIL).toString();
  }

  /// One specification for each name of an option.
  private static Stream<String> specs(Option option) {
    return option.names().stream().map(name -> quoted(spec(name, option)));
  }

  private static String spec(String name, Option option) {
    var described = "[" + escaped(option.description()) + "]";
    var value = option.value();
    if (value == null) {
      return name + described;
    }
    return name
        + (name.startsWith("--") ? "=" : "+")
        + (option.isValueOptional() ? "-" : "")
        + described
        + (option.isValueOptional() ? "::" : ":")
        + escaped(value)
        + ":"
        + action(option.values());
  }

  private static String argument(Argument argument, int position) {
    var label = escaped(argument.label().replaceAll("[<>\\[\\]]", ""));
    var place = argument.isRepeated() ? "*" : String.valueOf(position);
    var colon = argument.label().startsWith("[") && !argument.isRepeated() ? "::" : ":";
    return quoted(place + colon + label + ":" + action(argument.values()));
  }

  private static String action(Values values) {
    return switch (values) {
      case Values.Anything _ -> " ";
      case Values.Files _ -> "_files";
      case Values.Known known -> "_lightspeed_cli_known " + known.ids().word();
      case Values.Words all -> "(" + String.join(" ", all.words()) + ")";
    };
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\[\\]:\\\\])", "\\\\$1");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
