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
    long before = installation.requests();
    long statements = installation.counter("Questions");
    long commits = installation.counter("Com_commit");
    Measured worker = installation.run("queue:work", "--drain");
    long calls = installation.requests() - before;
    statements = installation.counter("Questions") - statements;
    commits = installation.counter("Com_commit") - commits;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("worker, seconds", worker.seconds());
    figures.put("orders a second", ORDERS / worker.seconds());
    figures.put("calls for each order", (double) calls / ORDERS);
    figures.put("statements for each order", (double) statements / ORDERS);
    figures.put("transactions for each order", (double) commits / ORDERS);
    figures.put("worker, peak MiB", worker.peakMebibytes());
    return Figures.of(figures);
  }
}
