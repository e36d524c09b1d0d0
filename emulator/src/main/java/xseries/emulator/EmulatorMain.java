package xseries.emulator;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import xseries.emulator.store.OtherStore;

/// The command line: starts an emulator, says so in one line and runs until it is told to stop.
public final class EmulatorMain {
  private static final int EXIT_BAD_OPTION = 2;
  private static final int EXIT_CANNOT_START = 6;

  private EmulatorMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (List.of(arguments).contains("--help")) {
      System.out.println(CommandLine.USAGE);
      return;
    }
    int exit = run(List.of(arguments), System.getenv(), System.out, System.err);
    if (exit != 0) {
      System.exit(exit);
    }
    new CountDownLatch(1).await(); // the server's threads do not keep the process alive
  }

  /// Starts the emulator of the options. It stops with the process.
  ///
  /// @return 0 when it runs, 2 for a bad option or one that the kept store does not have, 6 when
  /// the port or the file cannot be had
  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      CommandLine line = CommandLine.read(arguments, environment, StandardInput::firstLine);
      Emulator emulator = Emulator.start(line.withWhatIsKept());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(emulator), "emulator-stop"));
      out.println(line.readyLine(emulator));
      out.flush();
      return 0;
    } catch (BadOption | OtherStore | IllegalArgumentException e) {
      err.println(e.getMessage());
      return EXIT_BAD_OPTION;
    } catch (BindException e) {
      err.println("The port is taken or may not be used; choose another with --port.");
      return EXIT_CANNOT_START;
    } catch (IOException e) {
      err.println("The emulator cannot start: " + e.getMessage());
      return EXIT_CANNOT_START;
    }
  }

  private static void stop(Emulator emulator) {
    try {
      emulator.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
