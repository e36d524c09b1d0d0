package lightspeed.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Short commands as whole processes, alternating with a PHP script that makes the same queries as
/// `queue:stats`, so that a busy machine slows both alike.
///
/// Needs `php` with `pdo_mysql` (Debian: `php-cli php-mysql`).
final class StartUp {
  private static final int ROUNDS = 20;

  private StartUp() {}

  static Figures measure(Installation installation) throws IOException, InterruptedException {
    // Makes the database and its tables.
    installation.run("queue:stats");
    Path script = script(installation.folder());
    Path server = installation.folder().resolve("data/mariadb/server.properties");
    List<Double> php = new ArrayList<>();
    List<Double> stats = new ArrayList<>();
    List<Double> help = new ArrayList<>();
    double peak = 0;
    for (int round = 0; round < ROUNDS; round++) {
      php.add(seconds("php", script.toString(), server.toString()));
      Installation.Measured measured = installation.run("queue:stats");
      stats.add(measured.seconds());
      peak = Math.max(peak, measured.peakMebibytes());
      measured = installation.run("--help");
      help.add(measured.seconds());
      peak = Math.max(peak, measured.peakMebibytes());
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("PHP script, ms", 1000 * median(php));
    figures.put("queue:stats, ms", 1000 * median(stats));
    figures.put("queue:stats, times PHP", median(stats) / median(php));
    figures.put("--help, ms", 1000 * median(help));
    figures.put("--help, times PHP", median(help) / median(php));
    figures.put("peak resident MiB", peak);
    return Figures.of(figures);
  }

  private static Path script(Path folder) throws IOException {
    Path script = folder.resolve("queue-stats.php");
    try (InputStream text = StartUp.class.getResourceAsStream("/queue-stats.php")) {
      if (text == null) {
        throw new IOException("queue-stats.php is not in the jar");
      }
      Files.copy(text, script);
    }
    return script;
  }

  private static double seconds(String... command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(List.of(command) + " ended with " + exit);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> seconds) {
    Collections.sort(seconds);
    return seconds.get(seconds.size() / 2);
  }
}
