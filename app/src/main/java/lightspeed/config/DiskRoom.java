package lightspeed.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The room that is left on the disk of a folder, and how much is too little.
///
/// @param folder that exists
/// @param freeBytes that are left for us there
public record DiskRoom(Path folder, long freeBytes) {
  /// 1 GiB: less is gone within a day of trouble, by logs, a journal of broken calls and a backup.
  public static final long LEAST_BYTES = 1L << 30;

  /// As it is now. Of a folder that is yet to be made, its parent counts; one that cannot be looked
  /// at seems to have room, because that is told by whoever uses it.
  public static DiskRoom of(Path path) {
    var folder = path;
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    try {
      return new DiskRoom(folder, Files.getFileStore(folder).getUsableSpace());
    } catch (IOException _) {
      return new DiskRoom(folder, Long.MAX_VALUE);
    }
  }

  /// Whether writes may fail before somebody has made room.
  public boolean isNearlyFull() {
    return freeBytes < LEAST_BYTES;
  }

  /// For people.
  public String words() {
    return isNearlyFull()
        ? (freeBytes >> 20) + " MiB are left on the disk of " + folder
        : "more than " + (LEAST_BYTES >> 20) + " MiB are left on the disk of the data directory";
  }
}
