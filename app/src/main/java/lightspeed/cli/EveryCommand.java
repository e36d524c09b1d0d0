package lightspeed.cli;

import java.util.List;
import lightspeed.cli.CommandDescription.Option;
import lightspeed.cli.CommandDescription.Values;
import org.jspecify.annotations.Nullable;

/// The options that every command takes, as help, manual pages and completion show them.
/// [Arguments] reads them.
final class EveryCommand {
  static final List<Option> OPTIONS =
      List.of(
          flag("print one JSON document instead of text", "--json"),
          flag("say more; with a failure: where it happened", "-v", "--verbose"),
          flag("print results and errors only", "-q", "--quiet"),
          flag("no colour (as NO_COLOR=1)", "--no-color"),
          flag("never ask a question", "--no-input"),
          new Option(
              List.of("--env-file"),
              "FILE",
              false,
              "read settings from FILE instead of .env",
              new Values.Files()),
          flag("explain the command", "-h", "--help"),
          flag("print the version", "--version"));

  private EveryCommand() {}

  /// For the end of a help text.
  static String help() {
    var text = new StringBuilder("Options of every command:");
    for (var option : OPTIONS) {
      var value = option.value();
      var names = String.join(", ", option.names()) + (value == null ? "" : "=" + value);
      text.append("\n  ").append("%-17s ".formatted(names)).append(option.description());
    }
    return text.toString();
  }

  private static Option flag(String description, String... names) {
    @Nullable String noValue = null;
    return new Option(List.of(names), noValue, false, description, new Values.Anything());
  }
}
