package lightspeed.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Watches the peak of a process's resident memory, as Linux counts it (`VmHWM`), until it ends.
final class ProcessMemory {
  /// Short enough to see the peak of a command that is over after a tenth of a second.
  private static final long LOOK_EVERY_MILLIS = 5;

  private final Thread watcher;
  private volatile long peakKibibytes;

  ProcessMemory(Process process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    watcher = Thread.ofVirtual().start(() -> watch(process, status));
  }

  private void watch(Process process, Path status) {
    try {
      while (process.isAlive()) {
        read(status);
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Path status) {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          peakKibibytes = Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException ended) {
      // The process is gone; the last reading counts.
    }
  }

  double peakMebibytes() throws InterruptedException {
    watcher.join();
    return peakKibibytes / 1024.0;
  }
}
