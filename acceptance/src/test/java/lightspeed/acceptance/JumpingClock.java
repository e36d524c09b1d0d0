package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/// The wall clock of those processes that are started with its [#environment()]: it is set while
/// they run, as an administrator does. Their monotonic clock and everybody else's clocks go on.
///
/// **Threads:** safe.
final class JumpingClock {
  /// Needed only here, so it is compiled when the test runs.
  private static final String SOURCE = "jumping-clock.c";

  private final Path shift;
  private final Path library;

  private JumpingClock(Path shift, Path library) {
    this.shift = shift;
    this.library = library;
  }

  /// Skips the test where nothing can be compiled, or clocks cannot be shifted this way.
  ///
  /// @param folder for what is compiled
  static JumpingClock in(Path folder) throws InterruptedException {
    Path library = folder.resolve("jumping-clock.so");
    Assumptions.assumeTrue(
        isCompiled(library),
        "Clocks of processes cannot be shifted here: that needs a C compiler called cc, and glibc.");
    JumpingClock clock = new JumpingClock(folder.resolve("clock-shift"), library);
    clock.set(Duration.ZERO);
    return clock;
  }

  private static boolean isCompiled(Path library) throws InterruptedException {
    try {
      URL source = Objects.requireNonNull(JumpingClock.class.getResource(SOURCE), SOURCE);
      List<String> command =
          List.of(
              "cc",
              "-O1",
              "-shared",
              "-fPIC",
              "-o",
              library.toString(),
              Path.of(source.toURI()).toString(),
              "-ldl");
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException noCompiler) {
      return false;
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "JUMPING_CLOCK", shift.toString());
  }

  /// Sets the clock so far ahead of the true time, or behind it.
  void set(Duration ahead) {
    ByteBuffer seconds =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .putLong(ahead.toSeconds())
            .flip();
    try (FileChannel file =
        FileChannel.open(shift, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(seconds, 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
