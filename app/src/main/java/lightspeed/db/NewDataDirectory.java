package lightspeed.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes the embedded server's home: system tables, two users with generated passwords, the
/// database. Everything is made beside its place and renamed into it at the end, so what a killed
/// first start leaves is recognised and made anew, and data that is there is never touched.
final class NewDataDirectory {
  /// Small because it is written in full at the first start; large enough for a drained queue.
  static final String LOG_FILE_SIZE = "16M";

  private static final int PASSWORD_BYTES = 24;
  private static final long LIMIT_SECONDS = 120;

  private final MariaDbBinaries binaries;
  private final EmbeddedFiles files;

  NewDataDirectory(MariaDbBinaries binaries, EmbeddedFiles files) {
    this.binaries = binaries;
    this.files = files;
  }

  void create() throws IOException, InterruptedException {
    Path home = files.unfinishedHome();
    EmbeddedFiles.deleteAll(home);
    EmbeddedFiles.createFolder(EmbeddedFiles.tables(home));
    EmbeddedFiles.createFolder(EmbeddedFiles.temporary(home));
    ServerRecord record = new ServerRecord(0, 0, newPassword(), newPassword());
    Path users = home.resolve("users.sql");
    EmbeddedFiles.write(users, usersAndDatabase(record));

    install(home, users);

    Files.delete(users);
    record.write(EmbeddedFiles.record(home));
    Files.move(home, files.home(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void install(Path home, Path users) throws IOException, InterruptedException {
    try (SpacelessLinks links = new SpacelessLinks()) {
      Path data = links.to(home, "data");
      Path programs = links.to(binaries.home(), "programs");
      install(home, data, programs, data.resolve(users.getFileName()));
    }
  }

  private void install(Path home, Path data, Path programs, Path users)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(new MariaDbBinaries(programs).installer().toString());
    command.add("--no-defaults");
    command.addAll(ServerProcess.asRootOption());
    command.add("--basedir=" + programs);
    command.add("--datadir=" + EmbeddedFiles.tables(data));
    command.add("--tmpdir=" + EmbeddedFiles.temporary(data));
    command.add("--auth-root-authentication-method=normal");
    command.add("--skip-name-resolve");
    command.add("--skip-test-db");
    // Otherwise a machine without /etc/hosts is refused.
    command.add("--force");
    command.add("--innodb-log-file-size=" + LOG_FILE_SIZE);
    command.add("--extra-file=" + users);
    Process installer = ServerProcess.launch(command, home);
    if (!installer.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      installer.destroyForcibly();
      throw new IOException("mariadb-install-db did not end within " + LIMIT_SECONDS + " s");
    }
    if (installer.exitValue() != 0) {
      throw ServerLog.explain("could not be set up", EmbeddedFiles.log(home));
    }
  }

  /// Runs while the server bootstraps, without grants in force: hence FLUSH PRIVILEGES. One
  /// statement a line, as the bootstrap reads it. `root@<host name>` that the installer makes goes.
  private static String usersAndDatabase(ServerRecord record) {
    return """
    CREATE DATABASE lightspeed CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
    DELETE FROM mysql.global_priv WHERE User = '' OR User = 'root' AND Host <> 'localhost';
    FLUSH PRIVILEGES;
    ALTER USER 'root'@'localhost' IDENTIFIED BY '%1$s';
    CREATE USER 'root'@'127.0.0.1' IDENTIFIED BY '%1$s';
    GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
    CREATE USER 'lightspeed'@'127.0.0.1' IDENTIFIED BY '%2$s';
    GRANT ALL ON lightspeed.* TO 'lightspeed'@'127.0.0.1';
    """
        .formatted(record.rootPassword(), record.password());
  }

  private static String newPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
