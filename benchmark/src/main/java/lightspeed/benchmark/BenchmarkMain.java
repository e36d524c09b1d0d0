package lightspeed.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs one benchmark several times and prints minimum, median and maximum of each figure.
public final class BenchmarkMain {
  /// So many registers that the limit on calls does not matter.
  private static final int NO_LIMIT = 1_000_000;

  private BenchmarkMain() {}

  /// Entry.
  ///
  /// @param arguments the launcher, the name of the benchmark, `--runs N` (3 unless told)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 2) {
      System.err.println(
          "Usage: benchmark/run orders|import|budget|webhooks|cli|console [--runs N]");
      System.exit(2);
    }
    Path launcher = Path.of(arguments[0]);
    int runs = arguments.length == 4 ? Integer.parseInt(arguments[3]) : 3;
    List<Figures> all = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      Path folder = Files.createTempDirectory("lightspeed-benchmark");
      Figures figures = measure(arguments[1], launcher, folder);
      System.out.println("run " + run + ": " + figures);
      all.add(figures);
    }
    System.out.print(Figures.summary(all));
  }

  private static Figures measure(String name, Path launcher, Path folder)
      throws IOException, InterruptedException {
    if (name.equals("budget")) {
      return UseBudget.measure(launcher, folder);
    }
    try (Installation installation = new Installation(launcher, folder, NO_LIMIT)) {
      return switch (name) {
        case "orders" -> SyncOrders.measure(installation);
        case "cli" -> StartUp.measure(installation);
        case "import" -> ImportLines.measure(installation);
        case "console" -> ConsolePages.measure(installation, launcher);
        case "webhooks" -> Webhooks.measure(installation, launcher);
        default -> throw new IllegalArgumentException("No benchmark " + name);
      };
    }
  }
}
