package xseries.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Store;

/// The options of `EmulatorMain`.
final class CommandLine {
  static final String USAGE =
      """
      Usage: emulator [--port 9100] [--host 127.0.0.1] [--token T | --token -] [--registers 1]
                      [--window 300] [--latency 0] [--seed 1] [--birth N] [--data FILE | --memory]
                      [--webhook-secret S]
      --token -   reads the token from standard input; the variable SANDBOX_TOKEN is read without --token
      --window    seconds of the rate limit's window
      --latency   milliseconds that every answer waits
      --data      keeps the store in this file between runs
      --memory    keeps nothing: each start is a new store
      --birth     which new store; all ids and versions carry the number (random when not given)
      lightspeed-cli sandbox keeps the store in sandbox-PORT/ of the data directory; the jar alone
      keeps nothing unless --data says where.""";

  private static final int DEFAULT_PORT = 9100;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private EmulatorOptions options;
  private final @Nullable String home;
  private boolean isForgetful;
  private boolean isSeedGiven;
  private String registers = "1";
  private String window = "300";

  private CommandLine(Map<String, String> environment) {
    home = environment.get("SANDBOX_HOME");
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
      if (option.equals("--memory")) {
        line.isForgetful = true;
      } else if (equals > 0) {
        line.take(option.substring(0, equals), option.substring(equals + 1), input);
      } else if (rest.hasNext()) {
        line.take(option, rest.next(), input);
      } else {
        throw new BadOption(option + " is unknown or lacks its value; --help lists the options.");
      }
    }
    line.decideWhatIsKept();
    return line;
  }

  /// The launcher names a folder where each port has a store of its own; port 0 is another one at
  /// each start, so it has none.
  private void decideWhatIsKept() {
    if (isForgetful && options.data() != null) {
      throw new BadOption("--memory keeps nothing and --data keeps the store; give one of them.");
    }
    if (!isForgetful && options.data() == null && home != null && options.port() != 0) {
      options = options.withData(path(home).resolve("sandbox-" + options.port()).resolve("store"));
    }
  }

  /// The options, with the seed of the kept store when none was given.
  ///
  /// @throws IOException when the file cannot be read or its folder cannot be made
  EmulatorOptions withWhatIsKept() throws IOException {
    Path data = options.data();
    if (data == null) {
      return options;
    }
    Path folder = data.toAbsolutePath().getParent();
    if (home != null && folder != null && folder.startsWith(path(home).toAbsolutePath())) {
      Files.createDirectories(folder, OWNER_ONLY);
    }
    OptionalLong kept = Store.keptSeed(data);
    return isSeedGiven || kept.isEmpty() ? options : options.withSeed(kept.getAsLong());
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
      case "--seed" -> {
        isSeedGiven = true;
        options = options.withSeed(number(option, value, 0, 999_999_999_999_999_999L));
      }
      case "--birth" ->
          options = options.withBirth(number(option, value, 0, EmulatorOptions.MAX_BIRTH));
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
    Path data = options.data();
    return "X-Series emulator ready at %s (token %s, %d %s, %d calls per %s s%s)"
        .formatted(
            emulator.url(),
            emulator.token(),
            tills,
            tills == 1 ? "register" : "registers",
            300 * tills + 50,
            window,
            data == null ? "" : ", kept in " + data);
  }
}
