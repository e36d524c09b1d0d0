package lightspeed.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The emulator as a process of its own, for as long as the demo needs it.
final class SandboxProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready at (http://\\S+)");
  private static final long STOP_SECONDS = 5;

  private final Process process;
  private final URI address;
  private final Thread end;

  private SandboxProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
    this.end = new Thread(process::destroy, "sandbox-end");
    Runtime.getRuntime().addShutdownHook(end);
  }

  URI address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  /// Starts it on a free port and waits until it is ready.
  ///
  /// @param home the launcher's folder, null when there is no launcher
  /// @param token that it is to accept; handed over by the environment, which others cannot read
  /// @param log what it says goes there
  /// @throws CommandFailed when it cannot be started
  static SandboxProcess start(@Nullable Path home, String token, Path log) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-jar",
            jar(home).toString(),
            "--port",
            "0");
    builder.environment().put("SANDBOX_TOKEN", token);
    builder.redirectError(log.toFile());
    var process = builder.start();
    var line = "";
    try {
      var out =
          new BufferedReader(
              new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      var first = out.readLine();
      line = first == null ? "" : first;
      var ready = READY.matcher(line);
      if (ready.find()) {
        return new SandboxProcess(process, URI.create(ready.group(1)));
      }
    } catch (IOException e) {
      process.destroy();
      throw e;
    }
    process.destroy();
    throw new CommandFailed(
        ExitCode.FAILED,
        "sandbox_failed",
        "The sandbox did not start: " + line + " " + Files.readString(log).strip(),
        null);
  }

  private static Path jar(@Nullable Path home) {
    if (home != null) {
      for (var place :
          List.of(
              "emulator/target/emulator.jar", "lib/emulator/emulator.jar", "lib/emulator.jar")) {
        var jar = home.resolve(place);
        if (Files.exists(jar)) {
          return jar;
        }
      }
    }
    throw new CommandFailed(
        ExitCode.FAILED,
        "sandbox_missing",
        "The sandbox's program emulator.jar is not beside the launcher.",
        "Build it with ./build --fast, or install the whole product.");
  }

  /// Lets it run on after this process has ended.
  void leave() {
    Runtime.getRuntime().removeShutdownHook(end);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
