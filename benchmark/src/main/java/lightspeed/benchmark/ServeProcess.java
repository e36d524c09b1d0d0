package lightspeed.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `lightspeed-cli serve` on a free port.
final class ServeProcess implements AutoCloseable {
  static final String PATH_SECRET = "benchmark-path-secret";
  private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:([0-9]+)");

  private final Process process;
  private final int port;

  ServeProcess(Path launcher, Path folder) throws IOException {
    this(launcher, folder, Map.of());
  }

  /// @param settings in the environment of the process
  ServeProcess(Path launcher, Path folder, Map<String, String> settings) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "serve", "--port=0")
            .redirectError(folder.resolve("serve.err").toFile());
    builder.environment().put("LIGHTSPEED_NO_BUILD", "1");
    builder.environment().put("LIGHTSPEED_DATA_DIR", folder.resolve("data").toString());
    builder.environment().put("WEBHOOK_PATH_SECRET", PATH_SECRET);
    builder.environment().put("WEBHOOK_RATE_LIMIT_MAX", "1000000");
    builder.environment().putAll(settings);
    this.process = builder.start();
    String greeting = String.valueOf(process.inputReader(StandardCharsets.UTF_8).readLine());
    Matcher found = PORT.matcher(greeting);
    if (!found.find()) {
      throw new IOException("serve did not start: " + greeting);
    }
    this.port = Integer.parseInt(found.group(1));
  }

  int port() {
    return port;
  }

  /// Resident memory now, as Linux counts it.
  double mebibytes() throws IOException {
    return mebibytes("VmRSS:");
  }

  /// The most resident memory that it had so far, as Linux counts it.
  double peakMebibytes() throws IOException {
    return mebibytes("VmHWM:");
  }

  private double mebibytes(String figure) throws IOException {
    for (String line :
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      if (line.startsWith(figure)) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    throw new IOException("The server is gone.");
  }

  /// Processor time that the server has used so far.
  Duration processorTime() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// `kill -9`.
  void killHard() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
