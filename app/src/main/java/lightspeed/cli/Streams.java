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
/// @param isOutFile `out` is a file or a device, so that nobody reads along who could leave: what
///     cannot be written there is lost
public record Streams(
    OutputStream out,
    OutputStream err,
    InputStream in,
    boolean isOutTerminal,
    boolean isErrTerminal,
    boolean isInTerminal,
    boolean isOutFile) {
  /// Streams of which `out` is no file.
  public Streams(
      OutputStream out,
      OutputStream err,
      InputStream in,
      boolean isOutTerminal,
      boolean isErrTerminal,
      boolean isInTerminal) {
    this(out, err, in, isOutTerminal, isErrTerminal, isInTerminal, false);
  }

  /// The standard streams of this process.
  public static Streams ofProcess() {
    var outTarget = target(1);
    return new Streams(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        new FileInputStream(FileDescriptor.in),
        isTerminal(outTarget),
        isTerminal(target(2)),
        isTerminal(target(0)),
        outTarget.startsWith("/") && !isTerminal(outTarget));
  }

  /// Asks the kernel what a file descriptor is; the JDK only tells for two of them together.
  /// Without `/proc` nothing is taken for a terminal, which only costs colour and prompts.
  private static String target(int fileDescriptor) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fileDescriptor)).toString();
    } catch (IOException | UnsupportedOperationException _) {
      return "";
    }
  }

  private static boolean isTerminal(String target) {
    return target.startsWith("/dev/pts/")
        || target.startsWith("/dev/tty")
        || target.equals("/dev/console");
  }
}
