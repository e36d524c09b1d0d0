package lightspeed.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Webhooks at 1,000 a second into `serve`: how long until the durable answer, how memory grows,
/// and whether any answered one is lost when the server is killed with -9 under this load.
final class Webhooks {
  private static final int PER_SECOND = 1_000;
  private static final int WARM_UP = 10_000;
  private static final int MEASURED = 30_000;
  private static final int BEFORE_KILL = 10_000;

  /// Each line of an order that is received is one webhook: a hundred of them for each.
  private static final int ORDERS_AT_ONCE = 200;

  private Webhooks() {}

  static Figures measure(Installation installation, Path launcher)
      throws IOException, InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    installation.run("db:start");
    try (ServeProcess server = new ServeProcess(launcher, installation.folder())) {
      load(server, WARM_UP, "warm").run(() -> {});
      double before = server.mebibytes();
      Duration used = server.processorTime();
      OpenLoop loop = load(server, MEASURED, "c");
      loop.run(() -> {});
      used = server.processorTime().minus(used);
      figures.put("server, processor ms for each", used.toMillis() / (double) MEASURED);
      figures.put("accepted, % of all", 100.0 * loop.accepted().size() / MEASURED);
      figures.put("p50, ms", loop.within(0.5));
      figures.put("p99, ms", loop.within(0.99));
      figures.put("p99.9, ms", loop.within(0.999));
      figures.put("max, ms", loop.within(1));
      figures.put("server before, MiB", before);
      figures.put("server after, MiB", server.mebibytes());
    }
    kill(installation, launcher, figures);
    return Figures.of(figures);
  }

  private static OpenLoop load(ServeProcess server, int total, String prefix) {
    return new OpenLoop(server.port(), total, PER_SECOND, n -> prefix + "-" + n % ORDERS_AT_ONCE);
  }

  private static void kill(Installation installation, Path launcher, Map<String, Double> figures)
      throws IOException, InterruptedException {
    OpenLoop loop;
    try (ServeProcess server = new ServeProcess(launcher, installation.folder())) {
      loop = new OpenLoop(server.port(), BEFORE_KILL, PER_SECOND, n -> "killed-" + n);
      loop.run(() -> kill(server));
    }
    Set<String> lost = new HashSet<>(loop.accepted());
    figures.put("answered before kill -9", (double) lost.size());
    lost.removeAll(stored(launcher, installation.folder()));
    figures.put("of these lost", (double) lost.size());
  }

  private static void kill(ServeProcess server) {
    try {
      server.killHard();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static Set<String> stored(Path launcher, Path folder)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "db:shell")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LIGHTSPEED_NO_BUILD", "1");
    builder.environment().put("LIGHTSPEED_DATA_DIR", folder.resolve("data").toString());
    Process shell = builder.start();
    try (var input = shell.outputWriter(StandardCharsets.UTF_8)) {
      input.write(
          "SELECT consignment_id FROM lightspeed_webhooks WHERE consignment_id LIKE 'killed-%';\n");
    }
    Set<String> found = new HashSet<>();
    shell.inputReader(StandardCharsets.UTF_8).lines().forEach(found::add);
    shell.waitFor();
    return found;
  }
}
