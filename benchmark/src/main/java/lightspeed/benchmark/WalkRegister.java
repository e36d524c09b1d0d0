package lightspeed.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lightspeed.benchmark.Installation.Measured;
import tools.jackson.databind.JsonNode;

/// A store with 50,000 consignments that are not ours, walked for the first time and then again;
/// then a worker that sends orders with 500,000 order numbers in its register.
final class WalkRegister {
  private static final int FOREIGN = 50_000;
  private static final int SENDERS = 8;
  private static final int MANY = 500_000;
  private static final int ORDERS = 200;
  private static final int LINES = 50;

  private WalkRegister() {}

  static Figures measure(Installation installation) throws IOException, InterruptedException {
    installation.run("catalog:pull");
    fill(installation);
    Map<String, Double> figures = new LinkedHashMap<>();
    long before = installation.requests();
    Measured first = installation.run("register:walk");
    figures.put("first walk, calls", (double) (installation.requests() - before));
    figures.put("first walk, seconds", first.seconds());
    figures.put("first walk, peak MiB", first.peakMebibytes());
    before = installation.requests();
    Measured second = installation.run("register:walk");
    figures.put("second walk, calls", (double) (installation.requests() - before));
    figures.put("second walk, seconds", second.seconds());

    addRows(installation, MANY - FOREIGN);
    Path file = OrderFile.write(installation, "PO-B", ORDERS, LINES);
    installation.run("po:import", file.toString(), "--approve");
    before = installation.requests();
    Measured worker = installation.run("queue:work", "--drain");
    figures.put("register, rows", (double) rows(installation));
    figures.put("orders sent, calls each", (double) (installation.requests() - before) / ORDERS);
    figures.put("worker, seconds", worker.seconds());
    figures.put("worker, peak MiB", worker.peakMebibytes());
    return Figures.of(figures);
  }

  /// As rows of a long life: all of them received before anything that the sandbox made.
  private static void addRows(Installation installation, int rows)
      throws IOException, InterruptedException {
    installation.query(
        """
        INSERT INTO lightspeed_references (consignment_id, reference, folded_reference, status,
          version)
        SELECT CONCAT('d0000000-0000-0000-0000-', LPAD(seq, 12, '0')), CONCAT('OLD-', seq),
          CONCAT('old-', seq), 'RECEIVED', seq
        FROM seq_1_to_%d;
        """
            .formatted(rows));
  }

  private static long rows(Installation installation) throws IOException, InterruptedException {
    String answer = installation.query("SELECT COUNT(*) AS n FROM lightspeed_references;\n");
    return Long.parseLong(answer.replaceAll("\\D", ""));
  }

  private static void fill(Installation installation) throws IOException, InterruptedException {
    JsonNode outlet = installation.sandbox("/_emulator/catalog").path("outlets").path(0);
    URI address = URI.create(installation.url() + "/_emulator/consignments");
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<?>> made = new ArrayList<>();
      for (int n = 1; n <= FOREIGN; n++) {
        String body =
            "{\"reference\":\"KEYED-%d\",\"outlet_id\":\"%s\"}"
                .formatted(n, outlet.path("id").asString());
        made.add(senders.submit(() -> make(client, address, body)));
      }
      for (Future<?> one : made) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("The sandbox did not take a consignment.", e.getCause());
    }
  }

  private static Void make(HttpClient client, URI address, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 201) {
      throw new IOException("Status " + status);
    }
    return null;
  }
}
