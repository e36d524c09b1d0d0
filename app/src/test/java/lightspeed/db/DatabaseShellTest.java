package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DatabaseShellTest {
  @RegisterExtension static final TestDatabase SCHEMA = TestDatabase.migrated();

  @TempDir Path folder;

  @Test
  void theRealClientOpensOurDatabaseInUtc() throws Exception {
    Path script = Files.writeString(folder.resolve("in.sql"), "SELECT DATABASE(), @@time_zone;");
    Path said = folder.resolve("out");

    int exit = shellInAProcess(script, said);

    assertThat(exit).isZero();
    assertThat(Files.readAllLines(said))
        .last()
        .isEqualTo(SCHEMA.address().databaseName() + "\t+00:00");
  }

  @Test
  void theClientsExitCodeIsHandedOn() throws Exception {
    Path script = Files.writeString(folder.resolve("in.sql"), "SELECT nonsense FROM nowhere;");

    assertThat(shellInAProcess(script, folder.resolve("out"))).isEqualTo(1);
  }

  @Test
  void theFileWithThePasswordGoesAwayWithTheClient() throws IOException {
    MariaDbBinaries binaries = new MariaDbBinaries(folder.resolve("programs"));
    Files.createDirectories(binaries.client().getParent());
    Path seen = folder.resolve("seen");
    Files.writeString(binaries.client(), "#!/bin/sh\necho \"$@\" > " + seen + "\nexit 3\n");
    assertThat(binaries.client().toFile().setExecutable(true)).isTrue();

    int exit = new DatabaseShell(SCHEMA.address(), binaries).run();

    assertThat(exit).isEqualTo(3);
    List<String> arguments = List.of(Files.readString(seen).strip().split(" ", -1));
    assertThat(arguments).hasSize(2).last().isEqualTo(SCHEMA.address().databaseName());
    assertThat(Path.of(arguments.getFirst().replaceFirst("^--defaults-file=", ""))).doesNotExist();
  }

  private static int shellInAProcess(Path script, Path said) throws Exception {
    DatabaseAddress address = SCHEMA.address();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            OpenDatabaseShell.class.getName());
    builder.environment().put("URL", address.url());
    builder.environment().put("DB_USER", address.user());
    builder.environment().put("DB_PASSWORD", address.password());
    return builder
        .redirectInput(script.toFile())
        .redirectOutput(said.toFile())
        .redirectErrorStream(true)
        .start()
        .waitFor();
  }
}
