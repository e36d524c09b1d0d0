package lightspeed.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
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

/// A fresh installation in a folder of its own: embedded database and sandbox.
final class Installation implements AutoCloseable {
  private static final String TOKEN = "benchmark-token";
  private static final Pattern URL = Pattern.compile("http://[0-9.:]+");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path launcher;
  private final Path folder;
  private final Process sandbox;
  private final String url;

  /// @param registers the sandbox allows 300 calls for each and 50 more in 300 s
  Installation(Path launcher, Path folder, int registers) throws IOException {
    this.launcher = launcher;
    this.folder = folder;
    ProcessBuilder builder =
        new ProcessBuilder(
                launcher.toString(),
                "sandbox",
                "--port",
                "0",
                "--registers",
                Integer.toString(registers))
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
    Path log = folder.resolve("last-command.log");
    ProcessBuilder builder =
        command(arguments).redirectErrorStream(true).redirectOutput(log.toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    ProcessMemory memory = new ProcessMemory(process);
    int exit = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    requireGood(builder, exit, log);
    return new Measured(seconds, memory.peakMebibytes());
  }

  /// As [#run], with a line on its standard input.
  void runWith(String line, String... arguments) throws IOException, InterruptedException {
    Path log = folder.resolve("last-command.log");
    ProcessBuilder builder =
        command(arguments).redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
      input.write(line + "\n");
    }
    requireGood(builder, process.waitFor(), log);
  }

  private static void requireGood(ProcessBuilder builder, int exit, Path log) throws IOException {
    if (exit != 0) {
      throw new IOException(
          builder.command() + " ended with " + exit + ":\n" + Files.readString(log));
    }
  }

  /// `db:shell`, which reads statements from its standard input.
  Process shell() throws IOException {
    return command("db:shell")
        .redirectOutput(folder.resolve("db-shell.log").toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// What statements answer, as `db:shell` prints it.
  String query(String sql) throws IOException, InterruptedException {
    Process shell = shell();
    try (Writer input = shell.outputWriter(StandardCharsets.UTF_8)) {
      input.write(sql);
    }
    int exit = shell.waitFor();
    String answer = Files.readString(folder.resolve("db-shell.log"));
    if (exit != 0) {
      throw new IOException("db:shell ended with " + exit + ": " + answer);
    }
    return answer;
  }

  /// A counter of the database server, such as `Questions`.
  long counter(String name) throws IOException, InterruptedException {
    String answer = query("SHOW GLOBAL STATUS LIKE '" + name + "';\n");
    return Long.parseLong(answer.replaceAll("(?s).*" + name + "\\W+(\\d+).*", "$1"));
  }

  /// Runs a command to its end and reads the document it prints.
  ///
  /// @throws IOException when it does not end with 0
  JsonNode ask(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = command(arguments).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.command().add("--json");
    Process process = builder.start();
    JsonNode document = JSON.readTree(process.getInputStream().readAllBytes());
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(builder.command() + " ended with " + exit + ": " + document);
    }
    return document;
  }

  /// Starts a command that runs until it is told to stop.
  Process start(String name, String... arguments) throws IOException {
    Path log = folder.resolve(name + ".log");
    return command(arguments).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LIGHTSPEED_NO_BUILD", "1");
    builder.environment().put("LIGHTSPEED_DATA_DIR", folder.resolve("data").toString());
    builder.environment().put("LIGHTSPEED_API_URL", url);
    builder.environment().put("LIGHTSPEED_API_TOKEN", TOKEN);
    return builder;
  }

  /// The number of the last request in the sandbox's journal.
  long requests() throws IOException, InterruptedException {
    long last = 0;
    for (JsonNode entry : sandbox("/_emulator/requests")) {
      last = Math.max(last, entry.path("n").asLong());
    }
    return last;
  }

  /// The address of the sandbox.
  String url() {
    return url;
  }

  /// A document of the sandbox's control API.
  JsonNode sandbox(String path) throws IOException, InterruptedException {
    return sandbox(HttpRequest.newBuilder(URI.create(url + path)).build());
  }

  /// Changes switches of the sandbox.
  void set(String settings) throws IOException, InterruptedException {
    sandbox(
        HttpRequest.newBuilder(URI.create(url + "/_emulator/settings"))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(settings))
            .build());
  }

  private static JsonNode sandbox(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
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
