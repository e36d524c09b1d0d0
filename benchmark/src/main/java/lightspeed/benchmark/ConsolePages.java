package lightspeed.benchmark;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The console's pages over a long history, as one signed-in person gets them, one after the other.
final class ConsolePages {
  private static final long ORDERS = Long.getLong("orders", 1_000_000);
  private static final long LOG_ROWS = Long.getLong("log.rows", 20_000_000);
  private static final int WARM_UP = 20;
  private static final int MEASURED = 200;
  private static final long SEED = 5;
  private static final String PERSON = "bench";
  private static final String PASSWORD = "a long word for the benchmark";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final String root;

  private ConsolePages(int port) {
    this.root = "http://127.0.0.1:" + port;
  }

  static Figures measure(Installation installation, Path launcher)
      throws IOException, InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    installation.run("db:migrate", "--no-input");
    long start = System.nanoTime();
    new History(ORDERS, LOG_ROWS).fill(installation);
    figures.put("filled in, s", (System.nanoTime() - start) / 1e9);
    installation.runWith(PASSWORD, "user:create", PERSON, "--role=admin", "--password");
    long started = System.nanoTime();
    try (ServeProcess server = new ServeProcess(launcher, installation.folder())) {
      var pages = new ConsolePages(server.port());
      pages.get("/sign-in");
      figures.put("first page after start, ms", (System.nanoTime() - started) / 1e6);
      pages.signIn();
      var random = new Random(SEED);
      pages.time(figures, "overview", _ -> "/");
      pages.time(figures, "order list", _ -> "/orders");
      pages.time(figures, "order list, by state", _ -> "/orders?state=RECEIVED");
      pages.time(figures, "order list, a supplier", _ -> "/orders?supplier=Supplier+7");
      pages.time(figures, "order list, a rare supplier", _ -> "/orders?supplier=Rare");
      pages.time(figures, "order list, a rare outlet", _ -> "/orders?outlet=Rare");
      pages.time(figures, "order list, search", _ -> "/orders?q=PO-0050");
      pages.time(
          figures, "order page", _ -> "/order?id=PO-%08d".formatted(1 + random.nextLong(ORDERS)));
      pages.time(figures, "sync", _ -> "/sync");
      pages.time(figures, "queue", _ -> "/queue");
      pages.time(figures, "webhooks", _ -> "/webhooks");
      pages.time(figures, "calls", _ -> "/calls");
      figures.put("server resident, MiB", server.mebibytes());
    }
    return Figures.of(figures);
  }

  private void signIn() throws IOException, InterruptedException {
    Matcher token = TOKEN.matcher(get("/sign-in"));
    if (!token.find()) {
      throw new IOException("The sign-in page has no token.");
    }
    var form =
        "_csrf=" + encoded(token.group(1)) + "&name=" + PERSON + "&password=" + encoded(PASSWORD);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(root + "/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200 || !answer.body().contains("Overview")) {
      throw new IOException("Signing in was answered with " + answer.statusCode());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void time(Map<String, Double> figures, String name, IntFunction<String> path)
      throws IOException, InterruptedException {
    for (int n = 0; n < WARM_UP; n++) {
      get(path.apply(n));
    }
    double[] millis = new double[MEASURED];
    for (int n = 0; n < MEASURED; n++) {
      String asked = path.apply(n);
      long start = System.nanoTime();
      get(asked);
      millis[n] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    figures.put(name + ", p50 ms", millis[MEASURED / 2]);
    figures.put(name + ", p95 ms", millis[MEASURED * 95 / 100]);
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(URI.create(root + path)).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " was answered with " + answer.statusCode());
    }
    return answer.body();
  }
}
