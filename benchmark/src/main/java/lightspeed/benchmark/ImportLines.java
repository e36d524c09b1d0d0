package lightspeed.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import lightspeed.benchmark.Installation.Measured;

/// Import of files of 1,000, 10,000 and 100,000 lines: time, and memory that stays flat.
final class ImportLines {
  private static final int LINES = 100;

  private ImportLines() {}

  static Figures measure(Installation installation) throws IOException, InterruptedException {
    installation.run("catalog:pull");
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int orders : new int[] {10, 100, 1_000}) {
      Path file = OrderFile.write(installation, "PO-" + orders, orders, LINES);
      Measured measured = installation.run("po:import", file.toString());
      String name = "%,d lines".formatted(orders * LINES);
      figures.put(name + ", seconds", measured.seconds());
      figures.put(name + ", peak MiB", measured.peakMebibytes());
    }
    return Figures.of(figures);
  }
}
