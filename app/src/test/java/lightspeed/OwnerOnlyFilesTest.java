package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightspeed.db.EmbeddedServer;
import lightspeed.db.MariaDbBinaries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a real process leaves in its data directory when the umask lets everybody in.
class OwnerOnlyFilesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void withAnUmaskOfZeroEverythingInTheDataDirectoryIsForItsOwnerOnly() throws Exception {
    var data = folder.resolve("data");
    try {
      run(Map.of("LIGHTSPEED_DATA_DIR", data.toString()), "db:migrate");
      run(
          Map.of("LIGHTSPEED_DATA_DIR", data.toString()),
          "config:set",
          "notify_secret",
          "a-secret-of-a-test");
    } finally {
      new EmbeddedServer(new MariaDbBinaries(Path.of("target/mariadb")), data).stop();
    }

    assertThat(open(data)).isEmpty();
    assertThat(data.resolve("logs/lightspeed-worker.log")).exists();
    assertThat(data.resolve("key")).exists();
  }

  private static List<String> open(Path data) throws IOException {
    var open = new ArrayList<String>();
    try (var files = Files.walk(data)) {
      for (var file : files.filter(one -> !Files.isSymbolicLink(one)).toList()) {
        var rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        if (!rights.endsWith("------")) {
          open.add(rights + " " + data.relativize(file));
        }
      }
    }
    return open;
  }

  private void run(Map<String, String> environment, String... words) throws Exception {
    var command = new ArrayList<String>(List.of("/bin/sh", "-c", "umask 000 && exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dlightspeed.mariadb.home=" + Path.of("target/mariadb").toAbsolutePath());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "lightspeed.Main"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    var process = builder.inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
