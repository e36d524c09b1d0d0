package lightspeed.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// A file system of its own, small enough to be filled in a moment.
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;

  private final Path folder;
  private final Path ballast;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  /// Skips the test where nothing may be mounted.
  static SmallDisk mounted(Path folder, int megabytes) {
    boolean isMounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "none", folder.toString());
    Assumptions.assumeTrue(
        isMounted, "A small disk cannot be made here: only root may mount, outside containers.");
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  /// Takes all the room that is left.
  void fill() {
    try (OutputStream file = Files.newOutputStream(ballast)) {
      byte[] block = new byte[BLOCK];
      while (true) {
        file.write(block);
      }
    } catch (IOException full) {
      if (freeBytes() >= BLOCK) {
        throw new UncheckedIOException(full);
      }
    }
  }

  /// Gives back what [#fill] took.
  void free() {
    try {
      Files.delete(ballast);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private long freeBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  @Override
  public void close() {
    if (!run("umount", "--lazy", folder.toString())) {
      throw new AssertionError(folder + " cannot be unmounted");
    }
  }
}
