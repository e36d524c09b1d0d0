package lightspeed.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import lightspeed.xseries.ReadAnswers;
import org.openjdk.jmh.runner.RunnerException;

/// Runs one benchmark several times and prints minimum, median and maximum of each figure.
public final class BenchmarkMain {
  /// So many registers that the limit on calls does not matter.
  private static final int NO_LIMIT = 1_000_000;

  private static final List<String> NAMES =
      List.of(
          "orders",
          "import",
          "budget",
          "webhooks",
          "cli",
          "console",
          "register",
          "emulator",
          "reading",
          "attacks");

  private BenchmarkMain() {}

  /// Entry.
  ///
  /// @param arguments the launcher, the name of the benchmark, `--runs N` (3 unless told)
  public static void main(String[] arguments)
      throws IOException, InterruptedException, RunnerException {
    boolean isCounted =
        arguments.length == 4
            && arguments[2].equals("--runs")
            && arguments[3].matches("[1-9][0-9]{0,2}");
    if (arguments.length < 2
        || !NAMES.contains(arguments[1])
        || (arguments.length > 2 && !isCounted)) {
      System.err.println("Usage: benchmark/run " + String.join("|", NAMES) + " [--runs 1 to 999]");
      System.exit(2);
    }
    Path launcher = Path.of(arguments[0]);
    int runs = isCounted ? Integer.parseInt(arguments[3]) : 3;
    List<Figures> all = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      // What a failed run leaves stays there to be looked at.
      Path folder = Files.createTempDirectory("lightspeed-benchmark");
      Figures figures = measure(arguments[1], launcher, folder);
      delete(folder);
      System.out.println("run " + run + ": " + figures);
      all.add(figures);
    }
    System.out.print(Figures.summary(all));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Figures measure(String name, Path launcher, Path folder)
      throws IOException, InterruptedException, RunnerException {
    if (name.equals("budget")) {
      return UseBudget.measure(launcher, folder);
    }
    if (name.equals("emulator")) {
      return EmulatorCalls.measure(launcher);
    }
    if (name.equals("reading")) {
      return Figures.of(ReadAnswers.measure());
    }
    try (Installation installation = new Installation(launcher, folder, NO_LIMIT)) {
      return switch (name) {
        case "orders" -> SyncOrders.measure(installation);
        case "cli" -> StartUp.measure(installation);
        case "import" -> ImportLines.measure(installation);
        case "console" -> ConsolePages.measure(installation, launcher);
        case "register" -> WalkRegister.measure(installation);
        case "attacks" -> Attacks.measure(installation, launcher);
        case "webhooks" -> Webhooks.measure(installation, launcher);
        default -> throw new IllegalArgumentException("No benchmark " + name);
      };
    }
  }
}
