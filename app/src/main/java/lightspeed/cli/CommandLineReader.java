package lightspeed.cli;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Fills the fields of one command from its arguments, or explains them. The only user of picocli;
/// a command without arguments never gets here.
final class CommandLineReader {
  private final CommandEntry entry;
  private final CommandLine reader;

  CommandLineReader(CommandEntry entry, CliCommand command) {
    this.entry = entry;
    this.reader = new CommandLine(command);
    spec().name(entry.name());
    spec().usageMessage().header(entry.summary());
    reader.setCaseInsensitiveEnumValuesAllowed(true);
    reader.registerConverter(lightspeed.job.JobId.class, CommandLineReader::jobId);
    reader.registerConverter(
        lightspeed.job.Priority.class,
        text ->
            lightspeed.job.Priority.parse(text.toLowerCase(Locale.ROOT))
                .orElseThrow(
                    () -> new UsageError("A priority is critical, high, normal or low.", null)));
  }

  CommandSpec spec() {
    return reader.getCommandSpec();
  }

  /// @throws UsageError when the arguments do not fit the command
  void read(List<String> arguments) {
    try {
      reader.parseArgs(arguments.toArray(String[]::new));
    } catch (UnmatchedArgumentException e) {
      throw unmatched(e.getUnmatched().getFirst());
    } catch (MissingParameterException e) {
      throw new UsageError(missing(e), seeHelp());
    } catch (ParameterException e) {
      if (e.getCause() instanceof UsageError ours) {
        throw ours;
      }
      throw new UsageError(sentence(String.valueOf(e.getMessage())), seeHelp());
    }
  }

  /// The whole explanation, with examples.
  String help(int width, boolean isColorful) {
    spec().usageMessage().width(Math.clamp(width, 60, 120));
    spec().usageMessage().synopsisHeading("%nUsage: lightspeed-cli ");
    spec().usageMessage().descriptionHeading("%n");
    spec().usageMessage().parameterListHeading("%n");
    spec().usageMessage().optionListHeading("%n");
    spec().usageMessage().footerHeading("%nExamples:%n");
    return reader.getUsageMessage(isColorful ? Ansi.ON : Ansi.OFF) + "\n" + EveryCommand.help();
  }

  private UsageError unmatched(String argument) {
    if (argument.startsWith("-") && argument.length() > 1) {
      var known = new TreeSet<>(Arguments.GLOBAL);
      spec().options().forEach(option -> known.addAll(List.of(option.names())));
      return Arguments.unknownOption(argument, " of " + entry.name(), known);
    }
    return new UsageError(
        "\"" + argument + "\" is one argument too many for " + entry.name() + ".", seeHelp());
  }

  private String missing(MissingParameterException e) {
    var names =
        e.getMissing().stream().map(arg -> arg.paramLabel()).collect(Collectors.joining(" and "));
    return entry.name() + " needs " + (names.isEmpty() ? "an argument" : names) + ".";
  }

  private String seeHelp() {
    return "lightspeed-cli " + entry.name() + " --help explains it.";
  }

  private static lightspeed.job.JobId jobId(String text) {
    return lightspeed.job.JobId.parse(text)
        .orElseThrow(
            () ->
                new UsageError("A job is written as 123 or job_123, not \"" + text + "\".", null));
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }
}
