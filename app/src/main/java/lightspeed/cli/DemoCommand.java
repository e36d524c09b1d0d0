package lightspeed.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The whole story in one command, on a database and a store of its own.
@Command(
    description = {
      "Starts a sandbox store and a database in a temporary folder, imports real-looking orders,"
          + " approves and sends them, loses an answer on the way, compares both sides line by line,"
          + " and lets the shop dispatch and receive one of them. Touches neither your data nor the"
          + " internet. Exits 1 when a line differs."
    },
    footer = {
      "  lightspeed-cli demo",
      "  lightspeed-cli demo --keep     (leaves store and database running)"
    })
final class DemoCommand implements CliCommand {
  private static final int TOKEN_BYTES = 16;

  @Option(names = "--keep", description = "Leave the store and the database running.")
  private boolean isKept;

  @Override
  public Kind kind() {
    return Kind.COMPOSED;
  }

  @Override
  public ExitCode run(Session session) throws IOException, InterruptedException {
    session.stopInOrder();
    var folder = Files.createTempDirectory("lightspeed-demo");
    var bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    var token = HexFormat.of().formatHex(bytes);
    try (var sandbox =
        SandboxProcess.start(session.services().home(), token, folder.resolve("sandbox.log"))) {
      var environment = environment(folder, sandbox, token);
      boolean isDone = false;
      try (var control = new SandboxControl(sandbox.address())) {
        var voice = new DemoVoice(session, environment);
        var sleeper = session.services().sleeper();
        var exit = new DemoStory(voice, sleeper, control, folder).tell();
        isDone = true;
        return exit;
      } finally {
        end(session, environment, folder, isDone && isKept ? sandbox : null);
      }
    }
  }

  /// Only what the demo needs: nothing of the user's settings may lead it to a real store.
  private static Map<String, String> environment(
      Path folder, SandboxProcess sandbox, String token) {
    var environment = new HashMap<String, String>();
    for (var name : new String[] {"PATH", "HOME", "TERM", "COLUMNS", "NO_COLOR", "LANG"}) {
      var value = System.getenv(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    environment.put("LIGHTSPEED_DATA_DIR", folder.resolve("data").toString());
    environment.put("LIGHTSPEED_API_URL", sandbox.address().toString());
    environment.put("LIGHTSPEED_API_TOKEN", token);
    environment.put("SYNC_SETTLE_SECONDS", "1");
    environment.put("QUEUE_RETRY_DELAYS", "1");
    return environment;
  }

  private static void end(
      Session session, Map<String, String> environment, Path folder, @Nullable SandboxProcess kept)
      throws IOException {
    var terminal = session.terminal();
    if (kept == null) {
      session.commands().run(environment, true, "db:stop");
      delete(folder);
      return;
    }
    kept.leave();
    terminal.print("");
    terminal.print("Store and database run on. To look around, in this shell:");
    for (var name : new String[] {"LIGHTSPEED_DATA_DIR", "LIGHTSPEED_API_URL"}) {
      terminal.print("  export " + name + "=" + environment.get(name));
    }
    terminal.print("  export LIGHTSPEED_API_TOKEN=" + environment.get("LIGHTSPEED_API_TOKEN"));
    terminal.print("  lightspeed-cli po:list");
    terminal.print("To end it: lightspeed-cli db:stop; kill " + kept.pid());
  }

  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
