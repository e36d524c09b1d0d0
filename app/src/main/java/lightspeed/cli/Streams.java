package lightspeed.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a command reads and writes.
///
/// @param isOutTerminal a person looks at `out`
/// @param isErrTerminal a person looks at `err`
/// @param isInTerminal a person types into `in`
public record Streams(
    OutputStream out,
    OutputStream err,
    InputStream in,
    boolean isOutTerminal,
    boolean isErrTerminal,
    boolean isInTerminal) {

  /// The standard streams of this process.
  public static Streams ofProcess() {
    return new Streams(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        new FileInputStream(FileDescriptor.in),
        isTerminal(1),
        isTerminal(2),
        isTerminal(0));
  }

  /// Asks the kernel what a file descriptor is; the JDK only tells for two of them together.
  /// Without `/proc` nothing is taken for a terminal, which only costs colour and prompts.
  private static boolean isTerminal(int fileDescriptor) {
    try {
      var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fileDescriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }
}
