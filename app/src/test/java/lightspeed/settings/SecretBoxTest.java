package lightspeed.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.DataDirectory;
import lightspeed.config.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
  private static final String NAME = "lightspeed_api_token";

  @TempDir Path folder;
  private DataDirectory directory = new DataDirectory(Path.of("unused"));

  @BeforeEach
  void directory() {
    directory = new DataDirectory(folder.resolve("data"));
  }

  @Test
  void opensWhatItSealed() {
    var sealed = box().seal(NAME, "hunter2 ü");

    assertThat(sealed).startsWith("v1.").doesNotContain("hunter2");
    assertThat(box().open(NAME, sealed)).isEqualTo("hunter2 ü");
  }

  @Test
  void sealingTwiceNeverGivesTheSameText() {
    assertThat(box().seal(NAME, "x")).isNotEqualTo(box().seal(NAME, "x"));
  }

  @Test
  void aValueCannotBeMovedToAnotherSetting() {
    var sealed = box().seal(NAME, "hunter2");

    assertThatThrownBy(() -> box().open("lightspeed_webhook_secret", sealed))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("changed or copied from another setting")
        .hasMessageContaining("lightspeed-cli config:set lightspeed_webhook_secret -");
  }

  @Test
  void everyChangedByteIsFound() {
    var sealed = box().seal(NAME, "hunter2");
    int bodyAt = sealed.lastIndexOf('.') + 1;
    var body = Base64.getDecoder().decode(sealed.substring(bodyAt));

    for (int i = 0; i < body.length; i++) {
      var changed = body.clone();
      changed[i] ^= 1;
      var text = sealed.substring(0, bodyAt) + Base64.getEncoder().encodeToString(changed);
      assertThatThrownBy(() -> box().open(NAME, text)).isInstanceOf(ConfigurationInvalid.class);
    }
    for (var broken :
        new String[] {"", "v1", "v2.x.y", sealed.substring(0, bodyAt), sealed + "="}) {
      assertThatThrownBy(() -> box().open(NAME, broken)).isInstanceOf(ConfigurationInvalid.class);
    }
  }

  @Test
  void anotherKeyOrNoKeySaysWhichSettingAndWhatToDo() {
    var sealed = box().seal(NAME, "hunter2");
    var otherKey = new SecretBox(new KeySource(key((byte) 7), directory));
    var noKey = new SecretBox(new KeySource(null, new DataDirectory(folder.resolve("other"))));

    assertThatThrownBy(() -> otherKey.open(NAME, sealed))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining(NAME)
        .hasMessageContaining("LIGHTSPEED_KEY is key")
        .hasMessageContaining("set it again");
    assertThatThrownBy(() -> noKey.open(NAME, sealed))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("its key is missing: no file " + folder.resolve("other/key"));
    assertThat(folder.resolve("other")).doesNotExist();
  }

  @Test
  void aGivenKeyNeedsNoFile() {
    var given = new SecretBox(new KeySource(key((byte) 1), directory));

    assertThat(given.open(NAME, given.seal(NAME, "hunter2"))).isEqualTo("hunter2");
    assertThat(directory.keyFile()).doesNotExist();
  }

  @Test
  void aGivenKeyThatIsNoKeyIsRefusedWithoutShowingIt() {
    var tooShort = new SecretBox(new KeySource(new Secret("aHVudGVyMg=="), directory));
    var notBase64 = new SecretBox(new KeySource(new Secret("hunter2!"), directory));

    assertThatThrownBy(() -> tooShort.seal(NAME, "x"))
        .hasMessageContaining("lightspeed_key (LIGHTSPEED_KEY): has 7 bytes instead of 32")
        .hasMessageNotContaining("aHVudGVyMg");
    assertThatThrownBy(() -> notBase64.seal(NAME, "x"))
        .hasMessageContaining("is not base64")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void theKeyFileIsForItsOwnerOnly() throws IOException {
    box().seal(NAME, "x");
    var file = directory.keyFile();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var left = Files.list(directory.path())) {
      assertThat(left).containsExactly(file);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> box().seal(NAME, "x"))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("run chmod 600 " + file);
  }

  @Test
  void everybodyWhoMakesTheKeyAtOnceGetsTheSame() throws Exception {
    int makers = 16;
    var start = new CountDownLatch(1);

    try (var threads = Executors.newFixedThreadPool(makers)) {
      var ids = new ArrayList<Future<String>>();
      for (int i = 0; i < makers; i++) {
        Callable<String> make =
            () -> {
              start.await();
              return new KeySource(null, directory).findOrCreate().current().id();
            };
        ids.add(threads.submit(make));
      }
      start.countDown();
      var different = new HashSet<String>();
      for (var id : ids) {
        different.add(id.get());
      }

      assertThat(different).hasSize(1);
    }
  }

  @Test
  void theFirstKeySealsAndEachOpens() throws IOException {
    var before = box().seal(NAME, "hunter2");
    var first = Files.readString(directory.keyFile());
    var second = Base64.getEncoder().encodeToString(bytes((byte) 2));
    var third = Base64.getEncoder().encodeToString(bytes((byte) 3));
    Files.writeString(
        directory.keyFile(),
        second + "\nold " + first.strip() + " 2026-11-30T20:00:00Z\nnext " + third + "\n");

    var after = box().seal(NAME, "hunter3");
    var given = new SecretBox(new KeySource(new Secret(third + "," + second), directory));

    assertThat(box().open(NAME, before)).isEqualTo("hunter2");
    assertThat(box().open(NAME, after)).isEqualTo("hunter3");
    assertThat(given.open(NAME, after)).isEqualTo("hunter3");
    assertThat(after.split("\\.", -1)[1]).isNotEqualTo(before.split("\\.", -1)[1]);
    assertThatThrownBy(() -> given.open(NAME, before))
        .hasMessageContaining("LIGHTSPEED_KEY holds only other keys");
  }

  @Test
  void anAuditKeyIsFoundByItsNameAndIsNotTheKeyItself() {
    var keys = new KeySource(key((byte) 1), directory);
    var both =
        new KeySource(new Secret(key((byte) 2).reveal() + "," + key((byte) 1).reveal()), directory);

    var before = keys.current();

    assertThat(both.current().id()).isNotEqualTo(before.id());
    assertThat(both.find(before.id()).orElseThrow().key().getEncoded())
        .isEqualTo(before.key().getEncoded())
        .isNotEqualTo(bytes((byte) 1));
    assertThat(keys.find("00000000")).isEmpty();
    assertThat(both.current().toString()).doesNotContain(key((byte) 2).reveal());
  }

  @Test
  void aBrokenLineOfTheKeyFileIsRefusedWithoutShowingIt() throws IOException {
    box().seal(NAME, "x");
    var key = Files.readString(directory.keyFile());

    for (var broken :
        new String[] {
          "",
          "hunter2!",
          key + "hunter2 hunter2",
          key + "old hunter2!",
          key + "old " + key.strip() + "\n",
          key + "next " + key((byte) 2).reveal() + " yesterday\n"
        }) {
      Files.writeString(directory.keyFile(), broken);
      assertThatThrownBy(() -> box().seal(NAME, "x"))
          .isInstanceOf(ConfigurationInvalid.class)
          .hasMessageNotContaining("hunter2")
          .hasMessageNotContaining(key.strip());
    }
  }

  private SecretBox box() {
    return new SecretBox(new KeySource(null, directory));
  }

  private static Secret key(byte each) {
    return new Secret(Base64.getEncoder().encodeToString(bytes(each)));
  }

  private static byte[] bytes(byte each) {
    var bytes = new byte[32];
    Arrays.fill(bytes, each);
    return bytes;
  }
}
