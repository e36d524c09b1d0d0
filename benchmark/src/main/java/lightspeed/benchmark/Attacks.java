package lightspeed.benchmark;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// What once ended `serve` or shut people out, against the real process: the peak of its resident
/// memory after each, and whether it still answers.
final class Attacks {
  private static final String PERSON = "bench";
  private static final String PASSWORD = "a long word for the benchmark";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern SECRET = Pattern.compile("lsi_[A-Za-z0-9_-]+");
  private static final int FORMS = 650;
  private static final int FORM_BYTES = 190_000;
  private static final int SLOW = 1_000;
  private static final int GUESSERS = 70;
  private static final int WRONG_ROWS = 50_000;
  private static final int WRONG_LINES = 90_000;
  private static final int FEWER_LINES = 20_000;
  private static final int WARM_UP = 500;
  private static final int MEASURED = 2_000;

  private final ServeProcess server;
  private final Map<String, Double> figures = new LinkedHashMap<>();

  private Attacks(ServeProcess server) {
    this.server = server;
  }

  static Figures measure(Installation installation, Path launcher)
      throws IOException, InterruptedException {
    installation.run("db:migrate", "--no-input");
    installation.runWith(PASSWORD, "user:create", PERSON, "--role=admin", "--password");
    var made =
        SECRET.matcher(installation.ask("token:create", "bench", "--scopes=orders").toString());
    if (!made.find()) {
      throw new IOException("No token was made.");
    }
    try (ServeProcess server =
        new ServeProcess(
            launcher, installation.folder(), Map.of("SERVER_TRUSTED_PROXIES", "127.0.0.9"))) {
      var attacks = new Attacks(server);
      attacks.run(made.group());
      return Figures.of(attacks.figures);
    }
  }

  private void run(String token) throws IOException, InterruptedException {
    peak("at the start");
    figures.put("a request, p50 ms", request());
    heldForms();
    peak("650 forms of 190 kB held");
    slowSenders();
    peak("1,000 slow connections");
    figures.put("signed in among 70 guessing addresses, s", signInAmongGuessers());
    peak("70 guessing addresses");
    wrongFiles();
    peak("files of 50,000 wrong rows");
    wrongOrders(token, WRONG_LINES);
    wrongOrders(token, FEWER_LINES);
    peak("orders of 90,000 wrong lines");
  }

  private void peak(String after) throws IOException, InterruptedException {
    if (request("GET", "/health/live").send().statusCode() != 200) {
      throw new IOException("The server does not answer any more.");
    }
    figures.put("peak resident after " + after + ", MiB", server.peakMebibytes());
  }

  /// One after the other on one connection.
  private double request() throws IOException, InterruptedException {
    var one = HttpRequest.newBuilder(address("/health/live")).build();
    double[] millis = new double[MEASURED];
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int n = -WARM_UP; n < MEASURED; n++) {
        long start = System.nanoTime();
        http.send(one, BodyHandlers.discarding());
        if (n >= 0) {
          millis[n] = (System.nanoTime() - start) / 1e6;
        }
      }
    }
    Arrays.sort(millis);
    return millis[MEASURED / 2];
  }

  private void heldForms() throws IOException {
    var head =
        "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: "
            + FORM_BYTES
            + "\r\n\r\nname=";
    List<Socket> senders = new ArrayList<>();
    try {
      for (int n = 0; n < FORMS; n++) {
        senders.add(connect("127.0.1." + (1 + n % 4)));
        send(senders.getLast(), head);
      }
      var most = "x".repeat(FORM_BYTES / 2);
      senders.forEach(sender -> send(sender, most));
    } finally {
      close(senders);
    }
  }

  private void slowSenders() throws IOException, InterruptedException {
    List<Socket> senders = new ArrayList<>();
    try {
      for (int n = 0; n < SLOW; n++) {
        senders.add(connect("127.0.2.1"));
        send(senders.getLast(), "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n");
      }
      long start = System.nanoTime();
      request("GET", "/sign-in").send();
      figures.put("a page beside 1,000 slow connections, s", (System.nanoTime() - start) / 1e9);
    } finally {
      close(senders);
    }
  }

  /// Each guesser has an address of its own, as a proxy tells it.
  private double signInAmongGuessers() throws IOException, InterruptedException {
    var page = request("GET", "/sign-in").send();
    var cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    var form = token(page.body());
    List<Socket> guessers = new ArrayList<>();
    try {
      for (int n = 0; n < GUESSERS; n++) {
        var body = "_csrf=" + form + "&name=nobody" + n + "&password=wrong+word";
        guessers.add(connect("127.0.0.9"));
        send(
            guessers.getLast(),
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nCookie: "
                + cookie
                + "\r\nX-Forwarded-For: 198.51.100."
                + (n + 1)
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
      }
      long start = System.nanoTime();
      signedIn().close();
      return (System.nanoTime() - start) / 1e9;
    } finally {
      close(guessers);
    }
  }

  private HttpClient signedIn() throws IOException, InterruptedException {
    var http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    var page = new Ask(http, HttpRequest.newBuilder(address("/sign-in"))).send();
    var body = "_csrf=" + token(page.body()) + "&name=" + PERSON + "&password=" + encoded(PASSWORD);
    var answer =
        new Ask(
                http,
                HttpRequest.newBuilder(address("/sign-in"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body)))
            .send();
    if (answer.statusCode() != 303) {
      throw new IOException("Signing in was answered with " + answer.statusCode());
    }
    return http;
  }

  /// Three at once of one person, of which one is taken at a time.
  private void wrongFiles() throws IOException, InterruptedException {
    var rows = new StringBuilder("public_id,supplier,outlet,sku,quantity,unit_cost\n");
    for (int n = 0; n < WRONG_ROWS; n++) {
      rows.append("PO-").append(n).append(",Acme,Main,S,0,x\n");
    }
    try (HttpClient http = signedIn()) {
      var form = new Ask(http, HttpRequest.newBuilder(address("/orders/import"))).send().body();
      var body =
          "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
              + TOKEN.matcher(form).results().findFirst().orElseThrow().group(1)
              + "\r\n"
              + "--b\r\n"
              + "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
              + rows
              + "\r\n--b--\r\n";
      var upload =
          HttpRequest.newBuilder(address("/orders/import"))
              .header("Content-Type", "multipart/form-data; boundary=b")
              .POST(BodyPublishers.ofString(body));
      together(3, () -> new Ask(http, upload).send());
    }
  }

  private void wrongOrders(String token, int count) throws InterruptedException {
    var line = "{\"sku\":\"S\",\"quantity\":0,\"unit_cost\":-1}";
    var lines = (line + ",").repeat(count - 1) + line;
    var order =
        HttpRequest.newBuilder(address("/api/v1/purchase-orders"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"supplier\":\"A\",\"outlet\":\"B\",\"lines\":[" + lines + "]}"));
    together(4, () -> new Ask(HttpClient.newHttpClient(), order).send());
  }

  private static void together(int times, Callable<?> attack) throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(times)) {
      for (int round = 0; round < 3; round++) {
        for (var done : threads.invokeAll(java.util.Collections.nCopies(times, attack))) {
          try {
            done.get();
          } catch (ExecutionException refused) {
            // A connection that was cut off is an answer too.
          }
        }
      }
    }
  }

  private record Ask(HttpClient http, HttpRequest.Builder request) {
    HttpResponse<String> send() throws IOException, InterruptedException {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }

  private Ask request(String method, String path) {
    return new Ask(
        HttpClient.newHttpClient(),
        HttpRequest.newBuilder(address(path)).method(method, BodyPublishers.noBody()));
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private Socket connect(String from) throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    return socket;
  }

  private static void send(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException closed) {
      // The server had enough of it.
    }
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
  }

  private static String token(String page) {
    return encoded(TOKEN.matcher(page).results().findFirst().orElseThrow().group(1));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
