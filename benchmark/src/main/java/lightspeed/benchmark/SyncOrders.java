package lightspeed.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import lightspeed.benchmark.Installation.Measured;

/// 1,000 approved orders of 50 lines, drained by one worker.
final class SyncOrders {
  private static final int ORDERS = 1_000;
  private static final int LINES = 50;

  private SyncOrders() {}

  static Figures measure(Installation installation) throws IOException, InterruptedException {
    installation.run("catalog:pull");
    Path file = OrderFile.write(installation, "PO-B", ORDERS, LINES);
    installation.run("po:import", file.toString(), "--approve");
    long before = requests(installation);
    Measured worker = installation.run("queue:work", "--drain");
    long calls = requests(installation) - before;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("worker, seconds", worker.seconds());
    figures.put("orders a second", ORDERS / worker.seconds());
    figures.put("calls for each order", (double) calls / ORDERS);
    figures.put("worker, peak MiB", worker.peakMebibytes());
    return Figures.of(figures);
  }

  private static long requests(Installation installation) throws IOException, InterruptedException {
    long last = 0;
    for (var entry : installation.sandbox("/_emulator/requests")) {
      last = Math.max(last, entry.path("n").asLong());
    }
    return last;
  }
}
