package lightspeed.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {
  @TempDir Path folder;

  @Test
  void readsWhatOperatorsWrite() {
    var file =
        parse(
            """
            \uFEFF# comment
            PLAIN=value

              export EXPORTED = spaced value \s
            COMMENTED=value # not part of it
            HASH=a#b=c
            SINGLE='as $is \\n # "here"'  # comment
            DOUBLE="line\\nnext \\"quoted\\" \\\\ \\$x # kept \\q"
            EMPTY=
            ONLY_COMMENT= # nothing
            lower_case=yes\r
            """);

    assertThat(values(file))
        .isEqualTo(
            Map.of(
                "PLAIN", "value",
                "EXPORTED", "spaced value",
                "COMMENTED", "value",
                "HASH", "a#b=c",
                "SINGLE", "as $is \\n # \"here\"",
                "DOUBLE", "line\nnext \"quoted\" \\ $x # kept \\q",
                "EMPTY", "",
                "ONLY_COMMENT", "",
                "LOWER_CASE", "yes"));
    assertThat(file.problems()).isEmpty();
  }

  @Test
  void everyBadLineIsAProblemWithItsNumber() {
    var file =
        parse(
            """
            GOOD=1
            no assignment
            =nameless
            1ST=digit
            SPACE IN NAME=x
            OPEN="never closed
            AFTER='closed' more
            GOOD=2
            """);

    assertThat(file.problems())
        .extracting(
            problem -> problem.source().replace("/etc/shop/.env ", "") + ": " + problem.reason())
        .containsExactly(
            "line 2: not NAME=value",
            "line 3: the part before = is not a name",
            "line 4: the part before = is not a name",
            "line 5: the part before = is not a name",
            "line 6: a quote is opened and not closed",
            "line 7: text after the closing quote",
            "line 8: is already set in line 1");
  }

  @Test
  void theNamedFileWinsThenTheWorkingDirectoryThenTheLauncher() throws IOException {
    var working = Files.createDirectory(folder.resolve("working"));
    var home = Files.createDirectory(folder.resolve("home"));
    var asked = Files.writeString(folder.resolve("asked.env"), "A=asked");
    Files.writeString(home.resolve(".env"), "A=home");

    assertThat(values(EnvFile.find(null, working, home))).containsEntry("A", "home");
    Files.writeString(working.resolve(".env"), "A=working");

    assertThat(values(EnvFile.find(null, working, home))).containsEntry("A", "working");
    assertThat(values(EnvFile.find(asked, working, home))).containsEntry("A", "asked");
    assertThat(EnvFile.find(null, folder, null)).isEqualTo(EnvFile.NONE);
  }

  @Test
  void aNamedFileThatIsMissingOrNotTextIsRefused() throws IOException {
    var binary = Files.write(folder.resolve("binary"), new byte[] {'A', '=', (byte) 0xC3});

    assertThatThrownBy(() -> EnvFile.find(folder.resolve("none"), folder, null))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("--env-file")
        .hasMessageContaining("none");
    assertThatThrownBy(() -> EnvFile.find(binary, folder, null))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("is not UTF-8 text");
  }

  @Test
  void aFileThatOthersMayWriteIsRefusedWithTheCommandThatRepairsIt() throws IOException {
    var file = Files.writeString(folder.resolve(".env"), "A=1");
    for (var rights : List.of("rw--w----", "rw-----w-", "rw-rw-rw-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));

      assertThatThrownBy(() -> EnvFile.find(null, folder, null))
          .as(rights)
          .isInstanceOf(ConfigurationInvalid.class)
          .hasMessage(
              "--env-file (%1$s): can be changed by other users, so it was not read; run chmod go-w %1$s"
                  .formatted(file));
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(values(EnvFile.find(null, folder, null))).containsEntry("A", "1");
  }

  @Test
  void aFileOrLinkOfAnotherUserIsRefused() throws IOException {
    assumeTrue(OwnerOnly.ownUser() == 0, "only root can give files away");
    var file = Files.writeString(folder.resolve(".env"), "A=1");
    Files.setAttribute(file, "unix:uid", 54321);

    assertThatThrownBy(() -> EnvFile.find(null, folder, null))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining(file + "): belongs to 54321, not to you or root, so it was not read");

    Files.setAttribute(file, "unix:uid", 0);
    var link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertThat(values(EnvFile.find(link, folder, null))).containsEntry("A", "1");
    Files.setAttribute(link, "unix:uid", 54321, LinkOption.NOFOLLOW_LINKS);
    assertThatThrownBy(() -> EnvFile.find(link, folder, null))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("belongs to 54321");
  }

  private static EnvFile parse(String content) {
    return EnvFile.parse(SettingFixtures.ENV_FILE, content);
  }

  private static Map<String, String> values(EnvFile file) {
    return file.entries().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().value()));
  }
}
