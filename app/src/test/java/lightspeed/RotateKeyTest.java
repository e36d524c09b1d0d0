package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import lightspeed.audit.AuditLog;
import lightspeed.config.Configuration;
import lightspeed.config.EnvFile;
import lightspeed.config.SettingSources;
import lightspeed.config.Settings;
import lightspeed.db.TestDatabase;
import lightspeed.settings.KeySource;
import lightspeed.settings.LiveSettings;
import lightspeed.settings.SealedColumn;
import lightspeed.settings.SecretBox;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Another key for an installation, as whole command lines meet it.
@Tag("slow")
final class RotateKeyTest {
  @RegisterExtension final TestDatabase database = TestDatabase.migrated();

  @TempDir private Path folder = Path.of("");

  private TestCli cli = new TestCli(folder, Map.of());

  @BeforeEach
  void storeSecrets() {
    cli =
        new TestCli(
            folder,
            Map.of(
                "LIGHTSPEED_DATABASE_URL", database.address().url(),
                "LIGHTSPEED_DATABASE_USER", database.address().user(),
                "LIGHTSPEED_DATABASE_PASSWORD", database.address().password(),
                "LIGHTSPEED_DATA_DIR", folder.resolve("data").toString()));
    assertThat(cli.run("config:set", "notify_secret", "hunter2").exit()).isZero();
    assertThat(cli.run("config:set", "lightspeed_webhook_secret", "hunter3").exit()).isZero();
  }

  private Path keyFile() {
    return folder.resolve("data/key");
  }

  private List<String> sealedWith() {
    return database.texts(
        "SELECT DISTINCT SUBSTRING(value, 4, 8) FROM settings WHERE value LIKE 'v1.%'");
  }

  /// Whether every secret opens: else `doctor` names it.
  private void assertAllOpens() {
    assertThat(cli.run("doctor", "--json").out())
        .doesNotContain("setting-cannot-be-opened")
        .doesNotContain("key-missing");
  }

  @Test
  void afterARotationNothingIsSealedWithTheOlderKeyAndAllOpens() throws IOException {
    var before = sealedWith();

    var rotated = cli.run("config:rotate-key", "--json");

    assertThat(rotated.exit()).as(rotated.err()).isZero();
    assertThat(rotated.json().path("sealed").asInt()).isEqualTo(2);
    assertThat(rotated.json().path("older").path(0).asString()).isEqualTo(before.getFirst());
    assertThat(sealedWith()).containsExactly(rotated.json().path("key").asString());
    assertAllOpens();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
        .isEqualTo("rw-------");
    assertThat(rotated.out() + rotated.err())
        .doesNotContain(Files.readAllLines(keyFile()).getFirst());
  }

  @Test
  void aRotationThatEndedBetweenFileAndDatabaseIsFinishedByTheNext() throws IOException {
    var key = Files.readString(keyFile());
    Files.writeString(keyFile(), "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\nold " + key);
    assertAllOpens();

    var finished = cli.run("config:rotate-key", "--json");
    var again = cli.run("config:rotate-key", "--json");

    assertThat(finished.json().path("is_new").asBoolean()).isFalse();
    assertThat(finished.json().path("sealed").asInt()).isEqualTo(2);
    assertThat(again.json().path("is_new").asBoolean()).isTrue();
    assertThat(again.json().path("older")).hasSize(2);
    assertAllOpens();
  }

  @Test
  void aBackupFromBeforeTheRotationOpensUntilOlderKeysAreForgotten() throws IOException {
    var backup = folder.resolve("b.sql").toString();
    assertThat(cli.run("db:backup", backup).exit()).isZero();
    assertThat(cli.run("config:rotate-key").exit()).isZero();

    var restored = cli.run("db:restore", backup, "--yes");

    assertThat(restored.err()).contains("older keys sealed 2 secrets of this backup");
    assertAllOpens();
    assertThat(cli.run("config:rotate-key", "--forget-old", "--yes").err())
        .contains("Wait a minute");
    aMinutePasses();
    var forgotten = cli.run("config:rotate-key", "--forget-old", "--yes", "--json");
    assertThat(forgotten.json().path("sealed").asInt()).isEqualTo(2);
    assertThat(forgotten.json().path("older")).isEmpty();
    assertThat(Files.readAllLines(keyFile())).hasSize(2).last().asString().startsWith("audit ");
    assertAllOpens();
    var lost = cli.run("db:restore", backup, "--yes");
    assertThat(lost.exit()).isZero();
    assertThat(lost.err())
        .contains("cannot be opened")
        .contains("settings: notify_secret")
        .contains("settings: lightspeed_webhook_secret");
  }

  private void aMinutePasses() throws IOException {
    Files.writeString(
        keyFile(),
        Files.readString(keyFile()).replaceAll("(old \\S+) \\S+", "$1 2026-01-01T00:00:00Z"));
  }

  @Test
  void onAFullOrReadOnlyDiskNothingIsRotatedAndAllOpens() throws Exception {
    var disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        ends("mount", "-t", "tmpfs", "-o", "size=64k", "none", disk.toString()) == 0,
        "A small disk cannot be made here: only root may mount, outside containers.");
    try {
      var sealed = sealedWith();
      var real = Files.copy(keyFile(), disk.resolve("key"), StandardCopyOption.COPY_ATTRIBUTES);
      Files.delete(keyFile());
      Files.createSymbolicLink(keyFile(), real);
      var before = Files.readString(real);
      try (var ballast = Files.newOutputStream(disk.resolve("ballast"))) {
        ballast.write(new byte[1 << 20]);
      } catch (IOException full) {
        // As wanted.
      }

      var onFull = cli.run("config:rotate-key");
      Files.delete(disk.resolve("ballast"));
      assertThat(ends("mount", "-o", "remount,ro", disk.toString())).isZero();
      var onReadOnly = cli.run("config:rotate-key");

      for (var refused : List.of(onFull, onReadOnly)) {
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("cannot be changed").contains("nothing was rotated");
      }
      assertThat(Files.readString(real)).isEqualTo(before);
      assertThat(sealedWith()).isEqualTo(sealed);
      try (var left = Files.list(disk)) {
        assertThat(left).containsExactly(real);
      }
      assertAllOpens();
    } finally {
      assertThat(ends("umount", disk.toString())).isZero();
    }
  }

  private static int ends(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  /// Killed while it waits: for its turn (nothing was done), and for the secrets (the file has the
  /// new key, the database nothing of it).
  @ParameterizedTest
  @CsvSource({"installation, 1", "settings, 2"})
  void aRotationThatIsKilledLosesNothingAndTheNextOneFinishes(String table, int keys)
      throws Exception {
    try (var holder = database.dataSource().getConnection();
        var lock = holder.createStatement()) {
      holder.setAutoCommit(false);
      lock.executeQuery("SELECT * FROM " + table + " FOR UPDATE").close();
      var rotating = process("config:rotate-key");
      while (rotating.isAlive() && !isWaitingFor(table)) {
        Thread.onSpinWait();
      }
      assertThat(rotating.isAlive()).isTrue();
      rotating.destroyForcibly().waitFor();
      holder.rollback();
    }

    assertThat(Files.readAllLines(keyFile())).hasSize(keys);
    assertAllOpens();
    var next = cli.run("config:rotate-key", "--json");
    assertThat(next.json().path("is_new").asBoolean()).isEqualTo(keys == 1);
    assertThat(next.json().path("sealed").asInt()).isEqualTo(2);
    assertThat(Files.readAllLines(keyFile())).hasSize(2);
    assertAllOpens();
  }

  private boolean isWaitingFor(String table) {
    return !database
        .texts(
            "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID()"
                + " AND info LIKE '%FROM "
                + table
                + "%FOR UPDATE%'")
        .isEmpty();
  }

  private Process process(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "lightspeed.Main"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(cli.environment());
    return builder.start();
  }

  @Test
  void twoRotationsAtOnceFollowOneAnother() throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      Callable<TestCli.Result> rotation = () -> cli.run("config:rotate-key", "--json");
      var both = threads.invokeAll(List.of(rotation, rotation));

      for (var one : both) {
        assertThat(one.get().exit()).as(one.get().err()).isZero();
      }
    }
    assertThat(Files.readAllLines(keyFile())).hasSize(3);
    assertThat(sealedWith()).hasSize(1);
    assertAllOpens();
  }

  @Test
  void whoeverRanBeforeTheRotationOpensAndSealsWithTheNewKey() {
    var configuration =
        Configuration.of(
            new SettingSources(
                Map.of(),
                Map.of("LIGHTSPEED_DATA_DIR", folder.resolve("data").toString()),
                EnvFile.NONE));
    var keys = KeySource.of(configuration, configuration.dataDirectory(null));
    try (var running =
        new LiveSettings(
            database.database(),
            configuration,
            new SecretBox(keys),
            new AuditLog(InstantSource.system(), keys))) {
      running.refresh();
      var rotated = cli.run("config:rotate-key", "--json");

      running.refresh();
      running.set("webhook_path_secret", "hunter4hunter4hunter4hunter4", "test", null);

      assertThat(running.current().get(Settings.NOTIFY_SECRET).reveal()).isEqualTo("hunter2");
      assertThat(sealedWith()).containsExactly(rotated.json().path("key").asString());
    }
  }

  @Test
  void theRightsAndTheLinkOfTheKeyFileStay() throws IOException {
    var real = folder.resolve("kept-elsewhere");
    Files.move(keyFile(), real);
    Files.createSymbolicLink(keyFile(), real);
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("r--------"));

    assertThat(cli.run("config:rotate-key").exit()).isZero();

    assertThat(Files.isSymbolicLink(keyFile())).isTrue();
    assertThat(Files.readAllLines(real)).hasSize(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("r--------");
  }

  @Test
  void aPreparedKeyIsTheNextOne() throws IOException {
    var prepared = cli.run("config:rotate-key", "--prepare", "--json");
    var again = cli.run("config:rotate-key", "--prepare", "--json");
    var rotated = cli.run("config:rotate-key", "--json");

    assertThat(again.json().path("next")).isEqualTo(prepared.json().path("next"));
    assertThat(rotated.json().path("key").asString())
        .isEqualTo(prepared.json().path("next").asString());
    assertThat(rotated.json().path("next").isNull()).isTrue();
    assertAllOpens();
  }

  @Test
  void beforeOtherMachinesKnowTheNewKeyNothingIsRotatedUnlessTheyShareTheFile() {
    database
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "INSERT INTO installation_servers (id, host, pid)"
                        + " VALUES ('x', 'other-machine', 1)"));

    var refused = cli.run("config:rotate-key");

    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("other-machine").contains("--prepare");
    assertThat(cli.run("config:rotate-key", "--yes").exit()).isZero();
  }

  @Test
  void withAGivenKeyPeoplePutTheNewOneFirst() throws IOException {
    var old = Files.readString(keyFile()).strip();
    var given = cli.with("LIGHTSPEED_KEY", old);
    var both = cli.with("LIGHTSPEED_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=," + old);

    var refused = given.run("config:rotate-key");
    var rotated = both.run("config:rotate-key", "--json");

    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("(new,old)");
    assertThat(rotated.json().path("sealed").asInt()).isEqualTo(2);
    assertThat(
            cli.with("LIGHTSPEED_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
                .run("doctor")
                .out())
        .doesNotContain("cannot be decrypted");
  }

  @Test
  void whateverIsSealedIsKnownToTheRotation() throws ReflectiveOperationException {
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("lightspeed");
    var sealed = new ArrayList<SealedColumn>();
    for (JavaClass one : classes) {
      for (var field : one.getFields()) {
        if (field.getRawType().isEquivalentTo(SealedColumn.class)) {
          var reflected = field.reflect();
          reflected.setAccessible(true);
          sealed.add((SealedColumn) reflected.get(null));
        }
      }
    }

    assertThat(Parts.SEALED).containsExactlyInAnyOrderElementsOf(sealed).isNotEmpty();
    assertThat(classes.get(SealedColumn.class).getConstructorCallsToSelf())
        .allMatch(call -> call.getOrigin().getName().equals("<clinit>"));
  }
}
