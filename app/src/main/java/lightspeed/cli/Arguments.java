package lightspeed.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A command line taken apart: global options, the command's name and what is left for the command.
///
/// @param command null when none was given
record Arguments(GlobalOptions options, @Nullable String command, List<String> rest) {
  private static final String ENV_FILE = "--env-file";

  /// All names, for the nearest to a mistyped one.
  static final Set<String> GLOBAL =
      Set.of(
          "--json",
          "--verbose",
          "-v",
          "--quiet",
          "-q",
          "--no-color",
          "--no-input",
          "--help",
          "-h",
          "--version",
          ENV_FILE);

  /// Takes global options from anywhere before a `--`.
  ///
  /// @throws UsageError when an option stands before the command's name and is not a global one
  static Arguments split(String[] arguments) {
    var seen = new ArrayList<String>();
    @Nullable Path envFile = null;
    @Nullable String command = null;
    var rest = new ArrayList<String>();
    for (int i = 0; i < arguments.length; i++) {
      var word = arguments[i];
      if (word.equals("--")) {
        rest.addAll(List.of(arguments).subList(i, arguments.length));
        break;
      }
      if (word.equals(ENV_FILE)) {
        i++;
        if (i == arguments.length) {
          throw new UsageError("--env-file needs the name of a file.", null);
        }
        envFile = Path.of(arguments[i]);
      } else if (word.startsWith(ENV_FILE + "=")) {
        envFile = Path.of(word.substring(ENV_FILE.length() + 1));
      } else if (GLOBAL.contains(word)) {
        seen.add(word);
      } else if (command != null) {
        rest.add(word);
      } else if (word.startsWith("-")) {
        throw unknownOption(word, "", GLOBAL);
      } else {
        command = word;
      }
    }
    return new Arguments(options(seen, envFile), command, List.copyOf(rest));
  }

  /// The one sentence for an option that does not exist.
  ///
  /// @param where such as ` of queue:list`, or empty
  static UsageError unknownOption(String option, String where, Set<String> known) {
    int equals = option.indexOf('=');
    var name = equals < 0 ? option : option.substring(0, equals);
    var near = Nearest.to(name, known);
    return new UsageError(
        "There is no option " + name + where + "." + didYouMean(near), "--help lists the options.");
  }

  static String didYouMean(List<String> near) {
    return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
  }

  private static GlobalOptions options(List<String> seen, @Nullable Path envFile) {
    return new GlobalOptions(
        seen.contains("--json"),
        seen.contains("--verbose") || seen.contains("-v"),
        seen.contains("--quiet") || seen.contains("-q"),
        seen.contains("--no-color"),
        seen.contains("--no-input"),
        seen.contains("--help") || seen.contains("-h"),
        seen.contains("--version"),
        envFile);
  }
}
