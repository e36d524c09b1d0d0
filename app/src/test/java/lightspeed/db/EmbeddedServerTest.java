package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EmbeddedServerTest {
  private static final Path DATA = TestServer.newDataDirectory();

  private final EmbeddedServer server = new EmbeddedServer(TestServer.binaries(), DATA);

  @TempDir Path folder;

  @BeforeEach
  void begin() {
    server.start();
  }

  @AfterAll
  static void end() {
    TestServer.kill(DATA);
  }

  @Test
  void aSecondStartJoinsTheSameServer() {
    long pid = server.pid().orElseThrow();

    DatabaseAddress again = new EmbeddedServer(TestServer.binaries(), DATA).start();

    assertThat(server.pid()).hasValue(pid);
    assertThat(server.running()).hasValue(again);
    assertThat(again.toString()).doesNotContain(again.password());
  }

  @Test
  void foldersWithBlanksInTheirNamesAreFine() throws IOException {
    Path data = Files.createDirectory(folder.resolve("my shop's data"));
    Path programs =
        Files.createSymbolicLink(
            folder.resolve("the programs"), TestServer.binaries().home().toAbsolutePath());
    EmbeddedServer spaced = new EmbeddedServer(new MariaDbBinaries(programs), data);

    spaced.start();

    assertThat(spaced.running()).isPresent();
    assertThat(spaced.stop()).isTrue();
  }

  @Test
  void onlyItsOwnerMayReadWhatItKeeps() throws IOException {
    Path home = DATA.resolve("mariadb");

    for (Path open : List.of(home, home.resolve("data"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
          .isEqualTo("rwx------");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("server.properties"))))
        .isEqualTo("rw-------");
  }

  @Test
  void noPasswordIsOnItsCommandLineInItsEnvironmentOrItsLog() throws IOException {
    String password = server.start().password();
    Path process = Path.of("/proc", server.pid().orElseThrow().toString());

    assertThat(Files.readString(process.resolve("cmdline"))).doesNotContain(password);
    assertThat(Files.readString(process.resolve("environ"))).doesNotContain(password);
    assertThat(Files.readString(DATA.resolve("mariadb/mariadbd.log"), StandardCharsets.ISO_8859_1))
        .doesNotContain(password);
    assertThat(DATA.resolve("mariadb/users.sql")).doesNotExist();
  }

  @Test
  void itListensOnLoopbackOnlyAndInUtcAndIsDurable() {
    List<String> variables =
        read(
            """
            SELECT CONCAT_WS(' ', @@bind_address, @@global.time_zone, @@have_ssl, @@log_bin,
                             @@innodb_flush_log_at_trx_commit, @@character_set_server)
            """);

    assertThat(variables).containsExactly("127.0.0.1 +00:00 DISABLED OFF 1 utf8mb4");
  }

  @Test
  void rowsSurviveAKilledServerAndTheNextNeedStartsItAgain() {
    write("CREATE OR REPLACE TABLE kept (v INT)");
    write("INSERT INTO kept (v) VALUES (42)");
    long killed = server.pid().orElseThrow();
    TestServer.kill(DATA);
    assertThat(server.pid()).isEmpty();

    server.start();

    assertThat(server.pid()).isPresent().get().isNotEqualTo(killed);
    assertThat(read("SELECT v FROM kept")).containsExactly("42");
  }

  @Test
  void stoppingEndsItCleanlyAndRowsStay() throws IOException {
    write("CREATE OR REPLACE TABLE kept (v INT)");
    write("INSERT INTO kept (v) VALUES (43)");
    long pid = server.pid().orElseThrow();

    assertThat(server.stop()).isTrue();
    assertThat(server.stop()).isFalse();

    assertThat(server.running()).isEmpty();
    assertThat(ServerProcess.isServerOf(pid, DATA.resolve("mariadb"))).isFalse();
    assertThat(Files.readString(DATA.resolve("mariadb/mariadbd.log"), StandardCharsets.ISO_8859_1))
        .contains("Shutdown complete");
    server.start();
    assertThat(read("SELECT v FROM kept")).containsExactly("43");
  }

  @Test
  void anotherPortIsTakenWhenItsOwnIsInUse() throws IOException {
    int port = server.start().firstNode().port();
    server.stop();
    try (ServerSocket squatter = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(server.start().firstNode().port()).isNotEqualTo(squatter.getLocalPort());
    }

    assertThat(read("SELECT 1")).containsExactly("1");
  }

  @Test
  void aServerThatNobodyWroteDownIsReplaced() throws IOException {
    Path file = EmbeddedFiles.record(DATA.resolve("mariadb"));
    ServerRecord record = ServerRecord.read(file);
    record.runningAs(record.port(), 0).write(file);

    server.start();

    assertThat(server.pid()).isPresent().get().isNotEqualTo(record.pid());
    assertThat(ServerProcess.isServerOf(record.pid(), DATA.resolve("mariadb"))).isFalse();
  }

  @Test
  void aProcessThatEndedButWasNotCollectedIsNoServer() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();

    assertThat(ServerProcess.isServerOf(ended.pid(), DATA.resolve("mariadb"))).isFalse();
    assertThat(ServerProcess.isServerOf(ProcessHandle.current().pid(), DATA.resolve("mariadb")))
        .isFalse();
  }

  @Test
  void twoProcessesAtOnceSetUpOneServerThatOutlivesThem() throws Exception {
    Path data = TestServer.newDataDirectory();
    // What a first start that was killed leaves.
    Files.createDirectories(data.resolve("mariadb.new/data/mysql"));
    Files.writeString(data.resolve("mariadb.new/data/ibdata1"), "half");

    List<String> pids = startInProcesses(data, 2);
    TestServer.kill(data);
    List<String> pidsAfterKill = startInProcesses(data, 2);

    assertThat(pids.getFirst()).isEqualTo(pids.getLast());
    assertThat(pidsAfterKill.getFirst()).isEqualTo(pidsAfterKill.getLast());
    assertThat(pidsAfterKill).doesNotContainAnyElementsOf(pids);
    EmbeddedServer shared = new EmbeddedServer(TestServer.binaries(), data);
    String pid = pidsAfterKill.getFirst();
    assertThat(shared.pid().orElseThrow().toString()).isEqualTo(pid);
    assertThat(sessionOf(pid)).isEqualTo(pid);
    try (Connections connections = Connections.single(shared.start())) {
      int rows =
          connections
              .database()
              .read(h -> h.createQuery("SELECT COUNT(*) FROM seen").mapTo(Integer.class).one());
      assertThat(rows).isEqualTo(4);
    }
    assertThat(data.resolve("mariadb.new")).doesNotExist();
    shared.stop();
  }

  @Test
  void dataWithoutItsPasswordsIsNeverReplaced() throws IOException {
    Path table = folder.resolve("mariadb/data/orders.ibd");
    Files.createDirectories(table.getParent());
    Files.writeString(table, "precious");

    assertThatExceptionOfType(DatabaseException.EmbeddedServerFailed.class)
        .isThrownBy(new EmbeddedServer(TestServer.binaries(), folder)::start)
        .withMessageContaining("server.properties");

    assertThat(table).hasContent("precious");
  }

  @Test
  void aDataDirectoryThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    for (Path unusable : List.of(file.resolve("data"), Path.of("/proc/lightspeed"))) {
      assertThatExceptionOfType(DatabaseException.EmbeddedServerFailed.class)
          .isThrownBy(new EmbeddedServer(TestServer.binaries(), unusable)::start)
          .withMessageContaining(unusable.toString())
          .withMessageContaining("LIGHTSPEED_DATA_DIR");
    }
  }

  @Test
  void missingProgramsAreNamedWithWhatToDo() {
    var missing = new EmbeddedServer(new MariaDbBinaries(folder.resolve("none")), folder);

    assertThatExceptionOfType(DatabaseException.EmbeddedServerFailed.class)
        .isThrownBy(missing::start)
        .withMessageContaining("bin/mariadbd is missing")
        .withMessageContaining("LIGHTSPEED_DATABASE_URL");
    assertThat(folder.resolve("mariadb")).doesNotExist();
  }

  @Test
  void aServerThatDiesAtTheStartIsQuoted() throws IOException {
    var broken = new EmbeddedServer(brokenBinaries("[ERROR] Plugin 'InnoDB' init failed"), copy());

    assertThatExceptionOfType(DatabaseException.EmbeddedServerFailed.class)
        .isThrownBy(broken::start)
        .withMessageContaining("ended while it started")
        .withMessageContaining("Plugin 'InnoDB' init failed");
  }

  @Test
  void aServerThatDiesOfAFullDiskSaysSo() throws IOException {
    var broken =
        new EmbeddedServer(
            brokenBinaries("[ERROR] InnoDB: Write failed, error 28 No space left on device"),
            copy());

    assertThatExceptionOfType(DatabaseException.StorageFull.class)
        .isThrownBy(broken::start)
        .withMessageContaining("free disk space");
  }

  @Test
  void aProgramThatThisMachineCannotRunIsNamed() throws IOException {
    MariaDbBinaries foreign = brokenBinaries("");
    Files.write(foreign.server(), new byte[] {0x7f, 'E', 'L', 'F', 9, 9, 9, 9});

    assertThatExceptionOfType(DatabaseException.EmbeddedServerFailed.class)
        .isThrownBy(new EmbeddedServer(foreign, copy())::start)
        .withMessageContaining("LIGHTSPEED_DATABASE_URL");
  }

  /// A data directory that is set up, as far as its record tells.
  private Path copy() throws IOException {
    Path home = folder.resolve("mariadb");
    Files.createDirectories(home.resolve("data"));
    new ServerRecord(0, 0, "p", "r").write(EmbeddedFiles.record(home));
    return folder;
  }

  private MariaDbBinaries brokenBinaries(String lastWords) throws IOException {
    MariaDbBinaries binaries = new MariaDbBinaries(folder.resolve("programs"));
    for (Path program : List.of(binaries.server(), binaries.installer())) {
      Files.createDirectories(program.getParent());
      Files.writeString(program, "#!/bin/sh\necho \"" + lastWords + "\"\nexit 1\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
    return binaries;
  }

  private static List<String> startInProcesses(Path data, int count) throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  StartEmbeddedServer.class.getName(),
                  data.toString())
              .redirectError(Redirect.INHERIT)
              .start());
    }
    List<String> said = new ArrayList<>();
    for (Process process : processes) {
      said.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    return said;
  }

  /// Sixth field of `/proc/<pid>/stat`, see proc(5).
  private static String sessionOf(String pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", pid, "stat"));
    return Stream.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)).toList().get(3);
  }

  private void write(String sql) {
    try (Connections connections = Connections.single(server.start())) {
      connections.database().read(handle -> handle.execute(sql));
    }
  }

  private List<String> read(String sql) {
    try (Connections connections = Connections.single(server.start())) {
      return connections
          .database()
          .read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
  }
}
