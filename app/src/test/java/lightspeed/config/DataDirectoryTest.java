package lightspeed.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path folder;

  @Test
  void theSettingWins() {
    var environment = Map.of("HOME", "/home/eva");

    assertThat(DataDirectory.locate("/srv/data", folder, environment).path())
        .isEqualTo(Path.of("/srv/data"));
    assertThat(DataDirectory.locate("~/shop", folder, environment).path())
        .isEqualTo(Path.of("/home/eva/shop"));
    assertThat(DataDirectory.locate("x/../y", folder, environment).path())
        .isEqualTo(Path.of("y").toAbsolutePath());
  }

  @Test
  void besideTheLauncherWhenThatCanBeWritten() {
    assertThat(DataDirectory.locate(null, folder, Map.of()).path())
        .isEqualTo(folder.resolve("data"));
  }

  @Test
  void elseTheDataFolderOfTheUser() {
    assertThat(
            DataDirectory.locate(null, folder.resolve("gone"), Map.of("HOME", "/home/eva")).path())
        .isEqualTo(Path.of("/home/eva/.local/share/lightspeed-integration"));
    assertThat(
            DataDirectory.locate(
                    null, null, Map.of("HOME", "/home/eva", "XDG_DATA_HOME", "/home/eva/x"))
                .path())
        .isEqualTo(Path.of("/home/eva/x/lightspeed-integration"));
    assertThat(
            DataDirectory.locate(null, null, Map.of("HOME", "/h", "XDG_DATA_HOME", "relative"))
                .path())
        .isEqualTo(Path.of("/h/.local/share/lightspeed-integration"));
  }

  @Test
  void withoutAnyFolderItSaysWhatToSet() {
    assertThatThrownBy(() -> DataDirectory.locate(null, null, Map.of()))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("there is no HOME; set LIGHTSPEED_DATA_DIR");
  }

  @Test
  void onlyTheOwnerMayEnter() throws IOException {
    var directory = new DataDirectory(folder.resolve("a/b"));

    directory.create();
    directory.create();
    var logs = directory.folder("logs");

    assertThat(logs).isEqualTo(directory.logs());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs)))
        .isEqualTo("rwx------");
  }

  @Test
  void aFolderOfOursThatIsOpenIsClosedAndOneThatServesOthersTooIsLeftAlone() throws IOException {
    var ours = Files.createDirectory(folder.resolve("ours"));
    Files.createDirectory(ours.resolve("logs"));
    var shared = Files.createDirectory(folder.resolve("shared"));
    Files.createDirectory(shared.resolve("letters"));
    for (var open : List.of(ours, shared, ours.resolve("logs"))) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    var _ = new DataDirectory(ours).folder("logs");
    var key = new DataDirectory(shared).folder("uploads");

    assertThat(rights(ours)).isEqualTo("rwx------");
    assertThat(rights(ours.resolve("logs"))).isEqualTo("rwx------");
    assertThat(rights(shared)).isEqualTo("rwxrwxrwx");
    assertThat(rights(key)).isEqualTo("rwx------");
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aFolderThatCannotBeMadeIsToldWithWhatToDo() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> new DataDirectory(file.resolve("data")).create())
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("set LIGHTSPEED_DATA_DIR to a folder you may write");
  }
}
