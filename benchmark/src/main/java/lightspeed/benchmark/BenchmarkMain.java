package lightspeed.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs one benchmark several times and prints minimum, median and maximum of each figure.
public final class BenchmarkMain {
  private BenchmarkMain() {}

  /// Entry.
  ///
  /// @param arguments the launcher, the name of the benchmark, `--runs N` (3 unless told)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 2) {
      System.err.println("Usage: benchmark/run orders|import|cli [--runs N]");
      System.exit(2);
    }
    Path launcher = Path.of(arguments[0]);
    int runs = arguments.length == 4 ? Integer.parseInt(arguments[3]) : 3;
    List<Figures> all = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      Path folder = Files.createTempDirectory("lightspeed-benchmark");
      try (Installation installation = new Installation(launcher, folder)) {
        Figures figures =
            switch (arguments[1]) {
              case "orders" -> SyncOrders.measure(installation);
              case "cli" -> StartUp.measure(installation);
              case "import" -> ImportLines.measure(installation);
              default -> throw new IllegalArgumentException("No benchmark " + arguments[1]);
            };
        System.out.println("run " + run + ": " + figures);
        all.add(figures);
      }
    }
    System.out.print(Figures.summary(all));
  }
}
