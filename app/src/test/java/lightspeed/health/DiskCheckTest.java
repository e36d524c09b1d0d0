package lightspeed.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lightspeed.config.DiskRoom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskCheckTest {
  @TempDir Path folder;

  @Test
  void aDiskThatIsNearlyFullFailsWhileThereIsRoomForTheLastWrites() {
    assertThat(look(DiskRoom.LEAST_BYTES - 1))
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> {
              assertThat(failed.detail()).contains("1023 MiB are left", folder.toString());
              assertThat(failed.hint()).contains("queue:prune");
            });
  }

  @Test
  void aDiskWithRoomIsWell() {
    assertThat(look(DiskRoom.LEAST_BYTES))
        .isEqualTo(
            new CheckResult.Passed(
                "disk", "more than 1024 MiB are left on the disk of the data directory"));
  }

  @Test
  void ofAFolderThatIsYetToBeMadeItsParentCounts() throws IOException {
    var room = DiskRoom.of(folder.resolve("not/there/yet"));

    assertThat(room.folder()).isEqualTo(folder);
    assertThat(room.freeBytes()).isBetween(1L, Files.getFileStore(folder).getTotalSpace());
  }

  private CheckResult look(long freeBytes) {
    return new DiskCheck(() -> new DiskRoom(folder, freeBytes)).look();
  }
}
