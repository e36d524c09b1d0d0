package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  @RegisterExtension static final TestDatabase SCHEMA = TestDatabase.migrated();
  @RegisterExtension final TestDatabase other = TestDatabase.empty();

  @TempDir Path folder;

  @Test
  void aBackupFedToTheClientBringsEverythingBack() throws Exception {
    SCHEMA
        .database()
        .useTransaction(
            handle -> {
              handle.execute(OperatorSqlTest.ONE_ORDER);
              handle.execute("UPDATE vend_consignments SET notes = 'Zürich \\\\ \\'✓\\''");
              handle.execute(
                  """
                  INSERT INTO lightspeed_webhooks (event_type, body, verified_by, source_address)
                  VALUES ('sale.update', x'00410aff', 'SIGNATURE', '127.0.0.1')
                  """);
            });
    Path file = folder.resolve("backup.sql");

    long bytes = backup().writeTo(file);
    restore(file);

    assertThat(bytes).isEqualTo(Files.size(file));
    for (String sql :
        List.of(
            "SELECT CONCAT_WS('|', id, notes, created_at, lock_version) FROM vend_consignments",
            "SELECT HEX(body) FROM lightspeed_webhooks",
            "SELECT MAX(version) FROM flyway_schema_history")) {
      assertThat(other.texts(sql)).as(sql).isEqualTo(SCHEMA.texts(sql)).isNotEmpty();
    }
    new Migrations(other.address(), other.database()).requireCurrent();
  }

  @Test
  void onlyTheOwnerMayReadABackupAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("backup.sql");

    backup().writeTo(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(filesInFolder()).containsExactly(file);
  }

  @Test
  void aFileThatExistsIsNotTouched() throws IOException {
    Path file = Files.writeString(folder.resolve("backup.sql"), "precious");

    assertThatExceptionOfType(DatabaseException.BackupFailed.class)
        .isThrownBy(() -> backup().writeTo(file))
        .withMessageContaining("exists already");

    assertThat(file).hasContent("precious");
  }

  @Test
  void aFolderThatIsNotThereIsTold() {
    assertThatExceptionOfType(DatabaseException.BackupFailed.class)
        .isThrownBy(() -> backup().writeTo(folder.resolve("none/backup.sql")))
        .withMessageContaining("folder that exists");
  }

  @Test
  void aFullDiskLeavesNoHalfFile() throws IOException {
    MariaDbBinaries binaries = dumpThat("echo half; echo 'Got errno 28 on write' >&2; exit 5");

    assertThatExceptionOfType(DatabaseException.StorageFull.class)
        .isThrownBy(() -> new Backup(SCHEMA.address(), binaries).writeTo(folder.resolve("b.sql")))
        .withMessageContaining("free disk space");

    assertThat(filesInFolder()).doesNotContain(folder.resolve("b.sql")).hasSize(1);
  }

  @Test
  void aRefusedDumpIsQuotedAndLeavesNoFile() throws IOException {
    var wrong = DatabaseAddress.parse(SCHEMA.address().url(), "lightspeed", "s3cret-wrong");

    assertThatExceptionOfType(DatabaseException.BackupFailed.class)
        .isThrownBy(() -> new Backup(wrong, TestServer.binaries()).writeTo(folder.resolve("b.sql")))
        .withMessageContaining("Access denied")
        .satisfies(told -> assertThat(told.getMessage()).doesNotContain("s3cret"));

    assertThat(filesInFolder()).isEmpty();
  }

  @Test
  void thePasswordIsOnNoCommandLineAndItsFileGoesAway() throws IOException {
    MariaDbBinaries binaries = dumpThat("echo \"$@\"; stat -c '%a %n' \"${1#*=}\"");
    Path file = folder.resolve("b.sql");

    new Backup(SCHEMA.address(), binaries).writeTo(file);

    List<String> lines = Files.readAllLines(file);
    assertThat(lines.getFirst()).doesNotContain(SCHEMA.address().password());
    assertThat(lines.getLast()).startsWith("600 ");
    assertThat(Path.of(lines.getLast().substring("600 ".length()))).doesNotExist();
  }

  @Test
  void aPasswordWithEverySignReachesTheClient() throws Exception {
    String password = "a\"b\\c'd#e;f =g\tä";
    TestDatabase.asRoot(
        "mysql",
        List.of(
            "CREATE OR REPLACE USER 'odd'@'127.0.0.1' IDENTIFIED BY 'a\"b\\\\c\\'d#e;f =g\\tä'",
            "GRANT ALL ON " + SCHEMA.address().databaseName() + ".* TO 'odd'@'127.0.0.1'"));
    var address = DatabaseAddress.parse(SCHEMA.address().url(), "odd", password);

    new Backup(address, TestServer.binaries()).writeTo(folder.resolve("b.sql"));

    assertThat(folder.resolve("b.sql")).isNotEmptyFile();
  }

  @Test
  void aMissingProgramSaysWhatToInstall() {
    assertThatExceptionOfType(DatabaseException.ProgramMissing.class)
        .isThrownBy(() -> ClientProgram.of(null, "mariadb-none", SCHEMA.address()))
        .withMessageContaining("mariadb-client");
  }

  private static Backup backup() {
    return new Backup(SCHEMA.address(), TestServer.binaries());
  }

  private MariaDbBinaries dumpThat(String script) throws IOException {
    MariaDbBinaries binaries = new MariaDbBinaries(folder.resolve("programs"));
    Files.createDirectories(binaries.dump().getParent());
    Files.writeString(binaries.dump(), "#!/bin/sh\n" + script + "\n");
    assertThat(binaries.dump().toFile().setExecutable(true)).isTrue();
    return binaries;
  }

  private void restore(Path file) throws Exception {
    try (ClientProgram client =
        ClientProgram.of(TestServer.binaries().client(), "mariadb", other.address())) {
      List<String> command = new ArrayList<>(client.command());
      command.add(other.address().databaseName());
      Process process =
          new ProcessBuilder(command)
              .redirectInput(file.toFile())
              .redirectError(Redirect.INHERIT)
              .start();
      assertThat(process.waitFor()).isZero();
    }
  }

  private List<Path> filesInFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
