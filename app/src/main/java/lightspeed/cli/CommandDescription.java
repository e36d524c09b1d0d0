package lightspeed.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lightspeed.config.Setting;
import lightspeed.config.Settings;
import lightspeed.job.JobId;
import lightspeed.job.Priority;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Everything that is known about how a command is called, read from the annotations of its class.
/// Help, manual pages and shell completion are made of this, so that none of them can say something
/// else than the others.
///
/// @param paragraphs what it does, beyond the summary
/// @param examples command lines, each perhaps with a remark in parentheses behind it
record CommandDescription(
    CommandEntry entry,
    List<String> paragraphs,
    List<Argument> arguments,
    List<Option> options,
    List<String> examples) {

  /// An argument that is not an option.
  ///
  /// @param label as in the usage line, `<order>` or `[key]`
  /// @param isRepeated whether more of the same may follow
  record Argument(String label, boolean isRepeated, String description, Values values) {}

  /// An option.
  ///
  /// @param names the longest last
  /// @param value what to call its value, null when it takes none
  /// @param isValueOptional whether it may stand without its value
  record Option(
      List<String> names,
      @Nullable String value,
      boolean isValueOptional,
      String description,
      Values values) {

    String longest() {
      return names.getLast();
    }

    /// Whether the word behind it is its value, when there is no `=`.
    boolean takesNextWord() {
      return value != null && !isValueOptional;
    }
  }

  /// What a person may want to type in a place.
  sealed interface Values {
    /// Any text; nothing can be proposed.
    record Anything() implements Values {}

    /// One of these.
    record Words(List<String> words) implements Values {}

    /// The path of a file.
    record Files() implements Values {}

    /// Something that only the database knows.
    record Known(Ids ids) implements Values {}
  }

  /// What the database is asked for.
  enum Ids {
    ORDERS,
    JOBS,
    JOB_TYPES;

    /// The word between completion scripts and [CompleteCommand].
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Reads the class of a command.
  static CommandDescription of(CommandEntry entry) {
    var spec = new CommandLineReader(entry, CommandList.make(entry)).spec();
    return new CommandDescription(
        entry,
        List.of(spec.usageMessage().description()),
        spec.positionalParameters().stream().map(CommandDescription::argument).toList(),
        spec.options().stream()
            .filter(option -> !option.hidden())
            .map(CommandDescription::option)
            .toList(),
        examples(spec));
  }

  /// All commands, in the order of the overview.
  static List<CommandDescription> all() {
    return CommandList.ALL.stream().map(CommandDescription::of).toList();
  }

  /// The usage line without the program's name.
  String synopsis() {
    var text = new StringBuilder(entry.name());
    for (var option : options) {
      text.append(" [").append(option.longest());
      var value = option.value();
      if (value != null) {
        text.append(option.isValueOptional() ? "[=" + upper(value) + "]" : "=" + upper(value));
      }
      text.append(']');
    }
    for (var argument : arguments) {
      text.append(' ').append(argument.label()).append(argument.isRepeated() ? "…" : "");
    }
    return text.toString();
  }

  private static String upper(String value) {
    return bare(value).toUpperCase(Locale.ROOT);
  }

  private static List<String> examples(CommandSpec spec) {
    return Arrays.stream(spec.usageMessage().footer()).map(String::strip).toList();
  }

  private static Argument argument(PositionalParamSpec spec) {
    return new Argument(
        spec.paramLabel(),
        spec.arity().max() > 1,
        String.join(" ", spec.description()),
        values(spec));
  }

  private static Option option(OptionSpec spec) {
    var names = new ArrayList<>(List.of(spec.names()));
    names.sort((one, other) -> one.length() - other.length());
    boolean hasValue = spec.arity().max() > 0;
    return new Option(
        List.copyOf(names),
        hasValue ? spec.paramLabel() : null,
        hasValue && spec.arity().min() == 0,
        String.join(" ", spec.description()),
        hasValue ? values(spec) : new Values.Anything());
  }

  private static Values values(ArgSpec spec) {
    var label = bare(spec.paramLabel()).toLowerCase(Locale.ROOT);
    if (spec.completionCandidates() != null && !spec.typeInfo().isEnum()) {
      return new Values.Words(
          StreamSupport.stream(spec.completionCandidates().spliterator(), false).toList());
    }
    Class<?> type = spec.auxiliaryTypes().length > 0 ? spec.auxiliaryTypes()[0] : spec.type();
    if (type == Priority.class) {
      return new Values.Words(Stream.of(Priority.values()).map(Priority::word).toList());
    }
    if (type.isEnum()) {
      return new Values.Words(Stream.of(type.getEnumConstants()).map(String::valueOf).toList());
    }
    if (type == Path.class) {
      return new Values.Files();
    }
    if (type == JobId.class) {
      return new Values.Known(Ids.JOBS);
    }
    return switch (label) {
      case "order" -> new Values.Known(Ids.ORDERS);
      case "type" -> new Values.Known(Ids.JOB_TYPES);
      case "key" -> new Values.Words(Settings.ALL.stream().<String>map(Setting::key).toList());
      case "command" -> new Values.Words(CommandList.ALL.stream().map(CommandEntry::name).toList());
      default -> new Values.Anything();
    };
  }

  /// A label without the brackets that say whether it is required.
  private static String bare(String label) {
    return label.replaceAll("[<>\\[\\].…]", "");
  }
}
