package lightspeed.db;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Starts and recognises the `mariadbd` of one data directory.
final class ServerProcess {
  /// The server outlives us for weeks; it gets none of our secrets and nothing it does not need.
  private static final Set<String> PASSED_ON =
      Set.of("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TZ");

  /// How the server, which sets the umask itself, is told with which rights it makes files.
  private static final Map<String, String> RIGHTS = Map.of("UMASK", "0600", "UMASK_DIR", "0700");

  /// Whatever our own umask is, what the installer makes is for its owner only.
  private static final List<String> OWNER_ONLY =
      List.of("/bin/sh", "-c", "umask 077 && exec \"$@\"", "sh");

  private ServerProcess() {}

  /// Whether `pid` is the server of the data below `home`: by its command line, because a process
  /// number may have gone to another program since, and a dead process that nobody collected still
  /// counts as one.
  static boolean isServerOf(long pid, Path home) {
    return commandLine(pid).contains(dataOption(home));
  }

  /// Starts the server in a session of its own, so that it outlives this JVM and a Ctrl-C.
  static Process start(MariaDbBinaries binaries, Path home, int port) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.add(binaries.server().toString());
    command.add("--no-defaults");
    command.addAll(asRootOption());
    command.add("--basedir=" + binaries.home());
    command.add("--lc-messages-dir=" + binaries.home().resolve("share"));
    command.add(dataOption(home));
    command.add("--tmpdir=" + EmbeddedFiles.temporary(home));
    command.add("--pid-file=" + home.resolve("mariadbd.pid"));
    command.add("--port=" + port);
    command.add("--bind-address=127.0.0.1");
    // Relative to the data, because the whole path of a socket may not exceed 107 bytes.
    command.add("--socket=mariadbd.sock");
    command.addAll(OPTIONS);
    return launch(command, home);
  }

  private static final List<String> OPTIONS =
      List.of(
          // Making TLS keys costs seconds at every start; nothing leaves this machine.
          "--skip-ssl",
          "--skip-name-resolve",
          "--skip-log-bin",
          "--skip-external-locking",
          "--performance-schema=OFF",
          "--log-warnings=1",
          "--max-connections=200",
          "--innodb-file-per-table=1",
          "--innodb-flush-log-at-trx-commit=1",
          "--innodb-buffer-pool-size=64M",
          "--innodb-log-file-size=" + NewDataDirectory.LOG_FILE_SIZE,
          "--character-set-server=utf8mb4",
          "--collation-server=utf8mb4_unicode_ci",
          "--default-time-zone=+00:00");

  static Process launch(List<String> command, Path home) throws IOException {
    List<String> words = new ArrayList<>(OWNER_ONLY);
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(home.toFile());
    builder.environment().keySet().retainAll(PASSED_ON);
    builder.environment().putAll(RIGHTS);
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true);
    EmbeddedFiles.makeLog(home);
    builder.redirectOutput(Redirect.appendTo(EmbeddedFiles.log(home).toFile()));
    return builder.start();
  }

  /// The server refuses to run as root unless told.
  static List<String> asRootOption() throws IOException {
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return Integer.valueOf(0).equals(user) ? List.of("--user=root") : List.of();
  }

  private static String dataOption(Path home) {
    return "--datadir=" + EmbeddedFiles.tables(home);
  }

  private static List<String> commandLine(long pid) {
    try {
      String text =
          Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.UTF_8);
      return List.of(text.split("\0", -1));
    } catch (IOException gone) {
      return List.of();
    }
  }
}
