package xseries.emulator;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import xseries.emulator.settings.Switch;

/// The options of `EmulatorMain`.
final class CommandLine {
  static final String USAGE =
      """
      Usage: emulator [--port 9100] [--host 127.0.0.1] [--token T | --token -] [--registers 1]
                      [--window 300] [--latency 0] [--seed 1] [--data FILE] [--webhook-secret S]
      --token -   reads the token from standard input; the variable SANDBOX_TOKEN is read without --token
      --window    seconds of the rate limit's window
      --latency   milliseconds that every answer waits
      --data      keeps the state in this file between runs""";

  private static final int DEFAULT_PORT = 9100;

  private EmulatorOptions options;
  private String registers = "1";
  private String window = "300";

  private CommandLine(Map<String, String> environment) {
    String token = environment.get("SANDBOX_TOKEN");
    options = EmulatorOptions.defaults().withPort(DEFAULT_PORT);
    if (token != null && !token.isBlank()) {
      options = options.withToken(token.strip());
    }
  }

  /// Reads the options.
  ///
  /// @param input gives the first line of standard input, for `--token -`
  /// @throws BadOption with a sentence for a person
  static CommandLine read(
      List<String> arguments, Map<String, String> environment, Supplier<@Nullable String> input) {
    CommandLine line = new CommandLine(environment);
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      int equals = option.indexOf('=');
      if (equals > 0) {
        line.take(option.substring(0, equals), option.substring(equals + 1), input);
      } else if (rest.hasNext()) {
        line.take(option, rest.next(), input);
      } else {
        throw new BadOption(option + " is unknown or lacks its value; --help lists the options.");
      }
    }
    return line;
  }

  private void take(String option, String value, Supplier<@Nullable String> input) {
    switch (option) {
      case "--port" -> options = options.withPort((int) number(option, value, 0, 65_535));
      case "--host" -> options = options.withHost(value);
      case "--token" -> options = options.withToken(token(value, input));
      case "--registers" -> {
        registers = value;
        options = options.with(Switch.REGISTERS, number(option, value, 1, 1_000_000));
      }
      case "--window" -> {
        window = value;
        options = options.with(Switch.WINDOW_SECONDS, number(option, value, 1, 86_400));
      }
      case "--latency" ->
          options = options.with(Switch.LATENCY_MS, number(option, value, 0, 600_000));
      case "--seed" ->
          options = options.withSeed(number(option, value, 0, 999_999_999_999_999_999L));
      case "--data" -> options = options.withData(path(value));
      case "--webhook-secret" -> options = options.withWebhookSecret(value);
      default -> throw new BadOption(option + " is unknown; --help lists the options.");
    }
  }

  private static String token(String value, Supplier<@Nullable String> input) {
    String token = value.equals("-") ? input.get() : value;
    if (token == null || token.isBlank()) {
      throw new BadOption("--token must not be empty.");
    }
    return token.strip();
  }

  private static Path path(String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      BadOption bad = new BadOption("--data " + value + " is not a file name.");
      bad.initCause(e);
      throw bad;
    }
  }

  private static long number(String option, String value, long min, long max) {
    if (value.matches("[0-9]{1,18}")) {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw new BadOption(
        option + " must be a whole number from " + min + " to " + max + ", not " + value + ".");
  }

  EmulatorOptions options() {
    return options;
  }

  String readyLine(Emulator emulator) {
    long tills = Long.parseLong(registers);
    return "X-Series emulator ready at %s (token %s, %d %s, %d calls per %s s)"
        .formatted(
            emulator.url(),
            emulator.token(),
            tills,
            tills == 1 ? "register" : "registers",
            300 * tills + 50,
            window);
  }
}
