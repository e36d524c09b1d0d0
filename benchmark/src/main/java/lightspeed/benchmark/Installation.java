package lightspeed.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A fresh installation in a folder of its own: embedded database, a sandbox without a limit that
/// matters.
final class Installation implements AutoCloseable {
  private static final String TOKEN = "benchmark-token";
  private static final Pattern URL = Pattern.compile("http://[0-9.:]+");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path launcher;
  private final Path folder;
  private final Process sandbox;
  private final String url;

  Installation(Path launcher, Path folder) throws IOException {
    this.launcher = launcher;
    this.folder = folder;
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "sandbox", "--port", "0", "--registers", "1000000")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("SANDBOX_TOKEN", TOKEN);
    builder.environment().put("LIGHTSPEED_NO_BUILD", "1");
    this.sandbox = builder.start();
    BufferedReader output = sandbox.inputReader(StandardCharsets.UTF_8);
    String ready = String.valueOf(output.readLine());
    Matcher found = URL.matcher(ready);
    if (!found.find()) {
      throw new IOException("The sandbox did not start: " + ready);
    }
    this.url = found.group();
  }

  Path folder() {
    return folder;
  }

  /// A command that has ended.
  ///
  /// @param seconds wall time of the whole process
  /// @param peakMebibytes largest resident memory while it ran
  record Measured(double seconds, double peakMebibytes) {}

  /// Runs a command to its end.
  ///
  /// @throws IOException when it does not end with 0
  Measured run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    Path log = folder.resolve("last-command.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("LIGHTSPEED_NO_BUILD", "1");
    builder.environment().put("LIGHTSPEED_DATA_DIR", folder.resolve("data").toString());
    builder.environment().put("LIGHTSPEED_API_URL", url);
    builder.environment().put("LIGHTSPEED_API_TOKEN", TOKEN);
    long start = System.nanoTime();
    Process process = builder.start();
    ProcessMemory memory = new ProcessMemory(process);
    int exit = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (exit != 0) {
      throw new IOException(command + " ended with " + exit + ":\n" + Files.readString(log));
    }
    return new Measured(seconds, memory.peakMebibytes());
  }

  /// A document of the sandbox's control API.
  JsonNode sandbox(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
      return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run("db:stop");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    sandbox.destroy();
  }
}
