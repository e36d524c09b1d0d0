package lightspeed;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import lightspeed.cli.Cli;
import lightspeed.cli.Streams;
import lightspeed.db.MariaDbBinaries;
import lightspeed.db.TestDatabase;
import lightspeed.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import xseries.emulator.Emulator;

/// Runs command lines of the whole product in this process, as in pipes.
///
/// @param home the launcher's folder
record TestCli(
    Path workingDirectory, @Nullable Path home, Map<String, String> environment, String typed) {

  TestCli(Path workingDirectory, Map<String, String> environment) {
    this(workingDirectory, null, environment, "");
  }

  /// On this database and this store, with a data directory in the folder.
  static TestCli of(Path folder, TestDatabase database, Emulator store) {
    return new TestCli(
        folder,
        Map.of(
            "LIGHTSPEED_DATABASE_URL", database.address().url(),
            "LIGHTSPEED_DATABASE_USER", database.address().user(),
            "LIGHTSPEED_DATABASE_PASSWORD", database.address().password(),
            "LIGHTSPEED_DATA_DIR", folder.resolve("data").toString(),
            "LIGHTSPEED_API_URL", store.url(),
            "LIGHTSPEED_API_TOKEN", store.token()));
  }

  /// What a command line led to.
  record Result(int exit, String out, String err) {
    JsonNode json() {
      return Json.untrusted().readTree(out);
    }

    JsonNode errorJson() {
      return Json.untrusted().readTree(err);
    }
  }

  TestCli with(String name, String value) {
    var changed = new HashMap<>(environment);
    changed.put(name, value);
    return new TestCli(workingDirectory, home, changed, typed);
  }

  TestCli without(String name) {
    var changed = new HashMap<>(environment);
    changed.remove(name);
    return new TestCli(workingDirectory, home, changed, typed);
  }

  TestCli input(String text) {
    return new TestCli(workingDirectory, home, environment, text);
  }

  /// A command that runs on. What it prints is read while it does.
  ///
  /// @param out ends when the command does
  record Running(Thread thread, BufferedReader out) {
    /// As Ctrl-C does; returns when the command has ended.
    void stop() throws InterruptedException {
      thread.interrupt();
      thread.join();
    }
  }

  Running start(String... words) throws IOException {
    var pipe = new PipedInputStream();
    var out = new PipedOutputStream(pipe);
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (out) {
                    var _ = run(out, new ByteArrayOutputStream(), words);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    return new Running(
        thread, new BufferedReader(new InputStreamReader(pipe, StandardCharsets.UTF_8)));
  }

  Result run(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit = run(out, err, words);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// Runs a line as on a terminal, where results and messages stand in the order in which they
  /// came.
  String transcript(String... words) {
    var both = new ByteArrayOutputStream();
    var _ = run(both, both, words);
    return both.toString(StandardCharsets.UTF_8);
  }

  private int run(OutputStream out, OutputStream err, String... words) {
    var in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    var program =
        new Program(
            home,
            workingDirectory,
            () -> new MariaDbBinaries(Path.of("target/mariadb")),
            // No JDK is old yet.
            "9999-12-31");
    return Cli.inside(
            new Streams(out, err, in, false, false, false), environment, new Main(program))
        .run(words);
  }
}
