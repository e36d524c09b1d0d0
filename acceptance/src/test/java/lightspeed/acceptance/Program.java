package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The launcher of this checkout, started as people start it: as a process, with arguments and
/// environment only.
final class Program {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Path launcher;
  private final Path folder;
  private final Map<String, String> environment;
  private int started;

  /// @param folder working directory, and where the output of each run is kept
  Program(Path folder, Map<String, String> environment) {
    this(CHECKOUT.resolve("lightspeed-cli"), folder, environment);
  }

  private Program(Path launcher, Path folder, Map<String, String> environment) {
    this.launcher = launcher;
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /// Another build of the program with the same settings, in a folder of its own.
  Program builtElsewhere(Path otherLauncher, Path ownFolder) {
    return new Program(otherLauncher, ownFolder, environment);
  }

  /// What a finished run left.
  record Result(int exitCode, String output, String messages) {}

  /// A run that may still go on.
  record Running(Process process, Path output, Path messages) {
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+");

    Result await() throws InterruptedException {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("Still running after " + LONGEST + ":\n" + read(messages));
      }
      return new Result(process.exitValue(), read(output), read(messages));
    }

    /// `kill -9`: no shutdown hook, no finally.
    void killHard() throws InterruptedException {
      process.destroyForcibly();
      process.waitFor();
    }

    /// What Ctrl-C sends.
    void interrupt() throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /// Of `serve`: where it listens, as soon as it does.
    String url() {
      Until.isTrue(() -> URL.matcher(outputSoFar()).find());
      return URL.matcher(outputSoFar()).results().findFirst().orElseThrow().group();
    }

    String outputSoFar() {
      return read(output);
    }

    String messagesSoFar() {
      return read(messages);
    }
  }

  Result run(String... arguments) throws InterruptedException {
    return start(arguments).await();
  }

  /// Runs a line of bash in which `$CLI` is the launcher, with `pipefail`.
  Result shell(String line) throws InterruptedException {
    return start(List.of("bash", "-o", "pipefail", "-c", line)).await();
  }

  Running start(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    return start(command);
  }

  private Running start(List<String> command) {
    started++;
    Path output = folder.resolve("run-" + started + ".out");
    Path messages = folder.resolve("run-" + started + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .redirectError(messages.toFile());
    builder.environment().keySet().removeIf(Program::isOurs);
    builder.environment().put("LIGHTSPEED_NO_BUILD", "1");
    builder.environment().put("CLI", CHECKOUT.resolve("lightspeed-cli").toString());
    builder.environment().putAll(environment);
    try {
      return new Running(builder.start(), output, messages);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Settings of the person who runs the tests must not act on them.
  private static boolean isOurs(String name) {
    return name.startsWith("LIGHTSPEED_")
        || name.startsWith("QUEUE_")
        || name.startsWith("SYNC_")
        || name.startsWith("WEBHOOK_");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
