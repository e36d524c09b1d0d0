package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example in a help text is a command line that this program understands.
final class ExamplesTest {
  private static final String PROGRAM = "lightspeed-cli";

  /// What ends a command in a shell line: a remark, a pipe, a redirection, the end of `<(…)`.
  private static final Pattern END = Pattern.compile(" {2,}\\(| [|<>] |\\)$");

  /// A word, perhaps with quoted parts.
  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|[^\\s\"])+");

  static Stream<Arguments> examples() {
    return CommandDescription.all().stream()
        .flatMap(
            command ->
                command.examples().stream()
                    .map(example -> Arguments.of(command.entry().name(), example)));
  }

  private static List<String> words(String example) {
    int start = example.indexOf(PROGRAM);
    assertThat(start).as(example).isNotNegative();
    var line = END.split(example.substring(start + PROGRAM.length()), 2)[0];
    var words = new ArrayList<String>();
    var matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group().replace("\"", ""));
    }
    return words;
  }

  /// Otherwise it is broken in the middle, and what is pasted is not what was meant.
  @ParameterizedTest
  @MethodSource("examples")
  void anExampleFitsOnALine(String command, String example) {
    assertThat(example.length()).as(command + ": " + example).isLessThanOrEqualTo(78);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsUnderstood(String command, String example) {
    var arguments = lightspeed.cli.Arguments.split(words(example).toArray(String[]::new));
    var name = arguments.command();

    assertThat(name).as(example).isNotNull();
    var entry = CommandList.require(String.valueOf(name));
    // The emulator reads its own options.
    if (!entry.name().equals("sandbox")) {
      new CommandLineReader(entry, CommandList.make(entry)).read(arguments.rest());
    }
  }

  @ParameterizedTest
  @MethodSource("lightspeed.cli.CommandListTest#commands")
  void everyCommandHasAnExampleOfItself(CommandEntry entry) {
    assertThat(CommandDescription.of(entry).examples())
        .anySatisfy(example -> assertThat(words(example)).contains(entry.name()));
  }
}
